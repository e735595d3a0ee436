from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models

from ..base.numbers import to_decimal


class CrmContractPayment(models.Model):
    """What is left, and when what was paid: read from accounting's own reconciliations."""

    _inherit = "crm.contract.payment"

    residual_amount = fields.Monetary("Left", compute="_compute_residual", store=True)
    paid_amount = fields.Monetary("Paid", compute="_compute_residual", store=True)
    paid_on = fields.Date("Fully Paid On", compute="_compute_residual", store=True)

    @api.depends("amount", "move_id", "move_id.amount_residual", "move_id.state")
    def _compute_residual(self):
        """Stored computes run as superuser: the contract's people need no accounting rights."""
        receipts = self._receipts()
        for payment in self:
            paid = sum((amount for _day, amount in receipts[payment]), Decimal())
            left = to_decimal(payment.amount) - paid
            payment.paid_amount = float(paid)
            payment.residual_amount = max(float(left), 0.0)
            is_paid = payment.currency_id.is_zero(payment.residual_amount)
            payment.paid_on = is_paid and max(day for day, _amount in receipts[payment])

    def _refresh_balance(self):
        """Anew from the entries: a reconciliation came or went."""
        for name in ("residual_amount", "paid_amount", "paid_on"):
            self.env.add_to_compute(self._fields[name], self)

    def _receipts(self, are_notes_counted=True):
        """{payment: [(day, amount)]}, in the contract's currency, by the dates of the entries.

        An invoice of several payments pays the one that is due first (CC 560). What it carries
        beyond the payments, such as taxes, is shared in proportion.
        """
        found = defaultdict(list)
        receipts_of = self.move_id._crm_contract_receipts(are_notes_counted)
        moves = self.move_id.filtered(lambda move: receipts_of[move])
        paid = self.search([("move_id", "in", moves.ids)], order="due_date, id")
        for move, payments in paid.grouped("move_id").items():
            found.update(payments._share_out(receipts_of[move], to_decimal(move.amount_total)))
        return found

    def _share_out(self, receipts, move_total):
        """Fill the payments of one invoice one after the other."""
        found = defaultdict(list)
        agreed = sum(to_decimal(payment.amount) for payment in self)
        rest = {payment: to_decimal(payment.amount) for payment in self}
        for day, amount in receipts:
            net = amount * agreed / move_total if move_total else Decimal()
            net = to_decimal(self.currency_id[:1].round(float(net)))
            for payment in self:
                part = min(net, rest[payment]) if net > 0 else net
                if part:
                    found[payment].append((day, part))
                    rest[payment] -= part
                    net -= part
        return found
