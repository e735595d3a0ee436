from odoo import api, models

from ..base.discreet import readable_ids


class CrmContract(models.Model):
    """How a contract is named, so that its name never tells what its reader may not know."""

    _inherit = "crm.contract"
    _rec_names_search = ["code", "name"]

    @api.depends("code", "name", "is_classified")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """“number title” for whoever may read the contract, else the number alone.

        Eighty names in a list need these columns, not the contracts' whole rows.
        """
        rows = self.sudo()
        rows.fetch(["code", "name", "is_classified", "company_id", "user_id"])
        readable = readable_ids(self)
        for contract, row in zip(self, rows, strict=True):
            is_open = contract.id in readable and not row.is_classified
            contract.display_name = (
                f"{contract.code} {contract.name}" if is_open else contract.code or ""
            )
