from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.due_date import local_day
from ..base.computed_search import choice_domain
from .kinds import OPEN

BUCKETS = [
    ("overdue", "Overdue"),
    ("today", "Today"),
    ("week", "Next 7 Days"),
    ("later", "Later"),
    ("done", "Done"),
]
WEEK = 7
_EVER = 400_000  # days, beyond all dates that are taken
# The first and last due date of each bucket, in days from UTC's date, whatever the row's zone.
_SPANS = {"overdue": (-_EVER, 0), "today": (-1, 1), "week": (0, WEEK + 1), "later": (WEEK, _EVER)}
_COLOURS = {"overdue": 1, "today": 2, "week": 4}


def due_within(names):
    """The due dates of these buckets in whatever zone: a condition for the indexes."""
    utc_day = fields.Datetime.now().date()
    first = min(_SPANS[name][0] for name in names)
    last = max(_SPANS[name][1] for name in names)
    return Domain("due_date", ">=", fields.Date.add(utc_day, days=first)) & Domain(
        "due_date", "<=", fields.Date.add(utc_day, days=last)
    )


class CrmContractDeadline(models.Model):
    """How near a deadline is, by the clock of its own zone: never stored, so never stale."""

    _inherit = "crm.contract.deadline"

    bucket = fields.Selection(
        BUCKETS,
        "When",
        compute="_compute_bucket",
        search="_search_bucket",
        group_expand="_expand_buckets",
    )
    color = fields.Integer(compute="_compute_bucket")

    @api.depends("due_date", "state", "tz")
    def _compute_bucket(self):
        now = fields.Datetime.now()
        for row in self:
            row.bucket = row._bucket_on(local_day(now, row.tz or "UTC"))
            row.color = _COLOURS.get(row.bucket, 0)

    def _bucket_on(self, today):
        self.ensure_one()
        if self.state not in OPEN:
            return "done"
        if not self.due_date:
            return False
        days = (self.due_date - today).days
        return (
            "overdue"
            if days < 0
            else "today"
            if days == 0
            else ("week" if days <= WEEK else "later")
        )

    @api.model
    def _expand_buckets(self, values, domain):
        return [value for value, _label in BUCKETS if value != "done"]

    @api.model
    def _search_bucket(self, operator, value):
        if operator != "in":
            return NotImplemented
        names = [name for name, _label in BUCKETS if name in value]  # every row has its bucket
        if "done" not in names:
            return Domain("state", "in", OPEN) & self._open_buckets_domain(names)
        return choice_domain("bucket", names)

    @api.model
    def _open_buckets_domain(self, names):
        """First the due dates in whatever zone, by the indexes; then each row's own zone."""
        if not names:
            return Domain.FALSE
        return due_within(names) & Domain.custom(
            to_sql=lambda *args: self._open_buckets_to_sql(names, *args)
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "bucket":
            return super()._field_to_sql(alias, field_expr, query)
        # Far from today the zone does not matter: it is looked up for few rows.
        return SQL(
            """(CASE WHEN %(state)s NOT IN ('open', 'submitted') THEN 'done'
                WHEN %(due)s < %(utc_day)s::date - 1 THEN 'overdue'
                WHEN %(due)s > %(utc_day)s::date + %(far)s THEN 'later'
                WHEN %(overdue)s THEN 'overdue' WHEN %(today)s THEN 'today'
                WHEN %(week)s THEN 'week' ELSE 'later' END)""",
            state=self._field_to_sql(alias, "state", query),
            due=self._field_to_sql(alias, "due_date", query),
            utc_day=fields.Datetime.now(),
            far=WEEK + 1,
            **self._conditions_of_buckets(alias, query),
        )

    @api.model
    def _open_buckets_to_sql(self, names, model, alias, query):
        conditions = model._conditions_of_buckets(alias, query)
        return SQL("(%s)", SQL(" OR ").join(conditions[name] for name in names))

    @api.model
    def _conditions_of_buckets(self, alias, query):
        """{bucket: condition} for open rows; the planner weighs these better than a CASE."""
        due = self._field_to_sql(alias, "due_date", query)
        today = self._local_today_sql(SQL.identifier(alias))
        return {
            "overdue": SQL("%s < %s", due, today),
            "today": SQL("%s = %s", due, today),
            "week": SQL("(%s > %s AND %s <= %s + %s)", due, today, due, today, WEEK),
            "later": SQL("%s > %s + %s", due, today, WEEK),
        }
