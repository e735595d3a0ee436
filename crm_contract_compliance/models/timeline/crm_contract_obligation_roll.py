import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools.due_date import DueTerms, forward_due
from ...tools.duty import DutyPlan
from ...tools.term import TermError
from ..base.batches import in_batches
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.discreet import loggable

HORIZON_DAYS = 366
MOST_OCCURRENCES = 400  # of the past, when a duty begins
_INTERVALS = {"regular": "interval", "key": "key_interval", "long_term": "long_term_interval"}
_logger = logging.getLogger(__name__)


class CrmContractObligation(models.Model):
    """The dates of a duty: its occurrences as deadlines, a year ahead."""

    _inherit = "crm.contract.obligation"

    @api.model
    def _cron_roll(self, limit=500):
        """Roll forward what has come to it; one query when nothing has.

        The tier of a customer turns by the clock, too: its day is a day to look again.
        """
        tomorrow = fields.Date.add(fields.Date.today(), days=1)
        for batch in in_batches(self, [("roll_on", "<=", tomorrow)], limit):
            batch._roll_or_isolate()

    def _roll_or_isolate(self):
        """All at once; when that fails, one by one, so that one duty stops no other."""
        try:
            with self.env.cr.savepoint():
                self._sync_deadlines()
        except (ValidationError, TermError, ValueError) as error:
            if len(self) == 1:
                why, is_open = loggable(self, error), not self.contract_id.is_classified
                _logger.error(
                    "Obligation %s cannot be rolled forward: %s", self.id, why, exc_info=is_open
                )
                return
            for row in self:
                row._roll_or_isolate()

    def _sync_deadlines(self, is_person_named=False):
        """Whatever moves a duty's dates also moves its horizon; drafts have no dates yet."""
        running = self.sudo().filtered("is_running")
        turns = running.grouped(lambda row: tuple(row._rolled_vals().items()))
        for vals, rows in turns.items():
            rows._write_settled(dict(vals))
        return super(CrmContractObligation, running)._sync_deadlines(is_person_named)

    def _rolled_vals(self):
        """How far the occurrences reach today, when to look again, and by which cycle."""
        self.ensure_one()
        today = self.contract_id._local_today()
        until = fields.Date.add(today, days=HORIZON_DAYS)
        cycle, turn = self._cycle_on(today)
        vals = {"rolled_until": until, "cycle": cycle, **self._start_vals(today, cycle)}
        if self.rolled_until and cycle != self.cycle:
            vals["kept_until"] = today
        looks = [self._next_due_after(until, cycle), turn]
        looks[0] = looks[0] and fields.Date.subtract(looks[0], days=HORIZON_DAYS)
        vals["roll_on"] = min(filter(None, looks), default=False)
        return vals

    def _start_vals(self, today, cycle):
        """An old contract's past is not made up without end: a daily duty of 1900 has 46,000."""
        plan = None if self.rolled_until or self.kind == "greeting" else self._plan(cycle)
        too_old = plan and plan.too_old_by(today, MOST_OCCURRENCES)
        return {"kept_until": too_old} if too_old else {}

    def _cycle_on(self, day):
        """The customer's cycle on a day, and the day on which the clock turns it."""
        if not (self.key_interval or self.long_term_interval):
            return "regular", None
        contract = self.contract_id
        tier, turn = contract.partner_id._crm_contract_tier_on(day, contract.company_id)
        if not self.long_term_interval:
            turn = None
        return (tier if self[_INTERVALS[tier]] else "regular"), turn

    def _deadlines_kept_until(self):
        return self.kept_until

    def _deadline_specs(self):
        """The occurrences up to the horizon, but for those that an earlier cycle has left."""
        self.ensure_one()
        if not (self.is_running and self.rolled_until and self.anchor_date):
            return []
        if self.kind == "greeting":
            specs = self._greeting_specs(self.rolled_until)
        else:
            specs = self._planned_specs()
        return [spec for spec in specs if not self.kept_until or spec.due_date > self.kept_until]

    def _planned_specs(self):
        plan = self._plan(self.cycle)
        if not plan:
            return []
        prefix = "" if self.cycle == "regular" else f"{self.cycle}-"
        before = fields.Date.subtract(self.anchor_date, days=1)
        if self.kept_until:  # rest days move a due date by some weeks at most
            before = max(before, fields.Date.subtract(self.kept_until, days=60))
        return [
            self._spec(
                "duty",
                self._shifted(one.due),
                f"{prefix}{one.number}",
                self._period_label(one.base),
            )
            for one in plan.occurrences(before, self.rolled_until)
        ]

    def _greeting_specs(self, until):
        """The first day of each holiday that the duty names (T0-6.1h)."""
        contract = self.contract_id
        last = min(filter(None, (until, self.last_date)))
        names = self._wanted_holidays()
        return [
            self._spec("greeting", day, f"{day.year}-{name}", name)
            for day, name in contract.company_id._crm_contract_holidays(contract.tz)
            if self.anchor_date <= day <= last
            and (not names or any(wanted in name.casefold() for wanted in names))
        ]

    def _wanted_holidays(self):
        text = (self.holiday_names or "").replace("，", ",").replace("、", ",")
        return [name.strip().casefold() for name in text.split(",") if name.strip()]

    def _spec(self, kind, day, key, subject):
        return DeadlineSpec(
            kind,
            day,
            key=key,
            user_id=self.user_id.id,
            side=self.side,
            subject=subject,
            needs_proof=self.needs_proof,
            done_on=self.fulfilled_on or None,
        )

    def _plan(self, cycle):
        """The rule of one cycle, as the rulebook takes it; none for a duty without dates."""
        if self.unit == "none" or not self.anchor_date:
            return None
        return DutyPlan(
            self.anchor_date,
            self.unit,
            self[_INTERVALS[cycle]] or self.interval,
            self.basis,
            self.offset_days,
            self.count,
            self.last_date or None,
        )

    def _next_due_after(self, until, cycle):
        """The first due day beyond the horizon."""
        if self.kind == "greeting":
            far = fields.Date.add(until, days=10 * HORIZON_DAYS)
            days = [spec.due_date for spec in self._greeting_specs(far)] if self.anchor_date else []
            return min((day for day in days if day > until), default=None)
        plan = self._plan(cycle)
        found = plan and plan.next_after(until)
        return found and found.due

    def _shifted(self, day):
        """Past rest days, where the contract's due dates move (L-25)."""
        contract = self.contract_id
        if not (self.is_shifted and (contract.is_holiday_shifted or contract.is_weekend_shifted)):
            return day
        terms = DueTerms(
            0,
            shift_holidays=contract.is_holiday_shifted,
            shift_weekends=contract.is_weekend_shifted,
        )
        return forward_due(day, terms, contract.company_id._crm_contract_rest_days(contract.tz)).due

    def _period_label(self, base):
        """The period that a report speaks of, such as 2026-05."""
        if self.basis != "period_end" or self.unit not in ("month", "year"):
            return ""
        return str(base)[:4] if self.unit == "year" else str(base)[:7]

    @api.model
    def _look_again(self, companies):
        """Rest days changed: the job looks at what stands on them, soon and in batches."""
        self.flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE crm_contract_obligation SET roll_on = %(today)s
               WHERE is_running AND (is_shifted OR kind = 'greeting')
                 AND (last_date IS NULL OR last_date >= %(today)s)
                 AND company_id IN %(companies)s RETURNING id""",
                today=fields.Date.today(),
                companies=tuple(companies.ids) or (0,),
            )
        )
        self.invalidate_model(["roll_on"])
