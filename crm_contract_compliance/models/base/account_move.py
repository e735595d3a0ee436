from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _crm_contract_is_credited(self):
        """Whether its credit notes have taken it back in full."""
        notes = self.reversal_move_ids.filtered(lambda note: note.state == "posted")
        taken_back = sum(notes.mapped("amount_total"))
        return bool(notes) and self.currency_id.compare_amounts(taken_back, self.amount_total) >= 0
