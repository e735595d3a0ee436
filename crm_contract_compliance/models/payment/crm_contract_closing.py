from odoo import models


class CrmContract(models.Model):
    """What the end does to the payments: later ones never fall due, open ones are matters."""

    _inherit = "crm.contract"

    def _begin_closing(self):
        """A contract that has run its term owes all of it; ended before, only what was due."""
        self.filtered(lambda row: row.end_ground != "expiry")._cancel_later_payments()
        return super()._begin_closing()

    def _cancel_later_payments(self):
        """No further fees (T2-11.2.2); breach claims stand all the same (X-13, L-16)."""
        for contract in self:
            later = contract.payment_ids.filtered(
                lambda payment, day=contract.ended_on: payment._falls_due_after(day)
            )
            later._cancel("end")

    def _open_matters(self):
        payments = self.env["crm.contract.payment"].search(
            [
                ("contract_id", "in", self.ids),
                ("third_party_id", "=", False),
                ("residual_amount", ">", 0),
            ]
        )
        return super()._open_matters() + [
            (payment.contract_id, payment, payment._as_matter(), payment.payer_side)
            for payment in payments
        ]
