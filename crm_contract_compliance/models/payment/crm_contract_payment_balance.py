from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models

from ...tools.balance import Receipt
from ...tools.receipts import Share, limited, share_out
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

        An invoice of several payments pays the one that is due first (CC 560), each by its own
        lines: a payment is settled as far as it was invoiced, and the rest of it stays open.
        """
        found = defaultdict(list)
        receipts_of = self.move_id._crm_contract_receipts(are_notes_counted)
        moves = self.move_id.filtered(lambda move: receipts_of[move])
        paid = self.search([("move_id", "in", moves.ids)], order="due_date, id")
        for move, payments in paid.grouped("move_id").items():
            receipts = [Receipt(day, amount) for day, amount in receipts_of[move]]
            total = to_decimal(move.amount_total)
            rounding = to_decimal(payments.currency_id.rounding)
            parts = share_out(receipts, payments._shares_of(move), total, rounding)
            for payment, part in zip(payments, parts, strict=True):
                found[payment] = [(receipt.day, receipt.amount) for receipt in part]
        return found

    def _shares_of(self, move):
        """Of each of these payments its part of the invoice, by its own lines.

        Payments whose lines were taken out of it share what the lines of no payment carry, and
        what other lines carry beyond their own payment: two may have been made one.
        """
        lines = move.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        lines_of = lines.grouped("crm_contract_payment_id")
        alone = self.filtered(lambda payment: payment not in lines_of)
        free = lines.filtered(lambda line: line.crm_contract_payment_id not in self)
        wanted = sum(map(to_decimal, alone.mapped("amount")), Decimal())
        left, _over = limited(free._crm_contract_share(wanted, self.currency_id), wanted)
        found = {}
        for payment in self - alone:
            agreed = to_decimal(payment.amount)
            share = lines_of[payment]._crm_contract_share(agreed, self.currency_id)
            found[payment], over = limited(share, agreed, wanted - left.invoiced)
            left = Share(left.invoiced + over.invoiced, left.asked + over.asked)
        for payment in alone:
            found[payment], left = limited(left, to_decimal(payment.amount), left.invoiced)
        return [found[payment] for payment in self]
