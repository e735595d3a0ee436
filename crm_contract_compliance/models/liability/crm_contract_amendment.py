from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.res_company import PENALTY_METHODS
from ..contract.crm_contract_amendment_terms import Subject

_OF_RULE = (
    "method",
    "rate",
    "multiplier",
    "fixed_amount",
    "ceiling",
    "ceiling_base",
    "grace_days",
    "grace",
    "tiers",
    "clause",
)


class CrmContractAmendmentChange(models.Model):
    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(
        selection_add=[("rule", "A penalty rule"), ("cap", "A liability cap")],
        ondelete={"rule": "cascade", "cap": "cascade"},
    )
    rule_id = fields.Many2one(
        "crm.contract.penalty.rule",
        "Penalty Rule",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    cap_id = fields.Many2one(
        "crm.contract.liability.cap",
        "Liability Cap",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('limit_amount', '>', 0)]",
    )
    new_method = fields.Selection(PENALTY_METHODS, "Method", default="daily_overdue")
    new_breach_type_id = fields.Many2one(
        "crm.contract.breach.type",
        "Of Which Breach",
        ondelete="restrict",
        help="Empty: overdue payments.",
    )
    new_ceiling = fields.Float("Ceiling (%)", digits=(9, 4), aggregator=None, help="0: none.")

    @api.depends("rule_id", "cap_id")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("rule_id", "cap_id")
    def _onchange_rule(self):
        self._onchange_term()

    @api.model
    def _subjects(self):
        return {
            **super()._subjects(),
            "rule": Subject("crm.contract.penalty.rule", "rule_id", _OF_RULE),
            "cap": Subject("crm.contract.liability.cap", "cap_id", ("limit_amount",)),
        }

    def _what_of(self, target, label):
        if self.subject in ("rule", "cap"):
            whose = target.display_name
            return self.env._("%(what)s of %(whose)s", what=label, whose=whose)
        return super()._what_of(target, label)

    @api.model
    def _addable(self):
        return [*super()._addable(), "rule"]

    @api.model
    def _removable(self):
        return [*super()._removable(), "rule"]

    def _addition_vals(self):
        """It counts from its day on; of late payments it then stands in the earlier one's place."""
        if self.subject != "rule":
            return super()._addition_vals()
        return {
            "clause": self.new_name,
            "method": self.new_method,
            "rate": self.value_number,
            "fixed_amount": self.value_amount,
            "ceiling": self.new_ceiling,
            "breach_type_id": self.new_breach_type_id.id,
            "valid_from": self._effective_on(),
            "sequence": max(self.contract_id.penalty_rule_ids.mapped("sequence"), default=0) + 1,
        }

    def _addition_in_words(self):
        if self.subject != "rule":
            return super()._addition_in_words()
        rule = self.env["crm.contract.penalty.rule"].new(self._addition_vals())
        return rule.name

    def _add_agreed(self):
        record = super()._add_agreed()
        if self.subject == "rule":
            record._settle_late_payments()
        return record

    def _is_of_manager(self):
        """Rates and caps are the manager's (design.md, who may do what)."""
        return self.subject in ("rule", "cap") or super()._is_of_manager()

    def _refuse_value(self, target, field):
        if self.subject == "cap":
            target._refuse_limit(self._new_value())
        return super()._refuse_value(target, field)


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _implied_changes(self, vals):
        """Caps that are a percent of the contract's amount are determined anew (engine 3)."""
        changes = super()._implied_changes(vals)
        if "amount_total" in vals:
            for cap in self.cap_ids.filtered(lambda cap: cap._follows("contract_total")):
                limit = cap._limit_of(vals["amount_total"])
                changes[cap] = {"limit_amount": limit}
        return changes


class CrmContractPenaltyRule(models.Model):
    _inherit = "crm.contract.penalty.rule"

    def _apply_agreed(self, vals):
        """What is late accrues by the new terms from their own day on (§5)."""
        result = super()._apply_agreed(vals)
        self._settle_late_payments()
        return result


class CrmContractPayment(models.Model):
    _inherit = "crm.contract.payment"

    def _apply_agreed(self, vals):
        """Nobody has to judge what was proposed for a due date that is none any more (L-27)."""
        result = super()._apply_agreed(vals)
        outdated = self._proposed_breaches().filtered(
            lambda row: row.payment_due_date != self.due_date
        )
        if outdated:
            outdated._dismiss(self.env._("An amendment moved the due date."))
        return result

    def _cancel(self, reason):
        """Nor for what an amendment took back before it fell due."""
        result = super()._cancel(reason)
        needless = self._proposed_breaches() if reason == "removed" else None
        if needless:
            needless._dismiss(self.env._("An amendment removed the fee."))
        return result

    def _proposed_breaches(self):
        return self.env["crm.contract.breach"].search(
            [("payment_id", "in", self.ids), ("state", "=", "proposed")]
        )


class CrmContractLiabilityCap(models.Model):
    _inherit = "crm.contract.liability.cap"

    def _follows(self, base):
        """Whether the limit is a percent of ``base``, and still counts."""
        is_over = self.third_party_id.state in ("ended", "rejected")
        return bool(
            self.limit_amount
            and self.basis != "fixed"
            and self.percent_base == base
            and not is_over
        )

    def _consumed(self):
        return max(self.account_ids.mapped("consumed_amount"), default=0)

    def _refuse_limit(self, limit):
        """§5: a limit is never lowered under what is consumed."""
        if not self.limit_amount:
            raise ValidationError(self.env._("Determine the cap first."))
        if limit <= 0 or self.currency_id.is_zero(limit):
            raise ValidationError(
                self.env._("A limit is more than 0 and below 1,000,000,000,000,000.")
            )
        if self.currency_id.compare_amounts(limit, self._consumed()) < 0:
            raise ValidationError(
                self.env._(
                    "%(consumed)s is consumed already: the limit cannot be lower than that.",
                    consumed=self._say(self._consumed()),
                )
            )

    def _apply_agreed(self, vals):
        """The accounts follow. Where more was consumed meanwhile, that is what stays the limit."""
        if "limit_amount" in vals:
            agreed = self.currency_id.round(vals["limit_amount"])
            limit = max(agreed, self._consumed())
            self._move_accounts(limit)
            if limit != agreed:
                self.contract_id._record_changes(
                    [self._changed_vals("limit_amount", agreed, limit)],
                    self.env._("Consumed already: the limit is not lowered under it."),
                )
            vals = {**vals, "limit_amount": limit}
        result = super()._apply_agreed(vals)
        if "limit_amount" in vals:
            self.account_ids._watch()
        return result
