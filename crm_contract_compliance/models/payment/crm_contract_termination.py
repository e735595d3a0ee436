from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.money import MoneyError
from ...tools.settlement import settle, trace
from ..base import doors
from ..base.numbers import to_decimal
from ..base.row_lock import queue_up
from ..base.trace_words import trace_in_words

_FIGURES = ("earned", "paid", "balance", "open", "to_book")
_SETTLED = frozenset(
    {f"settlement_{name}_amount" for name in _FIGURES}
    | {"settlement_trace", "settlement_computed_on", "settlement_execution_id", "move_id"}
)


class CrmContractTermination(models.Model):
    """What is owed now that the contract has ended: computed from its payments (T2-11.2.1)."""

    _inherit = "crm.contract.termination"

    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    settlement_line_ids = fields.One2many(
        "crm.contract.settlement.line", "termination_id", "Settlement Lines"
    )
    settlement_earned_amount = fields.Monetary("Earned", readonly=True, copy=False)
    settlement_paid_amount = fields.Monetary("Paid", readonly=True, copy=False)
    settlement_balance_amount = fields.Monetary(
        "Settlement Balance",
        readonly=True,
        copy=False,
        help="Above 0 the payer still owes it, below 0 it is returned to the payer.",
    )
    settlement_open_amount = fields.Monetary(
        "Asked For by Open Payments", readonly=True, copy=False
    )
    settlement_to_book_amount = fields.Monetary(
        "To Invoice or Credit",
        readonly=True,
        copy=False,
        help="Together with what open payments ask for it makes up the balance.",
    )
    settlement_computed_on = fields.Date("Computed On", readonly=True, copy=False)
    settlement_trace = fields.Json(readonly=True, copy=False)
    settlement_words = fields.Json("Why This Balance", compute="_compute_settlement_words")
    settlement_execution_id = fields.Many2one(
        "crm.contract.execution",
        "Settlement Agreement",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    settlement_execution_state = fields.Selection(
        related="settlement_execution_id.state", string="Signing of the Settlement"
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    @api.depends("settlement_trace")
    @api.depends_context("lang")
    def _compute_settlement_words(self):
        for record in self:
            record.settlement_words = trace_in_words(
                self.env, record.settlement_trace, record.currency_id
            )

    def action_compute_settlement(self):
        """From what was agreed, invoiced and paid; pressed again it follows what came since."""
        for record in self:
            record.contract_id._require("officer")
            if record.contract_id.state == "ended":
                record.contract_id._begin_closing()
            record._reckon_settlement()
        return True

    def action_sign_settlement(self):
        """Have both sides sign it, by the one signing route."""
        for record in self:
            record.contract_id._require("officer")
            if record.state != "effective" or not record.settlement_computed_on:
                raise UserError(self.env._("Compute the settlement first; then it can be signed."))
            if record.settlement_execution_id.state in ("open", "executed"):
                raise UserError(self.env._("The settlement is being signed already."))
            execution = self.env["crm.contract.execution"]._open(
                "settlement", {record.contract_id: record.contract_id.amendment_execution_mode}
            )
            record._write_settled({"settlement_execution_id": execution.id})
        return True

    def _out_for_signature(self):
        settlement = self.settlement_execution_id
        return super()._out_for_signature() | settlement.filtered(lambda row: row.state == "open")

    def _is_settlement_held(self):
        """Whether the numbers stand: settled, or carrying a signature."""
        execution = self.sudo().settlement_execution_id
        is_signed = execution.state == "executed" or (
            execution.state == "open" and execution._has_marks()
        )
        return self.state == "settled" or is_signed

    def _guard_settled(self):
        result = super()._guard_settled()
        if self.sudo().settlement_execution_id.state == "open":
            raise UserError(
                self.env._(
                    "The settlement is being signed; record the signatures first, or take it back."
                )
            )
        if not self._is_settlement_held():
            self._reckon_settlement()
        return result

    def _reckon_settlement(self):
        """Write lines, figures and trace anew."""
        for record in self:
            if record.state != "effective":
                raise UserError(
                    self.env._("A settlement follows the end, and stands once settled.")
                )
            if record._is_settlement_held():
                raise UserError(
                    self.env._(
                        "The settlement carries a signature; take it back to compute it anew."
                    )
                )
            record._hold_signatures_back()
            payments = record._settlement_payments()
            extras = record.settlement_line_ids.filtered(
                lambda line: not line.is_computed and line._is_counted()
            )
            found = record._settle(payments, extras)
            record._refuse_refund_beyond(found)
            record._write_computed_lines(payments, found)
            record._write_settled(
                {
                    **{
                        f"settlement_{name}_amount": float(
                            getattr(found, "open_amount" if name == "open" else name)
                        )
                        for name in _FIGURES
                    },
                    "settlement_trace": trace(found),
                    "settlement_computed_on": record.contract_id._local_today(),
                }
            )

    def _hold_signatures_back(self):
        """A write on what is to be signed: a mark that came meanwhile is seen by the next try."""
        queue_up(self.sudo().settlement_execution_id.signature_ids, ())

    def _settlement_payments(self):
        """Those between the two sides, in their order; what was given up as a whole is no fee."""
        payments = self.env["crm.contract.payment"].search(
            [("contract_id", "=", self.contract_id.id), ("third_party_id", "=", False)]
        )
        owed = payments.filtered(
            lambda row: row.fee_id.schedule == "periods" or not row.cancelled_on
        )
        return owed.sorted(
            lambda row: (row.fee_id.sequence, row.fee_id.id, row._last_service_day())
        )

    def _settle(self, payments, extras):
        parts = payments.sudo()._settlement_parts(self.ended_on)
        rounding = to_decimal(self.currency_id.rounding)
        try:
            return settle(parts, self.ended_on, rounding, [line._as_extra() for line in extras])
        except MoneyError as error:
            raise UserError(
                self.env._("The amounts of the settlement are out of bounds.")
            ) from error

    def _refuse_refund_beyond(self, found):
        """What comes back as a refund was paid before."""
        refunds = self.settlement_line_ids.filtered(lambda line: line.kind == "refund")
        asked = sum(map(to_decimal, refunds.mapped("amount")))
        paid = sum(one.part.paid for one in found.slices)
        if asked > paid:
            raise UserError(
                self.env._(
                    "%(asked)s cannot be refunded: only %(paid)s was ever paid.",
                    asked=self.currency_id.format(float(asked)),
                    paid=self.currency_id.format(float(paid)),
                )
            )

    def _write_computed_lines(self, payments, found):
        own = doors.through(self, "crm_contract_settle")
        own.settlement_line_ids.filtered("is_computed").unlink()
        vals_list = [
            vals
            for payment, one in zip(payments, found.slices, strict=True)
            for vals in payment._settlement_line_vals(one)
        ]
        own.env["crm.contract.settlement.line"].create(
            [
                {"termination_id": self.id, "is_computed": True, "sequence": place, **vals}
                for place, vals in enumerate(vals_list + self._claim_line_vals())
            ]
        )

    def _claim_line_vals(self):
        """Hook: the claims that stand beside the settlement, and are no part of its balance."""
        return []
