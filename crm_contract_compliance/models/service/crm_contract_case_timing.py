from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.due_date import local_day
from ...tools.service import Progress, Promise, days_late, timing
from ..base.computed_search import choice_domain

TIMINGS = [
    ("overdue", "Overdue"),
    ("today", "Due today"),
    ("pending", "Still in time"),
    ("in_time", "Done in time"),
    ("late", "Done late"),
]
LATE = ("overdue", "late")


class CrmContractCase(models.Model):
    """In time or late: facts of the clock, never stored, so never stale."""

    _inherit = "crm.contract.case"

    timing = fields.Selection(TIMINGS, compute="_compute_timing", search="_search_timing")
    is_late = fields.Boolean(compute="_compute_timing", search="_search_is_late")
    late_days = fields.Integer("Days Late", compute="_compute_timing", aggregator=None)
    is_standard_missed = fields.Boolean(
        "Service Standard Missed",
        compute="_compute_timing",
        search="_search_is_standard_missed",
        help="An answer or a solution came, or is, later than the hours of the standard.",
    )
    is_done = fields.Boolean(compute="_compute_timing")
    assignment_minutes = fields.Integer(
        "Minutes to Assignment", compute="_compute_durations", store=True, aggregator="avg"
    )
    answer_hours = fields.Float(
        "Hours to Answer",
        compute="_compute_durations",
        store=True,
        digits=(12, 2),
        aggregator="avg",
    )

    @api.depends("received_at", "assigned_at", "answered_at")
    def _compute_durations(self):
        for case in self:
            start = case.received_at
            assigned = (case.assigned_at or start) - start
            answered = (case.answered_at or start) - start
            case.assignment_minutes = assigned.total_seconds() // 60
            case.answer_hours = answered.total_seconds() / 3600

    @api.depends(
        "state",
        "answer_due_date",
        "answer_due_at",
        "resolution_due_date",
        "resolution_due_at",
        "answered_on",
        "answered_at",
        "closed_at",
        "tz",
    )
    def _compute_timing(self):
        now = fields.Datetime.now()
        for case in self:
            today = local_day(now, case.tz or "UTC")
            is_open = case.state != "cancelled"
            case.timing = is_open and timing(case._promise(), case._progress(), now, today)
            case.is_late = case.timing in LATE
            case.is_standard_missed = case.is_late and bool(
                case.answer_due_at or case.resolution_due_at
            )
            case.late_days = case._days_late(today) if case.is_late else 0
            case.is_done = case.state in ("closed", "cancelled") or case.timing in (
                "in_time",
                "late",
            )

    def _promise(self):
        return Promise(
            self.answer_due_date or None,
            self.answer_due_at or None,
            self.resolution_due_date or None,
            self.resolution_due_at or None,
        )

    def _progress(self):
        return Progress(self.answered_on or None, self.answered_at or None, self.closed_at or None)

    def _days_late(self, today):
        closed_on = self.closed_on or today
        return max(
            days_late(self.answer_due_date or None, self.answered_on or today),
            days_late(self.resolution_due_date or None, closed_on),
        )

    @api.model
    def _search_timing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return choice_domain("timing", value)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return choice_domain("timing", LATE)

    @api.model
    def _search_is_standard_missed(self, operator, value):
        if operator != "in":
            return NotImplemented
        hours = Domain("answer_due_at", "!=", False) | Domain("resolution_due_at", "!=", False)
        return choice_domain("timing", LATE) & hours

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "timing":
            return super()._field_to_sql(alias, field_expr, query)
        table = SQL.identifier(alias)
        return SQL(
            """(CASE WHEN %(a)s.state = 'cancelled' THEN NULL
                WHEN %(answered)s AND %(solved)s
                    THEN CASE WHEN %(answer_late)s OR %(solve_late)s THEN 'late' ELSE 'in_time' END
                WHEN %(solve_late)s OR (%(answer_late)s AND NOT %(answered)s) THEN 'overdue'
                WHEN %(answer_late)s THEN 'late'
                WHEN %(a)s.due_date = %(today)s THEN 'today'
                ELSE 'pending' END)""",
            a=table,
            answered=SQL("(%s.answered_on IS NOT NULL)", table),
            solved=SQL("(%(a)s.resolution_due_at IS NULL OR %(a)s.closed_at IS NOT NULL)", a=table),
            **self._lateness_sql(table),
        )

    @api.model
    def _lateness_sql(self, table):
        """The rule of ``tools.service.timing`` on columns; a test holds them together."""
        today = self.env["crm.contract.deadline"]._local_today_sql(table)
        now = fields.Datetime.now()
        return {
            "today": today,
            "answer_late": SQL(
                """COALESCE(CASE WHEN %(a)s.answer_due_at IS NOT NULL
                    THEN COALESCE(%(a)s.answered_at, %(now)s) > %(a)s.answer_due_at
                    ELSE COALESCE(%(a)s.answered_on, %(today)s) > %(a)s.answer_due_date END,
                    FALSE)""",
                a=table,
                now=now,
                today=today,
            ),
            "solve_late": SQL(
                "COALESCE(COALESCE(%(a)s.closed_at, %(now)s) > %(a)s.resolution_due_at, FALSE)",
                a=table,
                now=now,
            ),
        }
