from odoo import fields, models
from odoo.tools import SQL

from ..base.numbers import to_decimal


class AccountMove(models.Model):
    _inherit = "account.move"

    crm_contract_id = fields.Many2one(
        "crm.contract", "Contract", copy=False, index="btree_not_null", ondelete="set null"
    )
    crm_contract_payment_ids = fields.One2many(
        "crm.contract.payment", "move_id", "Contract Payments"
    )

    def write(self, vals):
        """Where a payment falls due after its invoice, posting starts its time (T1-4.3).

        A credit note over all of the invoice stops it.
        """
        result = super().write(vals)
        if {"state", "invoice_date_due", "invoice_date"} & vals.keys():
            moves = self.sudo()
            moves |= moves.reversed_entry_id
            moves.crm_contract_payment_ids._follow_invoice()
        return result

    def _crm_contract_rate(self, currency):
        """What one unit of the contract's ``currency`` is in the invoice's, by its own rate."""
        if not self or self.currency_id == currency:
            return 1.0
        day = self.invoice_date or self.date
        own = self.company_currency_id
        to_own = currency._get_conversion_rate(currency, own, self.company_id, day)
        return to_own * self.invoice_currency_rate

    def _crm_contract_receipts(self, are_notes_counted=True):
        """{invoice: [(day, amount)]}: what was set against it, and what of it went back.

        Its own credit note takes an invoice back and brings nothing; where that note is paid out,
        or set against another invoice, what had come in is gone again. A credit note of another
        matter is set off like a payment, unless ``are_notes_counted`` is false: it brings no money.
        """
        found = {move: [] for move in self}
        if not self:
            return found
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model(["move_id", "date"])
        self.env["account.move"].flush_model(["move_type", "reversed_entry_id"])
        rows = self.env.execute_query(
            SQL(
                """SELECT debt.id, other.date, CASE WHEN book.id = debt.id THEN 1 ELSE -1 END,
                    CASE WHEN own.id = part.debit_move_id THEN part.debit_amount_currency
                         ELSE part.credit_amount_currency END
                FROM account_move debt
                JOIN account_move book ON book.id = debt.id OR book.reversed_entry_id = debt.id
                JOIN account_move_line own ON own.move_id = book.id
                JOIN account_partial_reconcile part
                    ON own.id IN (part.debit_move_id, part.credit_move_id)
                JOIN account_move_line other
                    ON other.id IN (part.debit_move_id, part.credit_move_id) AND other.id != own.id
                JOIN account_move source ON source.id = other.move_id
                WHERE debt.id IN %s AND source.id != debt.id
                    AND source.reversed_entry_id IS DISTINCT FROM debt.id
                    AND (%s OR source.move_type NOT IN ('out_refund', 'in_refund'))
                ORDER BY other.date, part.id""",
                tuple(self.ids),
                are_notes_counted,
            )
        )
        for move_id, day, sign, amount in rows:
            found[self.browse(move_id)].append((day, sign * to_decimal(amount)))
        return found
