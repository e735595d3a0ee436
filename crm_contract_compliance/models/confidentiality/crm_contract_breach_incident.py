from odoo import api, fields, models


class CrmContractBreach(models.Model):
    """A breach that a data incident proposed."""

    _inherit = "crm.contract.breach"

    incident_id = fields.Many2one(
        "crm.contract.incident",
        "Data Incident",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _incident_once = models.UniqueIndex(
        "(incident_id) WHERE incident_id IS NOT NULL",
        "The breach of this incident stands in the register already.",
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"incident_id"}
