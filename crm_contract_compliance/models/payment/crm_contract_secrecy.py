from odoo import models
from odoo.fields import Domain


class CrmContract(models.Model):
    """Accountants need no clearance: what turns confidential is a number in their drafts.

    What is posted stays as it was posted; it says what it said when it was sent.
    """

    _inherit = "crm.contract"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("is_classified"):
            self._hush_drafts()
        return result

    def _hush_drafts(self):
        lines = self.env["account.move.line"].sudo()
        drafts = Domain("parent_state", "=", "draft") & Domain("display_type", "=", "product")
        for contract in self:
            own = Domain("move_id.crm_contract_id", "=", contract.id)
            own |= Domain("crm_contract_payment_id.contract_id", "=", contract.id)
            lines.search(drafts & own & Domain("name", "!=", contract.code)).name = contract.code
