from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractBreach(models.Model):
    """What it lies in, where it is a leak: one breach for each source."""

    _inherit = "crm.contract.breach"

    disclosure_id = fields.Many2one(
        "crm.contract.disclosure",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    incident_id = fields.Many2one(
        "crm.contract.incident",
        "Data Incident",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _disclosed_once = models.UniqueIndex(
        "(disclosure_id) WHERE disclosure_id IS NOT NULL",
        "The breach of this disclosure stands in the register already.",
    )
    _incident_once = models.UniqueIndex(
        "(incident_id) WHERE incident_id IS NOT NULL",
        "The breach of this incident stands in the register already.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_leaks(self):
        """What proves it stays with it: the one is dismissed, the other is not rewritten."""
        for breach in self.filtered(lambda row: row.disclosure_id or row.incident_id):
            raise UserError(
                self.env._("%s lies in a leak that is on record: dismiss it.", breach.display_name)
            )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"disclosure_id", "incident_id"}
