from odoo import api, fields, models

from .crm_contract_penalty_rule import CEILING_BASES, DAY_COUNTS, GRACES, REFERENCES

# What the row says of a rule that it adds, and what the rule calls it.
_NEW = {
    "new_multiplier": "multiplier",
    "new_reference": "reference",
    "new_day_count": "day_count",
    "new_tiers": "tiers",
    "new_ceiling_base": "ceiling_base",
    "new_grace_days": "grace_days",
    "new_grace": "grace",
}
# What only one method counts by: typed before another one was chosen, it is not agreed.
_ONLY_OF = {
    "multiplier": "reference_rate",
    "reference": "reference_rate",
    "day_count": "reference_rate",
    "tiers": "daily_overdue",
}
# What is told of a rule only where something else is agreed.
_ONLY_WITH = {"ceiling_base": "ceiling", "grace": "grace_days"}
_TOLD = (
    "breach_type_id",
    "reference",
    "day_count",
    "tiers",
    "ceiling",
    "ceiling_base",
    "grace_days",
    "grace",
)


class CrmContractAmendmentChange(models.Model):
    """A penalty rule is added whole: its grace, its later rates and all (X-1)."""

    _inherit = "crm.contract.amendment.change"

    new_multiplier = fields.Float("Multiplier", digits=(9, 4), default=1.0, aggregator=None)
    new_reference = fields.Selection(REFERENCES, "Reference Rate", default="fixed")
    new_day_count = fields.Selection(DAY_COUNTS, "Year Of", default="365")
    new_tiers = fields.Char(
        "Tiers", help="Later rates by the day, such as “31: 0.1; 61: 0.2” (percent)."
    )
    new_ceiling_base = fields.Selection(CEILING_BASES, "Ceiling Of", default="overdue")
    new_grace_days = fields.Integer("Grace Days", aggregator=None)
    new_grace = fields.Selection(
        GRACES,
        "After the Grace",
        default="threshold",
        help="Once the days of grace have passed, days count from the due date, or from then on.",
    )

    _bounds = {"new_multiplier": (0, 100), "new_grace_days": (0, 3650)}

    @api.depends("new_method", "new_breach_type_id", "new_ceiling", *_NEW)
    def _compute_words(self):
        return super()._compute_words()

    def _addition_vals(self):
        vals = super()._addition_vals()
        if self.subject != "rule":
            return vals
        agreed = {name: self[own] for own, name in _NEW.items() if self[own] is not False}
        other = {name for name, method in _ONLY_OF.items() if method != vals["method"]}
        return {**vals, **{name: value for name, value in agreed.items() if name not in other}}

    def _addition_in_words(self):
        words = super()._addition_in_words()
        if self.subject != "rule":
            return words
        rule = self.env["crm.contract.penalty.rule"].new(self._addition_vals())
        names = [
            name
            for name in _TOLD
            if rule[name]
            and rule[_ONLY_WITH.get(name, name)]
            and _ONLY_OF.get(name, rule.method) == rule.method
        ]
        told = [f"{label}: {value}" for label, value in rule._terms_in_words(names)]
        return " · ".join([words, *told])
