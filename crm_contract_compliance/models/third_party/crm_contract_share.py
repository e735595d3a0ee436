from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.damages import apportion
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.numbers import to_decimal

_PERCENTS = ("percent_a", "percent_b", "percent_third")
_AMOUNTS = ("amount_a", "amount_b", "amount_third")


class CrmContractShare(models.Model):
    """How what a benefit brings is divided among the sides: 100 percent in all (T1-14.4.2)."""

    _name = "crm.contract.share"
    _description = "Allocation of Benefits"
    _inherit = ["crm.contract.agreed.mixin"]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    name = fields.Char("Benefit", required=True)
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    clause = fields.Char()
    percent_a = fields.Float("Party A (%)", digits=(9, 4), aggregator=None)
    percent_b = fields.Float("Party B (%)", digits=(9, 4), aggregator=None)
    percent_third = fields.Float("Third Party (%)", digits=(9, 4), aggregator=None)
    amount = fields.Monetary("Income", help="What is divided; it may change at any time.")
    amount_a = fields.Monetary("For Party A", compute="_compute_amounts")
    amount_b = fields.Monetary("For Party B", compute="_compute_amounts")
    amount_third = fields.Monetary("For the Third Party", compute="_compute_amounts")

    _whole = models.Constraint(
        "CHECK (percent_a >= 0 AND percent_b >= 0 AND percent_third >= 0"
        " AND percent_a + percent_b + percent_third = 100)",
        "The shares make up 100 percent.",
    )
    _bounded = models.Constraint(
        "CHECK (amount >= 0 AND amount < 1e15)", "The income is out of bounds."
    )

    _bounds = {**dict.fromkeys(_PERCENTS, (0, 100)), "amount": (0, MAX_AMOUNT)}
    _living_fields = frozenset({"sequence", "amount"})

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_other_sum([{name: vals.get(name) for name in _PERCENTS}])
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & set(_PERCENTS):
            self._refuse_other_sum(
                {name: vals.get(name, row[name]) for name in _PERCENTS} for row in self
            )
        return super().write(vals)

    @api.depends("amount", "currency_id", *_PERCENTS)
    def _compute_amounts(self):
        """To the cent: what cannot be divided goes to the largest remainders."""
        for row in self:
            parts = [to_decimal(row[name]) for name in _PERCENTS]
            divided = [0.0] * len(parts)
            if row.amount and any(parts) and row.currency_id:
                amount = to_decimal(row.currency_id.round(row.amount))
                divided = apportion(amount, parts, to_decimal(row.currency_id.rounding))
            for name, part in zip(_AMOUNTS, divided, strict=True):
                row[name] = float(part)

    @api.constrains("third_party_id", "contract_id", "percent_third")
    def _check_third_party(self):
        for row in self:
            if row.third_party_id and row.third_party_id.contract_id != row.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))
            if row.percent_third and not row.third_party_id:
                raise ValidationError(self.env._("Name the third party that has a share."))

    def _refuse_other_sum(self, percents_list):
        """Said before the database's own check would; bad numbers are the field's to refuse."""
        for percents in percents_list:
            numbers = {
                name: self._check_number_input(self._fields[name], value or 0)
                for name, value in percents.items()
            }
            total = sum(to_decimal(round(number, 4)) for number in numbers.values())
            if total != 100:
                raise ValidationError(
                    self.env._("The shares make up %s percent, not 100.", f"{total.normalize():f}")
                )
