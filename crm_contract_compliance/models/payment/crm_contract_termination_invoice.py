from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.words import listed
from ..contract.crm_contract_termination import CrmContractTermination as Base
from ..contract.selections import OTHER_SIDE

_PAID = ("paid", "in_payment")


class CrmContractTermination(models.Model):
    """The settlement in accounting: a draft invoice of what is still owed, or a credit note."""

    _name = "crm.contract.termination"
    _inherit = ["crm.contract.termination", "crm.contract.invoice.mixin"]

    direction = fields.Selection(
        [("in", "We receive"), ("out", "We pay"), ("none", "Between others")],
        compute="_compute_direction",
    )
    is_to_invoice = fields.Boolean(compute="_compute_is_to_invoice")
    is_cleared = fields.Boolean("Balance Cleared", compute="_compute_is_cleared", compute_sudo=True)
    cleared_on = fields.Date(
        "Cleared Otherwise On", copy=False, help="Paid or set off without an invoice made here."
    )
    clearance_note = fields.Char("How It Was Cleared", copy=False)
    settlement_note = fields.Text(compute="_compute_settlement_note", compute_sudo=True)

    _living_fields = Base._living_fields | {"cleared_on", "clearance_note"}

    @api.depends("settlement_to_book_amount", "contract_id.our_side", "contract_id.payer_side")
    def _compute_direction(self):
        for record in self:
            contract = record.contract_id
            payer = contract.payer_side
            debtor = payer if record.settlement_to_book_amount >= 0 else OTHER_SIDE.get(payer)
            record.direction = "out" if debtor == contract.our_side else "in"

    @api.depends("state", "settlement_to_book_amount", "cleared_on", "is_invoiced")
    def _compute_is_to_invoice(self):
        for record in self:
            record.is_to_invoice = bool(record.id) and not record._no_invoice_reason()

    @api.depends(
        "settlement_to_book_amount",
        "cleared_on",
        "move_id.payment_state",
        "move_id.amount_total",
        "move_id.amount_untaxed",
    )
    def _compute_is_cleared(self):
        for record in self:
            amount = record.settlement_to_book_amount
            is_nothing = record.currency_id.is_zero(amount) if record.currency_id else not amount
            record.is_cleared = is_nothing or bool(record.cleared_on) or record._is_move_paid()

    @api.depends(
        "settlement_computed_on",
        "settlement_balance_amount",
        "settlement_open_amount",
        "settlement_to_book_amount",
    )
    @api.depends_context("lang")
    def _compute_settlement_note(self):
        for record in self:
            said = record.settlement_computed_on and record._settlement_sentences()
            record.settlement_note = said and "\n".join(filter(None, said))

    @api.constrains("cleared_on", "clearance_note")
    def _check_cleared(self):
        for record in self.filtered("cleared_on"):
            if record.state != "settled":
                raise ValidationError(self.env._("Settle the end first; then its balance is paid."))
            if not (record.clearance_note or "").strip():
                raise ValidationError(self.env._("Say how the balance was cleared."))
            if record.cleared_on > record.contract_id._local_today():
                raise ValidationError(self.env._("A balance is not cleared on a future day."))

    def write(self, vals):
        if {"cleared_on", "clearance_note"} & vals.keys():
            self._refuse_other_clearance()
        return super().write(vals)

    def _refuse_other_clearance(self):
        """Who settles says that it is paid, as long as the contract is not closed on it."""
        for record in self:
            record.contract_id._require("officer")
            record.contract_id._refuse_closed()

    def _is_move_paid(self):
        """Paid, and over all of it; what it says in another currency is the accountants'."""
        move = self.move_id
        if move.payment_state not in _PAID or move.currency_id != self.currency_id:
            return move.payment_state in _PAID
        asked = max(move.amount_total, move.amount_untaxed)
        return move.currency_id.compare_amounts(asked, abs(self.settlement_to_book_amount)) >= 0

    def _no_invoice_reason(self):
        if self.state != "settled":
            return self.env._("it is not settled yet")
        if self.currency_id.is_zero(self.settlement_to_book_amount):
            return self.env._("there is no money to it")
        if self.cleared_on:
            return self.env._("it was cleared otherwise")
        return super()._no_invoice_reason()

    def _other_partner(self):
        return self.contract_id[f"party_{OTHER_SIDE[self.contract_id.our_side]}_id"]

    def _is_refund(self):
        """Back to the payer goes what the fees' own invoices brought."""
        return self.settlement_to_book_amount < 0

    def _invoice_key(self):
        return (*super()._invoice_key(), self.id)

    def _invoice_line_vals(self):
        """Taxes included: accountants add them where the law has any. No word of a secret one."""
        contract = self.contract_id
        lang = self.sudo()._other_partner().lang or self.env.lang
        said = self.with_context(lang=lang).env._("Settlement of %s", contract.code)
        return {
            "name": contract.code if contract.is_classified else said,
            "price_unit": abs(self.settlement_to_book_amount),
            "tax_ids": [fields.Command.clear()],
        }

    def _settlement_sentences(self):
        say = self.currency_id.format
        balance, open_amount = self.settlement_balance_amount, self.settlement_open_amount
        to_book = self.settlement_to_book_amount
        yield self._balance_in_words(balance)
        if not self.currency_id.is_zero(open_amount):
            yield self.env._("Open payments ask for %s on their own.", say(open_amount))
            if to_book < 0:
                yield self.env._("A credit note of %s brings about the rest.", say(-to_book))
            elif to_book > 0:
                yield self.env._("An invoice of %s brings about the rest.", say(to_book))
        yield self._drafts_left_in_words()

    def _balance_in_words(self, balance):
        contract = self.contract_id
        payer, supplier = (
            contract._side_label(side)
            for side in (contract.payer_side, OTHER_SIDE[contract.payer_side])
        )
        words = {
            "payer": payer,
            "supplier": supplier,
            "amount": self.currency_id.format(abs(balance)),
        }
        if self.currency_id.is_zero(balance):
            return self.env._("Nothing is owed either way.")
        if balance < 0:
            return self.env._("%(supplier)s returns %(amount)s to %(payer)s.", **words)
        return self.env._("%(payer)s still owes %(amount)s to %(supplier)s.", **words)

    def _drafts_left_in_words(self):
        """Drafts are the accountants': they stay, and are named."""
        payments = self.contract_id.payment_ids.filtered(lambda row: row.move_id.state == "draft")
        names = listed(self.env, payments.mapped("name"))
        return names and self.env._("Drafts in accounting, to be looked at: %s.", names)
