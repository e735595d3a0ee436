from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.due_date import local_day
from ..base.computed_search import choice_domain
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.discreet import name_by_number
from ..timeline.crm_contract_deadline_bucket import BUCKETS, WEEK, due_within


class CrmContractPayment(models.Model):
    """One amount that falls due on one day; what is left of it follows the accounting entries."""

    _name = "crm.contract.payment"
    _description = "Contract Payment"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.invoice.mixin",
    ]
    _order = "due_date, id"
    _check_company_auto = True

    name = fields.Char("For", required=True, readonly=True)
    fee_id = fields.Many2one(
        "crm.contract.fee", required=True, readonly=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="fee_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="fee_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="fee_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="fee_id.currency_id", store=True)
    third_party_id = fields.Many2one(
        related="fee_id.third_party_id", store=True, index="btree_not_null"
    )
    tz = fields.Selection(related="contract_id.tz", store=True)
    payer_side = fields.Selection(related="fee_id.payer_side", store=True)
    payee_side = fields.Selection(related="fee_id.payee_side", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Counterparty", compute="_compute_partner_id", store=True, index=True
    )
    direction = fields.Selection(
        [("in", "We receive"), ("out", "We pay"), ("none", "Between others")],
        compute="_compute_partner_id",
        store=True,
    )
    period_end = fields.Date("Period Ends", readonly=True)
    due_date = fields.Date("Due", readonly=True, index=True)
    amount = fields.Monetary(required=True, readonly=True)

    overdue_days = fields.Integer(
        "Days Late", compute="_compute_overdue", search="_search_overdue_days"
    )
    is_overdue = fields.Boolean(compute="_compute_overdue", search="_search_is_overdue")
    bucket = fields.Selection(BUCKETS, "When", compute="_compute_overdue", search="_search_bucket")

    _bounded = models.Constraint(
        "CHECK(amount > 0 AND amount < 1e15)", "The amount is out of bounds."
    )
    _overdue_idx = models.Index(
        "(company_id, due_date, id) WHERE residual_amount > 0 AND due_date IS NOT NULL"
    )

    _anchor_fields = frozenset({"fee_id"})
    _settled_fields = frozenset({"fee_id", "name", "period_end", "due_date", "amount", "move_id"})
    _frozen_by = "fee_id"
    _deadline_triggers = frozenset({"due_date", "residual_amount", "paid_on", "name"})

    @api.depends(
        "fee_id.payer_side",
        "fee_id.payee_side",
        "contract_id.our_side",
        "contract_id.party_a_id",
        "contract_id.party_b_id",
        "third_party_id.partner_id",
        "contract_id.is_classified",
    )
    def _compute_partner_id(self):
        """The one on the other end of the money; hidden where the contract is confidential."""
        for payment in self:
            contract, ours = payment.contract_id, payment.contract_id.our_side
            direction = {payment.payee_side: "in", payment.payer_side: "out"}.get(ours, "none")
            other = payment.payer_side if direction == "in" else payment.payee_side
            partner = (
                payment.third_party_id.partner_id
                if other == "third"
                else contract[f"party_{other}_id"]
            )
            payment.direction = direction
            payment.partner_id = False if contract.is_classified else partner

    @api.depends("name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        name_by_number(self, lambda payment: payment.name)

    @api.depends("due_date", "residual_amount", "tz")
    def _compute_overdue(self):
        """Facts of the clock: the due day itself is in time (L-26)."""
        now = fields.Datetime.now()
        for payment in self:
            today = local_day(now, payment.tz or "UTC")
            days = (today - payment.due_date).days if payment.due_date else 0
            is_open = bool(payment.residual_amount and payment.due_date)
            payment.is_overdue = is_open and days > 0
            payment.overdue_days = days if payment.is_overdue else 0
            payment.bucket = payment._bucket_of(-days) if is_open else "done"

    @api.model
    def _bucket_of(self, days_left):
        if days_left < 0:
            return "overdue"
        if not days_left:
            return "today"
        return "week" if days_left <= WEEK else "later"

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("bucket", "=", "overdue")

    @api.model
    def _search_overdue_days(self, operator, value):
        if operator == "in":
            return Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s IN %s",
                    model._field_to_sql(alias, "overdue_days", query),
                    tuple(map(int, value)),
                )
            )
        if operator not in (">", ">=", "<", "<="):
            return NotImplemented
        compare = {">": SQL(">"), ">=": SQL(">="), "<": SQL("<"), "<=": SQL("<=")}[operator]
        found = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s %s %s", model._field_to_sql(alias, "overdue_days", query), compare, int(value)
            )
        )
        is_late = value > 0 or (value == 0 and operator == ">")
        return found & Domain("bucket", "=", "overdue") if is_late and ">" in operator else found

    @api.model
    def _search_bucket(self, operator, value):
        if operator != "in":
            return NotImplemented
        names = [name for name, _label in BUCKETS if name in value]
        if not names:
            return Domain.FALSE
        found = choice_domain("bucket", names)
        if "done" in names:
            return found
        return Domain("residual_amount", ">", 0) & due_within(names) & found

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr == "bucket":
            return SQL(
                """(CASE WHEN %(open)s IS NOT TRUE THEN 'done' WHEN %(late)s > 0 THEN 'overdue'
                    WHEN %(late)s = 0 THEN 'today' WHEN %(late)s >= -%(week)s THEN 'week'
                    ELSE 'later' END)""",
                open=self._is_open_sql(alias),
                late=self._days_late_sql(alias),
                week=WEEK,
            )
        if field_expr == "overdue_days":
            return SQL(
                "(CASE WHEN %s THEN GREATEST(%s, 0) ELSE 0 END)",
                self._is_open_sql(alias),
                self._days_late_sql(alias),
            )
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _is_open_sql(self, alias):
        return SQL(
            "(%(a)s.residual_amount > 0 AND %(a)s.due_date IS NOT NULL)", a=SQL.identifier(alias)
        )

    @api.model
    def _days_late_sql(self, alias):
        table = SQL.identifier(alias)
        today = self.env["crm.contract.deadline"]._local_today_sql(table)
        return SQL("(%s - %s.due_date)", today, table)

    def _deadline_specs(self):
        self.ensure_one()
        if not self.due_date:
            return []
        return [
            DeadlineSpec(
                "payment",
                self.due_date,
                side=self.payer_side,
                subject=self.name,
                done_on=self.paid_on or None,
            )
        ]
