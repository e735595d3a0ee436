from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.damages import apportion
from ...tools.term import TermError, add_days, add_period
from ..base import doors
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.numbers import to_decimal
from ..contract.selections import ALL_SIDES, SIDES

KINDS = [
    ("licence", "Software licence"),
    ("support", "Technical support"),
    ("training", "Training"),
    ("service", "Service"),
    ("earnest", "Earnest money"),
    ("deposit", "Deposit without forfeiture"),
    ("third_party", "Third party's service"),
    ("other", "Other"),
]
MAX_PERIODS = 1200


class CrmContractFee(models.Model):
    """What one side owes another for something; its payments say when (T1-4.2, T0-19.1)."""

    _name = "crm.contract.fee"
    _description = "Contract Fee"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.removable.mixin",
        "crm.contract.discreet.mixin",
    ]
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    name = fields.Char("For", required=True)
    sequence = fields.Integer(default=10)
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    kind = fields.Selection(KINDS, required=True, default="service")
    amount = fields.Monetary(required=True)
    payer_side = fields.Selection(SIDES, required=True)
    payee_side = fields.Selection(ALL_SIDES, required=True)
    clause = fields.Char()
    schedule = fields.Selection(
        [("once", "Once"), ("periods", "Each period")], required=True, default="once"
    )
    due_date = fields.Date("Due On", help="Of a fee that is paid once.")
    date_start = fields.Date("From", help="Empty: since the contract takes effect.")
    date_end = fields.Date("To", help="Empty: to the contract's end.")
    period_months = fields.Integer("Months a Period", default=3)
    days_before_end = fields.Integer(
        "Days Before the Period's End", help="Due so many days before its period ends (T1-4.4)."
    )
    is_after_invoice = fields.Boolean(
        "Due After the Invoice", help="The payment only runs once it is invoiced (T1-4.3)."
    )
    payment_days = fields.Integer(
        "Days to Pay", help="The term that was agreed, from the delivery on; 0: none."
    )
    is_pay_when_paid = fields.Boolean(
        "Pay When Paid", help="The payer pays only once a third party has paid it."
    )
    payment_ids = fields.One2many("crm.contract.payment", "fee_id", "Payments")

    _bounded = models.Constraint(
        "CHECK(amount > 0 AND amount < 1e15 AND period_months BETWEEN 1 AND 1200"
        " AND days_before_end BETWEEN 0 AND 3650 AND payment_days BETWEEN 0 AND 3650)",
        "An amount, a period or a number of days is out of bounds.",
    )

    _anchor_fields = frozenset({"contract_id", "third_party_id"})
    _frozen_by = "contract_id"
    _bounds = {
        "amount": (0, MAX_AMOUNT),
        "period_months": (1, MAX_PERIODS),
        "days_before_end": (0, 3650),
        "payment_days": (0, 3650),
    }
    _ordered_days = (("date_start", "date_end"),)

    @api.model_create_multi
    def create(self, vals_list):
        names = ("contract_id", "third_party_id", "kind", "payer_side", "payee_side")
        vals_list = self._with_defaults(vals_list, *names)
        return super().create([self._completed_vals(vals) for vals in vals_list])

    def _check_number_input(self, field, value):
        number = super()._check_number_input(field, value)
        if field.name == "amount" and not number:
            self._refuse_input(field, self.env._("a fee has an amount above 0"))
        return number

    @api.constrains("payer_side", "payee_side", "third_party_id", "contract_id")
    def _check_sides(self):
        for fee in self:
            if fee.payer_side == fee.payee_side:
                raise ValidationError(self.env._("Nobody pays a fee to itself."))
            if (fee.payee_side == "third") != bool(fee.third_party_id):
                raise ValidationError(self.env._("Name the third party to which the fee goes."))
            if fee.third_party_id and fee.third_party_id.contract_id != fee.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    @api.constrains("schedule", "due_date", "date_start", "date_end", "period_months")
    def _check_schedule(self):
        for fee in self:
            if fee.schedule == "once" and not fee.due_date and not fee.is_after_invoice:
                raise ValidationError(
                    self.env._(
                        "A fee that is paid once has its day, or falls due after its invoice."
                    )
                )

    def action_build_schedule(self):
        """Make the payments of the signed fees that have none yet."""
        for fee in self:
            fee.check_access("write")
        for contract in self.filtered(lambda fee: fee._is_to_build()).contract_id:
            contract._wait_for_other_amendments()  # or what pauses their penalties meanwhile
        for fee in self:
            fee._build_payments()
        return True

    def _told_name(self):
        return not self.contract_id.is_classified and self.name

    @api.model
    def _completed_vals(self, vals):
        contract = self.env["crm.contract"].browse(vals.get("contract_id"))
        third_party = self.env["crm.contract.third.party"].browse(vals.get("third_party_id"))
        if third_party:
            vals.setdefault("kind", "third_party")
            vals.setdefault("payee_side", "third")
            vals.setdefault("payer_side", contract.our_side)
        vals.setdefault("payer_side", contract.payer_side)
        vals.setdefault("payee_side", contract.supplier_side)
        return vals

    def _freeze_level(self):
        """A third party's fee stands with its agreement, the others with the contract."""
        if self.third_party_id:
            return self.third_party_id._freeze_level()
        return super()._freeze_level()

    def _refuse_frozen_parents(self, vals_list):
        own = [vals for vals in vals_list if not vals.get("third_party_id")]
        others = {vals["third_party_id"] for vals in vals_list if vals.get("third_party_id")}
        for third_party in self.env["crm.contract.third.party"].browse(others):
            if third_party._freeze_level() and self.third_party_id != third_party:
                raise UserError(third_party._frozen_message(self._description_of(self._name)))
        return super()._refuse_frozen_parents(own)

    def _build_payments(self):
        """The payments by the schedule; those that are there already stay."""
        self.ensure_one()
        if not self._is_to_build():
            return
        payments = doors.through(self.env["crm.contract.payment"].sudo(), "crm_contract_settle")
        payments.create(self._payment_vals())
        self.invalidate_recordset(["payment_ids"])
        if self.removed_on:
            self._cancel_removed()

    def _is_to_build(self):
        return not self.payment_ids and self._is_scheduled()

    def _is_scheduled(self):
        """Whether it is agreed, so that no payment lags behind it, and its days are known."""
        if self._freeze_level() < 2:
            return False
        return self.schedule == "once" or bool(self._first_day() and self._last_day())

    def _first_day(self):
        return self.date_start or self.contract_id.effective_date

    def _last_day(self):
        return self.date_end or self.contract_id.end_date

    def _refuse_below_unit(self):
        """Of a fee that was agreed before its contract changed to a coarser currency."""
        currency = self.currency_id
        rounded = currency.round(self.amount)
        if currency.is_zero(rounded) or float(f"{self.amount - rounded:.6f}"):
            raise UserError(
                self.env._(
                    "“%(fee)s” is %(amount)s: nothing below %(unit)s can be paid. Correct its"
                    " amount.",
                    fee=self.name,
                    amount=f"{self.amount:g}",
                    unit=currency.format(currency.rounding),
                )
            )

    def _payment_vals(self):
        """Its payments; with more periods than units to share the last ones have nothing to pay."""
        self._refuse_below_unit()
        common = {"fee_id": self.id}
        if self.schedule == "once":
            return [{**common, "name": self.name, "due_date": self.due_date, "amount": self.amount}]
        ends = self._period_ends()
        parts = apportion(
            to_decimal(self.amount),
            [to_decimal(1)] * len(ends),
            to_decimal(self.currency_id.rounding),
        )
        paid = [(end, part) for end, part in zip(ends, parts, strict=True) if part]
        return [
            {
                **common,
                "name": self.env._(
                    "%(fee)s (%(number)s/%(count)s)",
                    fee=self.name,
                    number=number,
                    count=len(paid),
                ),
                "period_end": end,
                "due_date": add_days(end, -self.days_before_end),
                "amount": float(part),
            }
            for number, (end, part) in enumerate(paid, 1)
        ]

    def _period_ends(self):
        """The last day of each billing period, counted from the first day; never chained (X-20).

        A term that ends on the corresponding day (X-4) has no period of that one day.
        """
        start, last = self._first_day(), self._last_day()
        ends = []
        try:
            while len(ends) < MAX_PERIODS:
                end = add_days(add_period(start, months=self.period_months * (len(ends) + 1)), -1)
                if add_days(end, 1) >= last:
                    return [*ends, last]
                ends.append(end)
        except TermError as error:
            raise UserError(self.env._("The periods of “%s” do not end.", self.name)) from error
        return ends
