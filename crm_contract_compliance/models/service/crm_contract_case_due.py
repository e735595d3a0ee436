from datetime import date
from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.due_date import local_day
from ...tools.service import after_hours
from ...tools.term import TermError
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.words import day_in_words, listed
from .selections import INFORMATION


class CrmContractCase(models.Model):
    """By when: settled when the case comes in, by the contract's terms of that day (T0-5.2)."""

    _inherit = "crm.contract.case"

    received_on = fields.Date(
        readonly=True, copy=False, help="The day in the contract's time zone."
    )
    verify_due_date = fields.Date(
        "First Due Date", readonly=True, copy=False, help="Before any extension."
    )
    answer_due_date = fields.Date("Answer Due", readonly=True, copy=False)
    answer_due_at = fields.Datetime(readonly=True, copy=False)
    resolution_due_date = fields.Date("Solution Due", readonly=True, copy=False)
    resolution_due_at = fields.Datetime("Solution Due At", readonly=True, copy=False)
    due_trace = fields.Json(readonly=True, copy=False, help="How the due date was counted.")
    quality_standard = fields.Text("Service Standard", readonly=True, copy=False)
    due_date = fields.Date("Due", compute="_compute_due_date", store=True, index=True)
    due_note = fields.Char(compute="_compute_due_note")
    due_warning = fields.Char(compute="_compute_due_note")

    _deadline_triggers = frozenset(
        {
            "code",
            "name",
            "state",
            "user_id",
            "answer_due_date",
            "resolution_due_date",
            "update_due_date",
            "data_updated_on",
            "data_outcome",
            "answered_on",
            "closed_on",
            "corrective_action",
            "corrective_user_id",
            "corrective_due_date",
            "corrective_done_on",
            "preventive_action",
            "preventive_user_id",
            "preventive_due_date",
            "preventive_done_on",
        }
    )
    _deadline_people = frozenset({"user_id", "corrective_user_id", "preventive_user_id"})

    @api.depends("answer_due_date", "resolution_due_date", "answered_on")
    def _compute_due_date(self):
        """The day that is looked at next."""
        for case in self:
            is_next = case.answered_on and case.resolution_due_date
            case.due_date = case.resolution_due_date if is_next else case.answer_due_date

    @api.depends("answer_due_date", "due_trace", "extended_due_date", "is_extension_late")
    @api.depends_context("lang")
    def _compute_due_note(self):
        for case in self:
            trace = case.due_trace or {}
            case.due_note = case._due_in_words(trace) if case.answer_due_date else False
            years = listed(self.env, map(str, trace.get("missing_years", ())))
            case.due_warning = years and self.env._(
                "No public holidays were loaded for %s when this date was counted: check it.", years
            )

    def _settle_limits(self):
        """Write the time limits; what is registered with its own keeps them."""
        for case in self:
            limits = case._limits()
            if case._is_door_open():
                limits = {name: value for name, value in limits.items() if not case[name]}
            case._write_settled(limits)

    def _limits(self):
        self.ensure_one()
        contract = self.contract_id
        received_on = self._local_day(self.received_at)
        limits = {"received_on": received_on, "side": contract.supplier_side}
        try:
            if self.kind == "complaint":
                return {**limits, **self._limit_of_complaint(contract, received_on)}
            if self.category == INFORMATION:
                return {**limits, **self._limit_of_information(contract, received_on)}
            return {**limits, **self._limits_of_service(contract)}
        except TermError as error:
            raise ValidationError(
                self.env._("No due date can be counted from the time of receipt; check it.")
            ) from error

    def _limit_of_complaint(self, contract, received_on):
        days, unit = self._agreed_on(received_on, "complaint_days", "complaint_unit")
        due = contract._forward_due(received_on, days, unit)
        trace = self._trace_of(due, days, unit)
        return {"verify_due_date": due.due, "answer_due_date": due.due, "due_trace": trace}

    def _limit_of_information(self, contract, received_on):
        """T0-3.3: the new data are entered within the contract's days."""
        names = ("information_update_days", "information_update_unit")
        days, unit = self._agreed_on(received_on, *names)
        due = contract._forward_due(received_on, days, unit)
        return {"answer_due_date": due.due, "due_trace": self._trace_of(due, days, unit)}

    def _agreed_on(self, day, *names):
        """A case is judged by the terms of the day on which it came in."""
        return [self.contract_id._value_as_of(name, day) for name in names]

    def _limits_of_service(self, contract):
        """T0-4.2: hours of the category's standard, which never shift."""
        day = self._local_day(self.received_at)
        tier, _turn = contract.partner_id._crm_contract_tier_on(day, contract.company_id)
        standard = contract.standard_ids._pick(self.category, tier)
        answer_at = self._after(standard.response_hours)
        solve_at = self._after(standard.resolution_hours)
        return {
            "answer_due_at": answer_at,
            "answer_due_date": answer_at and self._local_day(answer_at),
            "resolution_due_at": solve_at,
            "resolution_due_date": solve_at and self._local_day(solve_at),
            "quality_standard": standard.quality,
            "due_trace": False,
        }

    def _after(self, hours):
        return after_hours(self.received_at, hours) if hours else False

    @api.model
    def _trace_of(self, due, days, unit):
        return {
            "days": days,
            "unit": unit,
            "skipped": [day.isoformat() for day in due.skipped],
            "missing_years": list(due.missing_years),
        }

    def _local_day(self, moment):
        return local_day(moment, self.contract_id.tz or "UTC")

    def _due_in_words(self, trace):
        """“5 calendar days, rest days 3 to 7 Oct moved it · extended? no”, beside the date."""
        if not trace:
            return False
        counted = (
            self.env._("%s working days", trace["days"])
            if trace["unit"] == "working"
            else self.env._("%s calendar days", trace["days"])
        )
        rest = "" if trace["unit"] == "working" else self._rest_in_words(trace["skipped"])
        text = listed(self.env, filter(None, (counted, rest)))
        if self.verify_due_date and self.verify_due_date != self.answer_due_date:
            first = day_in_words(self.env, self.verify_due_date)
            text = self.env._("%(day)s: %(counted)s", day=first, counted=text)
        if self.kind != "complaint":
            return text
        return self.env._(
            "%(due)s · extended? %(answer)s", due=text, answer=self._extension_in_words()
        )

    def _rest_in_words(self, skipped):
        spans = [
            self.env._("%(first)s to %(last)s", first=first, last=last) if first != last else first
            for first, last in (
                (day_in_words(self.env, span[0]), day_in_words(self.env, span[-1]))
                for span in _spans([date.fromisoformat(day) for day in skipped])
            )
        ]
        return spans and self.env._("rest days %s moved it", listed(self.env, spans))

    def _extension_in_words(self):
        if not self.extended_due_date:
            return self.env._("no")
        day = day_in_words(self.env, self.extended_due_date)
        if self.is_extension_late:
            return self.env._("too late, to %s: the first date stays", day)
        return self.env._("yes, to %s", day)

    def _deadline_specs(self):
        """A case without its number is not complete yet."""
        self.ensure_one()
        if not self.code or self.state == "cancelled":
            return []
        return [*self._specs_of_case(), *self._specs_of_measures()]

    def _specs_of_case(self):
        kind = self._deadline_kind()
        common = {
            "user_id": self.user_id.id,
            "side": self.side,
            "subject": f"{self.code} {self.name}",
        }
        specs = []
        if self.answer_due_date:
            done_on = self.answered_on or None
            specs.append(DeadlineSpec(kind, self.answer_due_date, done_on=done_on, **common))
        if self.resolution_due_date:
            done_on = self.closed_on or None
            specs.append(
                DeadlineSpec("resolution", self.resolution_due_date, done_on=done_on, **common)
            )
        return specs

    def _deadline_kind(self):
        """Hook: as which kind its answer stands on the timeline."""
        if self.kind == "complaint":
            return "complaint"
        return INFORMATION if self.category == INFORMATION else "request"

    def _specs_of_measures(self):
        """T0-5.3: what was promised to set it right, and to keep it from happening again."""
        return [
            DeadlineSpec(
                "measure",
                self[f"{measure}_due_date"],
                key=measure,
                user_id=self[f"{measure}_user_id"].id or self.user_id.id,
                side=self.side,
                subject=f"{self.code} {(self[f'{measure}_action'] or '').strip()[:80]}",
                done_on=self[f"{measure}_done_on"] or None,
            )
            for measure in ("corrective", "preventive")
            if self[f"{measure}_due_date"] and self[f"{measure}_action"]
        ]


def _spans(days):
    """Days in order, as runs of consecutive ones."""
    if not days:
        return []
    spans = [[days[0]]]
    for before, day in pairwise(days):
        if (day - before).days == 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return spans
