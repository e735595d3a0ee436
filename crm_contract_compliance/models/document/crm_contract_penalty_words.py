from odoo import models

from ..base.rate_words import ceiling_in_words, rate_in_words
from . import blocks

_BASES = {
    "flat_overdue": "overdue",
    "daily_overdue": "overdue",
    "reference_rate": "overdue",
    "percent_total": "contract_total",
}
_PER = {"daily_overdue": "day"}


class CrmContract(models.Model):
    """What being late and other breaches cost, as its rules say themselves (T2-8.2, T0-5)."""

    _inherit = "crm.contract"

    def _penalty_table(self):
        rules = self._standing_rules()
        head = (
            self.env._("Where It Applies"),
            self.env._("Rule"),
            self.env._("Rate or Sum"),
            self.env._("Reckoned On"),
            self.env._("Ceiling"),
            self.env._("Clause"),
        )
        return blocks.table(head, map(self._penalty_cells, rules))

    def _penalty_cells(self, rule):
        return (
            self._told_breach(rule),
            "\n".join([blocks.choice(rule, "method"), *rule._further_terms()]),
            rule._rate_in_words(),
            rule._base_in_words() or "–",
            rule._ceiling_in_words() or "–",
            rule.clause or "–",
        )


class CrmContractPenaltyRule(models.Model):
    _inherit = "crm.contract.penalty.rule"

    def _rate_in_words(self):
        """Rate and unit, as the calculation sheet has them."""
        if self.method in ("fixed", "negotiated"):
            return blocks.money(self, self.fixed_amount) if self.fixed_amount else "–"
        if self.method == "reference_rate":
            return f"× {blocks.number(self, self.multiplier)}"
        return rate_in_words(self.env, blocks.number(self, self.rate), _PER.get(self.method))

    def _base_in_words(self):
        return self.method in _BASES and blocks.choice(self, "ceiling_base", _BASES[self.method])

    def _ceiling_in_words(self):
        return self.ceiling and ceiling_in_words(
            self.env, blocks.number(self, self.ceiling), self.ceiling_base
        )

    def _further_terms(self):
        """“Days of Grace: 10”, a line each: what the form shows of this method."""
        names = [name for name in ("grace_days", "tiers", "valid_from") if self[name]]
        if self.grace_days:
            names.append("grace")
        if self.method == "reference_rate":
            names += ["reference", "day_count"]
        return [f"{label}: {value}" for label, value in self._terms_in_words(names)]
