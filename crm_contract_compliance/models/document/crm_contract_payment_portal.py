from odoo import models

from ..base.words import day_in_words


class CrmContractPayment(models.Model):
    """A payment as whoever pays or receives it reads it."""

    _inherit = "crm.contract.payment"

    def _portal_rows(self, theirs):
        """Due, paid, and what lateness costs, to whoever stands on the side ``theirs``."""
        return [row._portal_vals(theirs) for row in self]

    def _portal_vals(self, theirs):
        is_debtor = self.payer_side == theirs
        money = self.currency_id.format
        is_penal = is_debtor and self.penalty_amount
        return {
            "name": self.name,
            "is_debtor": is_debtor,
            "due": day_in_words(self.env, self.due_date) if self.due_date else "",
            "amount": money(self.amount),
            "paid": money(self.paid_amount) if self.paid_amount else "",
            "left": money(self.residual_amount) if self.residual_amount else "",
            "state": self._portal_state(),
            "is_late": self.is_overdue,
            "penalty": is_penal
            and self.env._("Penalty up to today: %s. Why this amount?", money(self.penalty_amount)),
            "trace": self.penalty_words if is_penal else False,
        }

    def _portal_state(self):
        if self.cancelled_on:
            return self.env._("No longer due")
        if self.paid_on:
            return self.env._("Paid on %s", day_in_words(self.env, self.paid_on))
        if self.is_overdue:
            return self.env._("%s days late", self.overdue_days)
        return self.env._("Open")
