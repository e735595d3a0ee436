from dataclasses import replace
from datetime import date
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools.money import MoneyError
from ...tools.penalty_terms import in_order

_NOTHING = {
    "rate": Decimal(0),
    "multiplier": Decimal(0),
    "fixed_amount": Decimal(0),
    "tiers": (),
}


class CrmContractPenaltyRule(models.Model):
    """Rules that amendments add or remove: each counts for what happens on its own days (§5)."""

    _inherit = "crm.contract.penalty.rule"

    @api.model
    def _copied_condition(self):
        """A renewal starts from what is still agreed."""
        return SQL("source.removed_on IS NULL")

    def _remove_from(self, day):
        result = super()._remove_from(day)
        self._settle_late_payments()
        return result

    def _settle_late_payments(self):
        """Accrue anew by the rules for late payments, which must not begin on one day."""
        contract = self.contract_id
        terms = contract._overdue_terms()
        try:
            in_order(terms or self.browse())
        except MoneyError as error:
            if error.code == "twin":
                raise ValidationError(
                    self.env._("Two penalties for late payments begin on the same day.")
                ) from error
        contract.sudo().payment_ids._settle_penalties()

    def _applies_to(self, breach):
        """What occurred before it was agreed or after it was removed is none of its breaches."""
        day = breach.occurred_on
        if self.breach_type_id and day:
            is_too_early = self.valid_from and day < self.valid_from
            if is_too_early or (self.removed_on and day >= self.removed_on):
                return False
        return super()._applies_to(breach)

    def _standing_terms(self):
        """The versions of all of them: a removed one ends, and costs nothing from then on."""
        versions = [(rule, terms) for rule in self for terms in rule._versions()]
        told = [
            (rule, terms)
            for rule, terms in versions
            if not rule.removed_on or _from(terms) < rule.removed_on
        ]
        ends = []
        for rule in self.filtered("removed_on"):
            valid = [pair for pair in told if _from(pair[1]) <= rule.removed_on]
            last = max(valid, key=lambda pair: _from(pair[1]), default=None)
            if last and last[0] == rule:
                ends.append(replace(last[1], valid_from=rule.removed_on, **_NOTHING))
        return [terms for _rule, terms in told] + ends


def _from(terms):
    return terms.valid_from or date.min
