from odoo import api, models

from .discreet import readable_ids


class CrmContractDiscreetMixin(models.AbstractModel):
    """A row below a contract is named by its ``name``; to whoever may not read it, by the number
    of its contract.
    """

    _name = "crm.contract.discreet.mixin"
    _description = "Discreet Name"

    @api.depends("name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        readable = readable_ids(self)
        for row in self:
            name = row.id in readable and row._told_name()
            row.display_name = name or row.contract_id.code or ""

    def _told_name(self):
        """Hook: the name for who may read the row; nothing where the number has to do."""
        return self.name
