from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractPayment(models.Model):
    """A payment that will never fall due, since its contract ended before (T2-11.2.2, X-13).

    It stays in the books of the contract with its amount and the reason; nothing is left of it,
    nothing reminds of it, and it is never late. What was invoiced stays: accounting credits it.
    """

    _inherit = "crm.contract.payment"

    cancelled_on = fields.Date(readonly=True, copy=False)
    cancel_reason = fields.Selection(
        [
            ("end", "The contract ended before it fell due"),
            ("given_up", "Given up"),
            ("removed", "An amendment removed its fee"),
        ],
        "Why Cancelled",
        readonly=True,
        copy=False,
    )
    contract_state = fields.Selection(related="contract_id.state", string="State of the Contract")
    cancelled_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _deadline_triggers = frozenset(
        {"due_date", "residual_amount", "paid_on", "name", "cancelled_on"}
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"cancelled_on", "cancel_reason", "cancelled_by_id"}

    @api.depends("cancelled_on")
    def _compute_residual(self):
        result = super()._compute_residual()
        for payment in self.filtered("cancelled_on"):
            payment.residual_amount = 0
            payment.paid_on = False
        return result

    def action_cancel(self):
        """Give up what an ended contract still asks for and nobody has invoiced."""
        for payment in self:
            payment.check_access("write")
            payment.contract_id._require("manager")
            if payment.contract_id.state != "ended":
                raise UserError(
                    self.env._("Only payments of a contract that has ended are cancelled.")
                )
        self._cancel("given_up")
        return True

    def _cancel(self, reason):
        """Let them never fall due. Pressed twice, the first day and person stay."""
        live = self.filtered(lambda payment: not payment.cancelled_on)
        for payment in live:
            if payment.is_invoiced:
                raise UserError(
                    self.env._(
                        "%s is invoiced; have the invoice credited instead.", payment.display_name
                    )
                )
        for day, payments in live.grouped(lambda row: row.contract_id._local_today()).items():
            payments._write_settled(
                {"cancelled_on": day, "cancel_reason": reason, "cancelled_by_id": self.env.uid}
            )

    def _falls_due_after(self, day):
        """Whether nothing of it was due, invoiced or paid by the contract's last day."""
        is_touched = self.third_party_id or self.is_invoiced or self.paid_amount
        return not is_touched and bool(self.due_date) and self.due_date > day

    def _as_matter(self):
        left = self.currency_id.format(self.residual_amount)
        return self.env._("Not paid: %(payment)s, %(left)s", payment=self.name, left=left)

    def _sync_deadlines(self, is_person_named=False):
        result = super()._sync_deadlines(is_person_named)
        self.filtered("paid_on")._treat_matters("settled")
        self.filtered("cancelled_on")._treat_matters("stopped")
        self.filtered("residual_amount")._reopen_matters()
        return result

    def _treat_matters(self, treatment):
        """What came of a payment that was open at the end says what becomes of its matter."""
        self._matters([("treatment", "=", False), ("waived_on", "=", False)])._treat_by_money(
            treatment
        )

    def _reopen_matters(self):
        """The money was taken back: what it had settled is open again, until the closing."""
        self._matters([("is_by_money", "=", True)])._treat_by_money(False)

    def _matters(self, domain):
        """Those of payments whose contract has ended and is not closed."""
        ended = self.filtered(lambda payment: payment.contract_id.state == "ended")
        matters = self.env["crm.contract.requirement"].sudo()
        if not ended:
            return matters
        origins = [f"{self._name},{payment.id}" for payment in ended]
        return matters.search([("origin", "in", origins), *domain])

    def _no_invoice_reason(self):
        if self.cancelled_on:
            return self.env._("it was cancelled")
        return super()._no_invoice_reason()

    def _follow_invoice(self):
        return super(
            CrmContractPayment, self.filtered(lambda row: not row.cancelled_on)
        )._follow_invoice()

    def _reckon_penalty(self, day=None):
        return None if self.cancelled_on else super()._reckon_penalty(day)

    def _closed_form(self, receipts):
        return None if self.cancelled_on else super()._closed_form(receipts)

    def _deadline_specs(self):
        return [] if self.cancelled_on else super()._deadline_specs()
