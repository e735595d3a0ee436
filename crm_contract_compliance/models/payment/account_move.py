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
        """Where a payment falls due after its invoice, posting starts its time (T1-4.3)."""
        result = super().write(vals)
        if {"state", "invoice_date_due", "invoice_date"} & vals.keys():
            self.sudo().crm_contract_payment_ids._follow_invoice()
        return result

    def _crm_contract_receipts(self, are_notes_counted=True):
        """{invoice: [(day, amount)]}: what was set against it, payments and credit notes alike.

        Without ``are_notes_counted`` payments alone: a credit note brings no money.
        """
        found = {move: [] for move in self}
        if not self:
            return found
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move.line"].flush_model(["move_id", "date"])
        rows = self.env.execute_query(
            SQL(
                """SELECT own.move_id, other.date,
                    CASE WHEN own.id = part.debit_move_id THEN part.debit_amount_currency
                         ELSE part.credit_amount_currency END
                FROM account_partial_reconcile part
                JOIN account_move_line own
                    ON own.id IN (part.debit_move_id, part.credit_move_id)
                JOIN account_move_line other
                    ON other.id IN (part.debit_move_id, part.credit_move_id) AND other.id != own.id
                JOIN account_move book ON book.id = other.move_id
                WHERE own.move_id IN %s
                    AND (%s OR book.move_type NOT IN ('out_refund', 'in_refund'))
                ORDER BY other.date, part.id""",
                tuple(self.ids),
                are_notes_counted,
            )
        )
        for move_id, day, amount in rows:
            found[self.browse(move_id)].append((day, to_decimal(amount)))
        return found
