from odoo import models


class CrmContractDeadline(models.Model):
    _inherit = "crm.contract.deadline"

    def action_register_payment(self):
        """Open the invoice behind the row, or make its draft."""
        self.ensure_one()
        payment = self.env["crm.contract.payment"].browse(self.res_id)
        return (
            payment.action_view_move() if payment.is_invoiced else payment.action_create_invoices()
        )
