from odoo import api, models


class AccountPartialReconcile(models.Model):
    """What is set against an invoice, or no longer is, changes what is left of its payments."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._crm_contract_payments()._refresh_balance()
        return partials

    def unlink(self):
        payments = self._crm_contract_payments()
        result = super().unlink()
        payments.exists()._refresh_balance()
        return result

    def _crm_contract_payments(self):
        """Of the invoices, and of those that a credit note takes back."""
        moves = (self.debit_move_id | self.credit_move_id).move_id
        moves |= moves.sudo().reversed_entry_id
        return self.env["crm.contract.payment"].sudo().search([("move_id", "in", moves.ids)])
