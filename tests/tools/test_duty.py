"""Standing duties: rows T0-6.1, T0-6.3, T0-7.3, T2-3.1.2, T2-3.2.1."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.duty import DutyPlan

from .timeline_common import PROPERTY, days, refused

EVER = date(2199, 1, 1)
UNITS = ("day", "week", "month", "year")
FORTY_YEARS = timedelta(days=14_610)

plans = st.builds(
    DutyPlan,
    anchor=days,
    unit=st.sampled_from(UNITS),
    interval=st.integers(1, 24),
    basis=st.sampled_from(["anchor", "period_end"]),
    offset_days=st.integers(0, 60),
)


def due(plan, after, until):
    return [(one.number, str(one.due)) for one in plan.occurrences(after, until)]


def all_due(plan, length=FORTY_YEARS):
    return due(plan, date(1900, 1, 1), plan.anchor + length)


class TestFromTheAnchor:
    def test_a_quarterly_visit(self):
        """T0-6.1: from 2026-01-01 due 04-01, 07-01, 10-01, 2027-01-01."""
        plan = DutyPlan(date(2026, 1, 1), "month", 3)

        assert all_due(plan, timedelta(days=366)) == [
            (1, "2026-04-01"),
            (2, "2026-07-01"),
            (3, "2026-10-01"),
            (4, "2027-01-01"),
        ]

    def test_a_review_after_ninety_days(self):
        """T2-3.1.2: last review 2026-01-01, 90 days: due 2026-04-01."""
        plan = DutyPlan(date(2026, 1, 1), "day", 90)

        assert plan.next_after(date(2026, 1, 1)).due == date(2026, 4, 1)

    def test_a_channel_check_every_thirty_days(self):
        """T2-3.2.1, T0-6.3: 01-31, 03-02, 04-01."""
        plan = DutyPlan(date(2026, 1, 1), "day", 30)

        assert [day for _, day in all_due(plan, timedelta(days=90))] == [
            "2026-01-31",
            "2026-03-02",
            "2026-04-01",
        ]

    @pytest.mark.parametrize("unit", UNITS)
    def test_equals_dateutil_for_forty_years(self, unit):
        for anchor in (date(2024, 2, 29), date(2026, 1, 31)):
            plan = DutyPlan(anchor, unit, 3)
            wanted, n = [], 1
            while (day := anchor + relativedelta(**{f"{unit}s": 3 * n})) <= anchor + FORTY_YEARS:
                wanted.append((n, str(day)))
                n += 1
            assert all_due(plan) == wanted

    def test_the_offset_comes_after_the_corresponding_day(self):
        plan = DutyPlan(date(2026, 1, 31), "month", 1, offset_days=5)

        assert due(plan, date(2026, 1, 1), date(2026, 4, 30)) == [
            (1, "2026-03-05"),
            (2, "2026-04-05"),
        ]


class TestAfterThePeriodsEnd:
    def test_the_report_of_may(self):
        """T0-7.3: monthly, ten days after the month's end: May's is due 2026-06-10."""
        plan = DutyPlan(date(2026, 1, 15), "month", 1, "period_end", 10)

        (may,) = plan.occurrences(date(2026, 6, 1), date(2026, 6, 30))

        assert (may.number, may.base, may.due) == (4, date(2026, 5, 31), date(2026, 6, 10))

    def test_the_first_report_is_of_the_anchors_own_month(self):
        plan = DutyPlan(date(2026, 1, 31), "month", 1, "period_end", 10)

        assert all_due(plan, timedelta(days=40)) == [(0, "2026-02-10"), (1, "2026-03-10")]

    def test_quarters_are_those_of_the_calendar(self):
        plan = DutyPlan(date(2026, 2, 15), "month", 3, "period_end", 15)

        assert all_due(plan, timedelta(days=200)) == [(0, "2026-04-15"), (1, "2026-07-15")]

    def test_years_and_weeks_are_those_of_the_calendar(self):
        """2026-02-11 is a Wednesday; its week ends on Sunday the 15th."""
        year = DutyPlan(date(2026, 2, 11), "year", 1, "period_end", 31)
        week = DutyPlan(date(2026, 2, 11), "week", 1, "period_end", 1)

        assert year.next_after(date(2026, 2, 11)).due == date(2027, 1, 31)
        assert week.next_after(date(2026, 2, 11)).due == date(2026, 2, 16)

    def test_five_months_begin_with_the_anchors_month(self):
        plan = DutyPlan(date(2026, 2, 15), "month", 5, "period_end")

        assert plan.next_after(date(2026, 2, 15)).due == date(2026, 6, 30)

    def test_equals_dateutils_month_ends_for_forty_years(self):
        plan = DutyPlan(date(2024, 2, 29), "month", 1, "period_end", 10)

        ends = rrule(MONTHLY, bymonthday=-1, dtstart=date(2024, 2, 1), count=480)
        wanted = [str((day + timedelta(days=10)).date()) for day in ends]
        assert [day for _, day in all_due(plan, timedelta(days=14_700))][:480] == wanted


class TestItsEnd:
    def test_a_count_ends_it(self):
        assert all_due(DutyPlan(date(2026, 1, 1), "month", 1, count=2)) == [
            (1, "2026-02-01"),
            (2, "2026-03-01"),
        ]
        report = DutyPlan(date(2026, 1, 1), "month", 1, "period_end", 10, count=1)
        assert all_due(report) == [(0, "2026-02-10")]

    def test_the_last_day_itself_still_counts(self):
        plan = DutyPlan(date(2026, 1, 1), "month", 3, last_day=date(2026, 7, 1))

        assert [day for _, day in all_due(plan)] == ["2026-04-01", "2026-07-01"]

    def test_the_report_of_a_period_within_the_term_is_due_after_it(self):
        plan = DutyPlan(date(2026, 5, 1), "month", 1, "period_end", 10, last_day=date(2026, 6, 30))

        assert [day for _, day in all_due(plan)] == ["2026-06-10", "2026-07-10"]

    def test_once_is_so_many_days_after_the_anchor(self):
        plan = DutyPlan(date(2026, 1, 15), "once", offset_days=30)

        assert all_due(plan) == [(0, "2026-02-14")]
        assert plan.next_after(date(2026, 1, 1)).due == date(2026, 2, 14)
        assert plan.next_after(date(2026, 2, 14)) is None
        assert not all_due(DutyPlan(date(2026, 1, 15), "once", last_day=date(2026, 1, 14)))

    def test_none_is_left_after_the_last(self):
        plan = DutyPlan(date(2026, 1, 1), "month", 3, last_day=date(2026, 7, 1))

        assert plan.next_after(date(2026, 7, 1)) is None


@PROPERTY
@given(plans, st.integers(-400, 2000))
def test_the_next_one_is_the_first_of_a_long_window(plan, offset):
    day = plan.anchor + timedelta(days=offset)

    window = plan.occurrences(day, day + timedelta(days=30_000))

    assert plan.next_after(day) == next(window, None)


@PROPERTY
@given(plans, st.integers(-400, 2000), st.integers(0, 400), st.integers(0, 400))
def test_two_windows_in_a_row_are_both_together(plan, offset, first, second):
    start = plan.anchor + timedelta(days=offset)
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    apart = [*plan.occurrences(start, middle), *plan.occurrences(middle, end)]

    assert apart == list(plan.occurrences(start, end))


@pytest.mark.parametrize(
    ("problem", "values"),
    [
        ("interval", {"interval": 0}),
        ("unit", {"unit": "quarter"}),
        ("basis", {"basis": "due"}),
        ("negative", {"offset_days": -1}),
        ("negative", {"count": -1}),
    ],
)
def test_what_makes_no_plan_is_refused(problem, values):
    with refused(problem):
        DutyPlan(date(2026, 1, 1), **values)
