from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.liability import CapTerms, LiabilityError, cap_limit
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.discreet import open_ids
from ..base.local_day import THERE
from ..base.numbers import to_decimal
from ..contract.selections import CAP_AUTHORS

FACTORS = ("factor_scope", "factor_quality", "factor_market")


class CrmContractLiabilityCap(models.Model):
    """How far a third party answers for what it causes: the terms; accounts hold the balance.

    The limit is computed when the cap is determined, and frozen then (T0-18, T1-14.2.1, T2-16).
    """

    _name = "crm.contract.liability.cap"
    _description = "Liability Cap"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "contract_id, third_party_id, id"
    _rec_names_search = ["third_party_id.partner_id.name", "contract_id.code"]
    _check_company_auto = True

    third_party_id = fields.Many2one(
        "crm.contract.third.party", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="third_party_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="third_party_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="third_party_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="third_party_id.currency_id", store=True)
    partner_id = fields.Many2one(related="third_party_id.partner_id", string="Of")
    basis = fields.Selection(
        [
            ("fixed", "Fixed amount"),
            ("percent", "Percent"),
            ("lower", "The lower of both"),
            ("higher", "The higher of both"),
        ],
        required=True,
        default="fixed",
    )
    fixed_amount = fields.Monetary()
    percent = fields.Float("Percent (%)", digits=(9, 4), aggregator=None)
    percent_base = fields.Selection(
        [("contract_total", "The contract's amount"), ("third_party_fee", "The third party's fee")],
        "Percent Of",
        required=True,
        default="contract_total",
    )
    aggregation = fields.Selection(
        [("aggregate", "In total"), ("per_claim", "For each claim"), ("per_year", "For each year")],
        "Applies",
        required=True,
        default="aggregate",
    )
    is_calendar_year = fields.Boolean(
        "Calendar Years", help="Else the contract's years, from anniversary to anniversary."
    )
    determined_by = fields.Selection(CAP_AUTHORS, required=True)
    determined_on = fields.Date(required=True, copy=False, **THERE)
    factor_scope = fields.Text("Scope of Business")
    factor_quality = fields.Text("Quality of Service")
    factor_market = fields.Text("Market")
    is_confidentiality_uncapped = fields.Boolean("Breach of Confidentiality", default=True)
    is_personal_data_uncapped = fields.Boolean("Personal Data", default=True)
    carve_out_note = fields.Char("Other Carve-Outs")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_liability_cap_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,
    )
    limit_amount = fields.Monetary("Limit", readonly=True, copy=False)
    determined_by_id = fields.Many2one(
        "res.users", "Recorded By", readonly=True, copy=False, ondelete="restrict"
    )
    nearly_used_on = fields.Date(readonly=True, copy=False)
    account_ids = fields.One2many("crm.contract.liability.account", "cap_id", "Accounts")
    entry_ids = fields.One2many("crm.contract.liability.entry", "cap_id", "Entries")

    _bounded = models.Constraint(
        "CHECK(fixed_amount >= 0 AND fixed_amount < 1e15 AND percent >= 0 AND percent <= 100"
        " AND limit_amount >= 0 AND limit_amount < 1e15)",
        "An amount or the percent of the cap is out of bounds.",
    )

    _anchor_fields = frozenset({"third_party_id"})
    _days_of_today = ("determined_on",)
    _today_of = "third_party_id"
    _bounds = {"fixed_amount": (0, MAX_AMOUNT), "percent": (0, 100)}
    _settled_fields = frozenset({"limit_amount", "determined_by_id", "nearly_used_on"})
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset(
        {"evidence_ids", "message_follower_ids", "message_ids", "website_message_ids"}
    )
    _deadline_triggers = frozenset({"nearly_used_on", "limit_amount"})

    @api.model_create_multi
    def create(self, vals_list):
        third_parties = self.env["crm.contract.third.party"]
        vals_list = self._with_defaults(vals_list, "third_party_id", "determined_by")
        for vals in vals_list:
            if not vals.get("determined_by"):
                contract = third_parties.browse(vals.get("third_party_id")).contract_id
                vals["determined_by"] = contract.cap_determined_by or "a_b"
        return super().create(vals_list)

    @api.depends("third_party_id", "contract_id.code")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        for cap in self:
            code = cap.sudo().contract_id.code or ""
            if cap.id in named:
                name = cap.sudo().partner_id.name
                code = self.env._("Cap of %(name)s, %(code)s", name=name, code=code)
            cap.display_name = code

    @api.onchange("third_party_id")
    def _onchange_third_party_id(self):
        self.determined_by = self.third_party_id.contract_id.cap_determined_by

    @api.constrains("basis", "fixed_amount", "percent")
    def _check_terms(self):
        for cap in self:
            if cap.basis != "fixed" and not cap.percent:
                raise ValidationError(self.env._("Give the percent of the cap."))
            if cap.basis != "percent" and not cap.fixed_amount:
                raise ValidationError(self.env._("Give the fixed amount of the cap."))

    @api.constrains("determined_on")
    def _check_determined_on(self):
        for cap in self:
            if cap.determined_on > cap.contract_id._local_today():
                raise ValidationError(self.env._("A cap is not determined on a future day."))

    def action_determine(self):
        """Compute the limit and freeze it: the manager's decision (T0-18, X-5).

        :raises UserError: without the amounts it rests on, or too late for the contract (T1-14.2.1)
        """
        self.contract_id._require("manager")
        for cap in self:
            if cap.limit_amount:
                raise UserError(self.env._("%s is determined already.", cap.display_name))
            cap._refuse_after_signing()
            cap._write_settled(
                {
                    "limit_amount": cap._computed_limit(),
                    "determined_by_id": self.env.uid,
                }
            )
            if cap.aggregation == "aggregate":
                cap._account_of()
            cap._message_log(body=self.env._("The cap was determined."))
        return True

    def _computed_limit(self):
        """The limit by the terms as they stand, in the contract's currency."""
        self.ensure_one()
        return self._limit_of(self._percent_base_amount())

    def _limit_of(self, base_amount):
        """The limit by the cap's own terms, were the base of its percent so much."""
        terms = CapTerms(self.basis, to_decimal(self.fixed_amount), to_decimal(self.percent))
        rounding = to_decimal(self.currency_id.rounding)
        try:
            return float(cap_limit(terms, to_decimal(base_amount), rounding).amount)
        except LiabilityError as error:
            raise UserError(
                self.env._(
                    "No limit follows from these terms: the amount it is a percent of is missing."
                )
            ) from error

    def _percent_base_amount(self):
        if self.percent_base == "third_party_fee":
            return self.third_party_id.fee_amount
        return self.contract_id.amount_total

    def _refuse_after_signing(self):
        contract = self.contract_id
        signed = contract.signing_date
        if contract.is_cap_before_signing and signed and self.determined_on > signed:
            raise UserError(
                self.env._(
                    "This contract was signed on %(signed)s: a cap determined on %(day)s comes too"
                    " late. It must be agreed before the signing.",
                    signed=signed,
                    day=self.determined_on,
                )
            )

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.limit_amount else 0

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._(
            "%s is determined and stands; only its limit can be raised or lowered.",
            self.display_name,
        )

    def _deadline_specs(self):
        """From 80 % on somebody should look at it; a new limit asks anew."""
        self.ensure_one()
        if not self.nearly_used_on:
            return []
        key = f"{self.limit_amount:.{self.currency_id.decimal_places}f}"
        subject = self.third_party_id.partner_id.name
        return [DeadlineSpec("cap", self.nearly_used_on, key=key, subject=subject)]
