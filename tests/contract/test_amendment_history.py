from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.term import renewal_window, term_end

from .amendment_case import AmendmentCase

FIRST = date(2026, 3, 1)
TERMS = {
    "amount_total": ("amount", [0, 1, 120000.5, 300000]),
    "complaint_days": ("integer", [0, 3, 5, 10]),
    "governing_law": ("char", [False, "Chinese law", "中华人民共和国法律"]),
    "renewal_notice_days": ("integer", [30, 60, 90]),
    "term_years": ("integer", [0, 1, 2, 5]),
    "end_date": ("date", ["2028-01-15", "2028-02-29", "2030-06-30"]),
}
AGREEMENTS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 20, 60]),  # days that pass before it is agreed
        st.lists(st.sampled_from(sorted(TERMS)), min_size=1, max_size=2, unique=True),
        st.integers(0, 11),
        st.integers(-200, 120),  # in effect so many days from then
    ),
    min_size=2,
    max_size=6,
)


class Painted:
    """The days of one field, painted over by each agreement from its own day on."""

    def __init__(self, before):
        self.before = before
        self.strokes = []  # (known at, effective, value), in the order of agreement

    def on(self, day, known_at):
        value = self.before
        for known, effective, new in self.strokes:
            if known <= known_at and effective <= day:
                value = new
        return value


class Forward:
    """The whole contract, told forwards in the order in which things were agreed."""

    def __init__(self, live):
        self.fields = {name: Painted(value) for name, value in live.items()}

    def agree(self, known_at, effective, values):
        if "end_date" in values:
            values = {**values, "is_end_date_fixed": True}
        elif "term_years" in values and self.said(known_at.date(), known_at)["is_end_date_fixed"]:
            values = {**values, "is_end_date_fixed": False}
        for name, value in values.items():
            self.fields[name].strokes.append((known_at, effective, value))

    def said(self, day, known_at=datetime.max):
        """What the contract says: what was agreed, and the dates that follow from it."""
        said = {name: replay.on(day, known_at) for name, replay in self.fields.items()}
        if not said["is_end_date_fixed"]:
            end = term_end(FIRST, said["term_years"], 0, "statutory")
            said["end_date"] = end and end.isoformat()
        end = said["end_date"] and date.fromisoformat(said["end_date"])
        window = end and renewal_window(end, said["renewal_notice_days"], 30)
        said["renewal_notice_date"] = window.notice_date.isoformat() if window else False
        return {name: value or False for name, value in said.items()}


class TestAmendmentHistory(AmendmentCase):
    """§5, I11: whatever is agreed in whatever order, today's contract is the history's today."""

    def _live(self, names):
        said = self.contract._history_values(names)
        return {name: value or False for name, value in said.items()}

    def _agree(self, forward, now, names, choice, effective):
        values = {name: TERMS[name][1][choice % len(TERMS[name][1])] for name in names}
        rows = [
            self._change(f"contract.{name}", value, TERMS[name][0])
            for name, value in values.items()
        ]
        forward.agree(now, effective, values)
        self._amended(*rows, effective_date=effective)

    def _refuse_differences(self, forward, today):
        self.env.invalidate_all()
        wanted = forward.said(today)
        self.assertEqual(self._live(list(wanted)), wanted, f"live on {today}")
        for days in (-250, -100, -1, 0, 1, 90):
            day = max(FIRST, today + timedelta(days=days))
            said = self._said(day)
            told = {name: said[name] or False for name in wanted}
            self.assertEqual(told, forward.said(day), f"{day}, seen on {today}")

    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(AGREEMENTS)
    def test_live_contract_is_what_a_replay_gives(self, agreements):
        with self.env.cr.savepoint() as point:
            self.freeze("2026-11-05 04:00:00")
            names = [*TERMS, "is_end_date_fixed"]
            forward = Forward(self.contract._history_values(names))
            now = datetime(2026, 11, 5, 4)
            for days, chosen, choice, ahead in agreements:
                now += timedelta(days=days, seconds=1)
                self.freeze(now)
                self._run_job()
                self._refuse_differences(forward, now.date())
                self._agree(forward, now, chosen, choice, now.date() + timedelta(days=ahead))
                self._refuse_differences(forward, now.date())
            point.close(rollback=True)
