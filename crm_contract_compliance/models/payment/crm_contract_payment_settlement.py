from odoo import models

from ...tools.settlement import FeePart
from ...tools.term import add_days
from ..base.numbers import to_decimal

_ASIDE = ("earnest", "deposit")


class CrmContractPayment(models.Model):
    """A payment as the settlement sees it: the days that it pays for, and what became of it."""

    _inherit = "crm.contract.payment"

    def _settlement_parts(self, ended_on):
        """One for each payment, in their order."""
        all_receipts = self._receipts()
        money = self._receipts(are_notes_counted=False)
        return [
            payment._settlement_part(
                ended_on,
                sum(amount for _day, amount in all_receipts[payment]),
                sum(amount for _day, amount in money[payment]),
            )
            for payment in self
        ]

    def _settlement_part(self, ended_on, received, paid):
        """``received`` counts credit notes too: they charge less, but bring no money."""
        first, last = self._service_days(ended_on)
        charged = 0 if self.cancelled_on else to_decimal(self.amount) - (received - paid)
        return FeePart(
            self.name,
            first,
            last,
            to_decimal(self.amount),
            paid=to_decimal(max(paid, 0)),
            charged=to_decimal(max(charged, 0)),
            is_back=self.payer_side != self.contract_id.payer_side,
            is_aside=self.fee_id.kind in _ASIDE,
        )

    def _service_days(self, ended_on):
        """The days that it pays for; of what is owed once its due day alone.

        What falls due after an invoice that nobody has made yet was due when the contract ended.
        """
        if not self.period_end:
            day = self.due_date or ended_on
            return day, day
        before = self.fee_id.payment_ids.filtered(
            lambda row: row.period_end and row.period_end < self.period_end
        )
        start = self.fee_id._first_day() or self.period_end
        if before:
            start = add_days(max(before.mapped("period_end")), 1)
        return min(start, self.period_end), self.period_end

    def _last_service_day(self):
        return str(self.period_end or self.due_date or ""), self.id

    def _settlement_line_vals(self, one):
        """What was earned of it, and what was paid."""
        part = one.part
        if part.is_aside:
            return []
        common = {"name": self.name, "payment_id": self.id}
        lines = []
        if one.amount:
            lines.append(
                {
                    **common,
                    "kind": "earned",
                    "debtor_side": self.payer_side,
                    "date_from": part.first,
                    "date_to": add_days(part.first, one.days_used - 1),
                    "days_used": one.days_used,
                    "days_total": part.days,
                    "base_amount": self.amount,
                    "amount": float(one.amount),
                }
            )
        if part.paid:
            paid = {"kind": "paid", "debtor_side": self.payee_side, "amount": float(part.paid)}
            lines.append({**common, **paid})
        return lines
