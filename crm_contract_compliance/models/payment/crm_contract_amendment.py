from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.words import day_in_words
from ..contract.crm_contract_amendment_terms import Subject

_OF_FEE = ("name", "amount", "due_date", "payment_days", "is_pay_when_paid")
_OF_PAYMENT = ("due_date", "amount")


class CrmContractAmendmentChange(models.Model):
    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(
        selection_add=[("fee", "A fee"), ("payment", "A payment")],
        ondelete={"fee": "cascade", "payment": "cascade"},
    )
    fee_id = fields.Many2one(
        "crm.contract.fee",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('third_party_id', '=', False)]",
    )
    payment_id = fields.Many2one(
        "crm.contract.payment",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('third_party_id', '=', False)]",
    )

    @api.depends("fee_id", "payment_id")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("fee_id", "payment_id")
    def _onchange_fee(self):
        self._onchange_term()

    @api.model
    def _subjects(self):
        return {
            **super()._subjects(),
            "fee": Subject("crm.contract.fee", "fee_id", _OF_FEE),
            "payment": Subject("crm.contract.payment", "payment_id", _OF_PAYMENT),
        }

    def _what_of(self, target, label):
        if self.subject in ("fee", "payment"):
            return self.env._("%(what)s of %(whose)s", what=label, whose=target.name)
        return super()._what_of(target, label)

    def _refuse_value(self, target, field):
        if self.subject in ("fee", "payment") and target.third_party_id:
            raise ValidationError(
                self.env._("“%s” stands in the third party's own agreement.", target.name)
            )
        if self.subject == "fee" and field.name in ("amount", "due_date"):
            self._refuse_change_beside_schedule(target)
        return super()._refuse_value(target, field)

    @api.model
    def _addable(self):
        return [*super()._addable(), "fee"]

    @api.model
    def _removable(self):
        return [*super()._removable(), "fee"]

    def _removal_in_words(self, target):
        if self.subject != "fee":
            return super()._removal_in_words(target)
        return self.currency_id.format(target.amount)

    def _refuse_wrong_removal(self):
        """A fee of which nothing is to come would be removed in name alone."""
        result = super()._refuse_wrong_removal()
        fee = self.subject == "fee" and self.fee_id
        if fee and fee.payment_ids and not fee._payments_from(self._effective_on()):
            raise ValidationError(
                self.env._("Nothing of “%s” falls due any more from that day on.", fee.name)
            )
        return result

    def _addition_vals(self):
        if self.subject != "fee":
            return super()._addition_vals()
        return {"name": self.new_name, "amount": self.value_amount, "due_date": self.value_date}

    def _addition_in_words(self):
        if self.subject != "fee":
            return super()._addition_in_words()
        due = day_in_words(self.env, self.value_date) if self.value_date else "–"
        return f"{self.currency_id.format(self.value_amount)} · {due}"

    def _add_agreed(self):
        record = super()._add_agreed()
        if self.subject == "fee":
            record._build_payments()
        return record

    def _refuse_change_beside_schedule(self, fee):
        if fee.schedule == "periods" and fee.payment_ids:
            raise ValidationError(
                self.env._("“%s” is paid in parts: amend its payments instead.", fee.name)
            )


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _loose_ends(self):
        """A payment after the end may be meant; nobody should find out by chance."""
        end = self.end_date
        late = self.payment_ids.filtered(
            lambda row: not row.cancelled_on and row.due_date and end and row.due_date > end
        )
        return [
            *super()._loose_ends(),
            *(
                self.env._(
                    "“%(payment)s” falls due on %(due)s, after the contract's end on %(end)s.",
                    payment=row.name,
                    due=day_in_words(self.env, row.due_date),
                    end=day_in_words(self.env, end),
                )
                for row in late
            ),
        ]


class CrmContractFee(models.Model):
    _inherit = "crm.contract.fee"

    def _implied_changes(self, vals):
        """What is paid once has one payment, which says the same."""
        changes = super()._implied_changes(vals)
        same = {name: vals[name] for name in _OF_PAYMENT if name in vals}
        if same and self.schedule == "once" and len(self.payment_ids) == 1:
            changes[self.payment_ids] = same
        return changes


class CrmContractPayment(models.Model):
    _inherit = "crm.contract.payment"

    def _implied_changes(self, vals):
        changes = super()._implied_changes(vals)
        fee = self.fee_id
        if fee.schedule == "once" and len(fee.payment_ids) == 1:
            changes[fee] = dict(vals)
        return changes

    def _apply_agreed(self, vals):
        """From the new day on overdue days count anew (L-27); what is paid or billed stays."""
        if "amount" in vals:
            self._refuse_amount(vals["amount"])
        result = super()._apply_agreed(vals)
        self._settle_penalties()
        return result

    def _refuse_amount(self, amount):
        if not 0 < amount < MAX_AMOUNT or self.currency_id.is_zero(amount):
            raise UserError(self.env._("A payment is an amount above 0."))
        if self.currency_id.compare_amounts(amount, self.paid_amount) < 0:
            raise UserError(
                self.env._(
                    "%(paid)s of “%(name)s” is paid already: it cannot be less than that.",
                    paid=self.currency_id.format(self.paid_amount),
                    name=self.name,
                )
            )
        if self.is_invoiced and self.currency_id.compare_amounts(amount, self.amount):
            raise UserError(
                self.env._("“%s” is invoiced: have its invoice cancelled first.", self.name)
            )
