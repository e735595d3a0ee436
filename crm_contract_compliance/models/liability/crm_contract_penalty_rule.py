from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...tools.advisory import annual_of_daily
from ...tools.money import MoneyError
from ...tools.penalty_terms import PenaltyTerms
from ..base.numbers import to_decimal
from ..base.res_company import PENALTY_METHODS

CEILING_BASES = [("overdue", "The overdue amount"), ("contract_total", "The contract's amount")]
GRACES = [("threshold", "Then from the due date"), ("later_start", "Only from then on")]
DAY_COUNTS = [("365", "365 days"), ("360", "360 days"), ("actual", "The year's days")]
REFERENCES = [("fixed", "As on the day of the breach"), ("floating", "Follows the table")]
_TERMS = (
    "sequence",
    "method",
    "rate",
    "multiplier",
    "fixed_amount",
    "ceiling",
    "grace_days",
    "grace",
    "ceiling_base",
    "tiers",
    "day_count",
    "reference",
    "breach_type_id",
    "clause",
    "valid_from",
)


class CrmContractPenaltyRule(models.Model):
    """The terms of a penalty: of a type, or a contract's own copy; never of both.

    What a rule yields is computed by the rulebook from part C on; here its terms are kept.
    """

    _name = "crm.contract.penalty.rule"
    _description = "Contract Penalty Rule"
    _inherit = [
        "crm.contract.copied.mixin",
        "crm.contract.removable.mixin",
        "crm.contract.executed.mixin",
    ]
    _order = "contract_id, type_id, sequence, id"

    name = fields.Char(compute="_compute_name")
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", ondelete="cascade", index="btree_not_null")
    type_id = fields.Many2one("crm.contract.type", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True, precompute=True)
    method = fields.Selection(PENALTY_METHODS, required=True, default="flat_overdue")
    rate = fields.Float("Rate (%)", digits=(9, 4), aggregator=None)
    multiplier = fields.Float(digits=(9, 4), default=1.0, aggregator=None)
    fixed_amount = fields.Monetary()
    ceiling = fields.Float("Ceiling (%)", digits=(9, 4), aggregator=None, help="0: none.")
    ceiling_base = fields.Selection(
        CEILING_BASES,
        "Ceiling Of",
        default="overdue",
        required=True,
    )
    grace_days = fields.Integer()
    grace = fields.Selection(
        GRACES,
        "After the Grace",
        default="threshold",
        required=True,
        help="Once the days of grace have passed, days count from the due date, or from then on.",
    )
    tiers = fields.Char(help="Later rates by the day, such as “31: 0.1; 61: 0.2” (percent).")
    day_count = fields.Selection(
        DAY_COUNTS,
        "Year Of",
        default="365",
        required=True,
    )
    reference = fields.Selection(
        REFERENCES,
        "Reference Rate",
        default="fixed",
        required=True,
    )
    breach_type_id = fields.Many2one(
        "crm.contract.breach.type", ondelete="restrict", help="Empty: overdue payments."
    )
    clause = fields.Char()
    valid_from = fields.Date()

    _copied_columns = _TERMS
    _anchor_fields = frozenset({"contract_id", "type_id"})
    _frozen_by = "contract_id"

    _of_type_or_contract = models.Constraint(
        "CHECK((type_id IS NULL) != (contract_id IS NULL))",
        "A penalty rule belongs to a type or to a contract.",
    )
    _bounded = models.Constraint(
        "CHECK(rate >= 0 AND rate <= 100 AND ceiling >= 0 AND ceiling <= 100"
        " AND multiplier >= 0 AND multiplier <= 100 AND grace_days >= 0 AND grace_days <= 3650"
        " AND fixed_amount >= 0 AND fixed_amount < 1e15)",
        "A rate, a ceiling, a multiplier or the days of grace are out of bounds.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        if not self._is_door_open():
            rules._tell({rule: self.env._("Penalty added: %s", rule.name) for rule in rules})
        return rules

    def write(self, vals):
        old = {rule: rule._terms_in_words(vals) for rule in self}
        result = super().write(vals)
        self._tell(
            {
                rule: ", ".join(
                    f"{label}: {was} → {now}"
                    for (label, was), (_label, now) in zip(
                        old[rule], rule._terms_in_words(vals), strict=True
                    )
                    if was != now
                )
                for rule in self
            }
        )
        return result

    def unlink(self):
        self._tell({rule: self.env._("Penalty removed: %s", rule.name) for rule in self})
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_claimed(self):
        """A change of the contract's type takes its rules away, too."""
        claims = self.env["crm.contract.claim"].sudo().search([("rule_id", "in", self.ids)])
        for rule in claims.rule_id:
            contract = rule.contract_id
            raise UserError(
                self.env._(
                    "A penalty is claimed by “%(rule)s” of %(contract)s: the rule stays, and so"
                    " does the contract's type.",
                    rule=rule.name,
                    contract=contract.display_name,
                )
            )

    @api.depends("method", "rate", "multiplier")
    @api.depends_context("lang")
    def _compute_name(self):
        methods = dict(self._fields["method"]._description_selection(self.env))
        for rule in self:
            size = f"{rule.rate:g}%" if rule.rate else ""
            if rule.method == "reference_rate":
                size = f"× {rule.multiplier:g}"
            rule.name = f"{methods.get(rule.method, '')} {size}".rstrip()

    @api.constrains("rate", "ceiling", "multiplier", "grace_days", "fixed_amount")
    def _check_bounds(self):
        for rule in self:
            if not (0 <= rule.rate <= 100 and 0 <= rule.ceiling <= 100):
                raise ValidationError(
                    self.env._("A penalty rate or ceiling lies between 0 and 100 percent.")
                )
            if not (0 <= rule.multiplier <= 100 and 0 <= rule.grace_days <= 3650):
                raise ValidationError(
                    self.env._("The multiplier or the days of grace are out of bounds.")
                )
            if not 0 <= rule.fixed_amount < 1e15:
                raise ValidationError(self.env._("The fixed sum is out of bounds."))

    @api.constrains("tiers", "method")
    def _check_tiers(self):
        for rule in self:
            rule._as_terms()

    def _annual_facts(self, day):
        """What being late costs a year, beside the reference rate of that day (L-28, L-29)."""
        table = self.env["crm.contract.reference.rate"]._table_of_rates()
        valid = [rate.percent for rate in table if rate.valid_from <= day]
        if not valid or self.method not in ("daily_overdue", "reference_rate"):
            return {}
        lpr = valid[-1]
        if self.method == "daily_overdue":
            return {"annual_percent": annual_of_daily(to_decimal(self.rate)), "lpr_percent": lpr}
        return {"annual_percent": lpr * to_decimal(self.multiplier), "lpr_percent": lpr}

    def _applies_to(self, breach):
        """Whether it is of this kind of breach; one of no kind is of late payments (design.md)."""
        self.ensure_one()
        if self.breach_type_id:
            return self.breach_type_id == breach.type_id
        return bool(breach.payment_id) or breach.matter == "payment"

    def _copied_vals(self):
        self.ensure_one()
        return {name: self._fields[name].convert_to_write(self[name], self) for name in _TERMS}

    def _read_terms(self):
        """The terms of all of them by one query."""
        self.fetch(["contract_id", "removed_on", *_TERMS])

    def _as_terms(self):
        """This version of the rule, as the rulebook takes it.

        :raises ValidationError: for tiers that are no list of days and percents
        """
        self.ensure_one()
        try:
            return PenaltyTerms(
                self.method,
                rate=to_decimal(self.rate),
                multiplier=to_decimal(self.multiplier),
                fixed_amount=to_decimal(self.fixed_amount),
                tiers=self._parsed_tiers(),
                grace_days=self.grace_days,
                grace=self.grace,
                ceiling=to_decimal(self.ceiling),
                ceiling_base=self.ceiling_base,
                clause=self.clause or "",
                valid_from=self.valid_from or None,
                day_count=self.day_count,
                reference=self.reference,
            )
        except (MoneyError, InvalidOperation, ValueError) as error:
            raise ValidationError(
                self.env._(
                    "“%s” is no list of overdue days and percents such as “31: 0.1; 61: 0.2”, or"
                    " the rule does not count by the day.",
                    self.tiers or "",
                )
            ) from error

    def _parsed_tiers(self):
        parts = [part.split(":") for part in (self.tiers or "").split(";") if part.strip()]
        return tuple((int(start), Decimal(rate.strip())) for start, rate in parts)

    @api.model
    def _copied_default(self):
        """The company's rule for overdue payments (X-S1)."""
        given = {
            name: field.convert_to_column_insert(field.default(self), self)
            for name, field in self._fields.items()
            if name in _TERMS and field.default
        }
        return {
            **{name: SQL("%s", value) for name, value in given.items()},
            **{
                name: SQL.identifier("company", f"crm_contract_penalty_{name}")
                for name in ("method", "rate", "ceiling")
            },
        }

    def _terms_in_words(self, names):
        """[(label, value as read)] of those of ``names`` that are terms."""
        fields_of_rule = [self._fields[name] for name in _TERMS[1:] if name in names]
        return [
            (self._label_of(field.name), self._term_in_words(field)) for field in fields_of_rule
        ]

    def _term_in_words(self, field):
        value = self[field.name]
        return f"{value:.12g}" if field.type == "float" else field.convert_to_export(value, self)

    def _tell(self, bodies):
        """Changes of what was agreed stand in the contract's own chatter (X-S6)."""
        for rule, body in bodies.items():
            if rule.contract_id and body:
                rule.contract_id._message_log(body=body)
