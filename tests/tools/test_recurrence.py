"""Recurring duties: rows T0-6.1, T0-6.3, T0-7.3 and design.md's occurrence numbers."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools import recurrence
from odoo.addons.crm_contract_compliance.tools.recurrence import Recurrence
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .timeline_common import PROPERTY, days, refused

UNITS = ["day", "week", "month", "year"]
FORTY_YEARS = {"day": 14_610, "week": 2_087, "month": 480, "year": 40}

plans = st.builds(
    Recurrence,
    anchor=days,
    interval=st.integers(1, 40),
    unit=st.sampled_from(UNITS),
)


class TestOccurrence:
    @pytest.mark.parametrize(
        ("unit", "first", "second"),
        [
            ("day", date(2026, 2, 2), date(2026, 2, 4)),
            ("week", date(2026, 2, 14), date(2026, 2, 28)),
            ("month", date(2026, 3, 31), date(2026, 5, 31)),
            ("year", date(2028, 1, 31), date(2030, 1, 31)),
        ],
    )
    def test_comes_every_second_unit(self, unit, first, second):
        plan = Recurrence(date(2026, 1, 31), 2, unit)

        assert plan.occurrence(1) == first
        assert plan.occurrence(2) == second

    def test_zero_is_the_anchor(self):
        assert Recurrence(date(2026, 1, 31), 3, "month").occurrence(0) == date(2026, 1, 31)

    def test_of_a_month_end_comes_back_to_its_day(self):
        plan = Recurrence(date(2026, 1, 31), 1, "month")

        found = [plan.occurrence(n) for n in range(1, 4)]
        assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]

    def test_of_a_leap_day_comes_back_to_it(self):
        plan = Recurrence(date(2024, 2, 29), 1, "year")

        assert plan.occurrence(1) == date(2025, 2, 28)
        assert plan.occurrence(4) == date(2028, 2, 29)

    @pytest.mark.parametrize("unit", UNITS)
    def test_equals_dateutil_for_forty_years(self, unit):
        for anchor in (date(2024, 2, 29), date(2025, 12, 31), date(2026, 6, 15)):
            for interval in (1, 3):
                plan = Recurrence(anchor, interval, unit)
                for n in range(0, FORTY_YEARS[unit] // interval, 7 // interval):
                    delta = relativedelta(**{f"{unit}s": n * interval})
                    assert plan.occurrence(n) == anchor + delta

    @pytest.mark.parametrize("unit", UNITS)
    def test_before_the_anchor_is_refused(self, unit):
        with refused("negative"):
            Recurrence(date(2026, 1, 31), 1, unit).occurrence(-1)

    @pytest.mark.parametrize("unit", UNITS)
    def test_beyond_the_last_year_is_refused(self, unit):
        with refused("too_far"):
            Recurrence(date(2026, 1, 31), 2**31 - 1, unit).occurrence(1)
        with refused("too_far"):
            Recurrence(date(2026, 1, 31), 1, unit).occurrence(10**12)


class TestOccurrences:
    def test_of_a_quarterly_visit(self):
        """T0-6.1: from 2026-01-01 due 04-01, 07-01, 10-01, 2027-01-01."""
        plan = Recurrence(date(2026, 1, 1), 3, "month")

        assert list(plan.occurrences(date(2026, 1, 1), date(2027, 1, 1))) == [
            (1, date(2026, 4, 1)),
            (2, date(2026, 7, 1)),
            (3, date(2026, 10, 1)),
            (4, date(2027, 1, 1)),
        ]

    def test_of_a_monthly_report(self):
        """T0-7.3: ten days after the month's end; May's is due 2026-06-10."""
        plan = Recurrence(date(2026, 2, 10), 1, "month")

        found = list(plan.occurrences(date(2026, 5, 10), date(2026, 6, 30)))
        assert found == [(4, date(2026, 6, 10))]

    def test_of_a_visit_cycle_in_days(self):
        """T0-6.3: a cycle of 30 days."""
        plan = Recurrence(date(2026, 1, 1), 30, "day")

        found = [day for _, day in plan.occurrences(date(2026, 1, 1), date(2026, 3, 2))]
        assert found == [date(2026, 1, 31), date(2026, 3, 2)]

    def test_begin_with_the_anchor_when_it_lies_ahead(self):
        plan = Recurrence(date(2026, 1, 31), 1, "month")

        found = list(plan.occurrences(date(2026, 1, 30), date(2026, 2, 28)))
        assert found == [(0, date(2026, 1, 31)), (1, date(2026, 2, 28))]

    @pytest.mark.parametrize("unit", UNITS)
    def test_exclude_after_and_include_until(self, unit):
        plan = Recurrence(date(2026, 1, 31), 1, unit)
        first, second = plan.occurrence(1), plan.occurrence(2)
        day = timedelta(days=1)

        assert list(plan.occurrences(first, second)) == [(2, second)]
        assert list(plan.occurrences(first, second - day)) == []
        assert list(plan.occurrences(first - day, second - day)) == [(1, first)]

    @pytest.mark.parametrize("unit", UNITS)
    def test_before_the_anchor_there_are_none(self, unit):
        plan = Recurrence(date(2026, 1, 31), 1, unit)

        assert list(plan.occurrences(date.min, date(2026, 1, 30))) == []

    def test_of_a_window_turned_around_there_are_none(self):
        plan = Recurrence(date(2026, 1, 31), 1, "day")

        assert list(plan.occurrences(date(2026, 6, 1), date(2026, 3, 1))) == []

    def test_reach_the_last_day_of_the_last_year(self):
        plan = Recurrence(date(2026, 12, 31), 1, "year")

        last = date(MAX_YEAR, 12, 31)
        found = list(plan.occurrences(date(MAX_YEAR, 12, 30), last))
        assert found == [(MAX_YEAR - 2026, last)]

    def test_beyond_the_last_year_are_refused(self):
        plan = Recurrence(date(2026, 12, 31), 1, "year")

        with refused("too_far"):
            list(plan.occurrences(date(MAX_YEAR, 12, 30), date(MAX_YEAR + 1, 12, 31)))

    @pytest.mark.parametrize("unit", UNITS)
    def test_of_an_old_anchor_are_found_without_walking(self, unit, monkeypatch):
        counted = []

        def counting(function):
            def call(*args, **kwargs):
                counted.append(args)
                return function(*args, **kwargs)

            return call

        for name in ("add_days", "add_period"):
            monkeypatch.setattr(recurrence, name, counting(getattr(recurrence, name)))
        plan = Recurrence(date(1026, 1, 31), 1, unit)

        found = list(plan.occurrences(date(2026, 1, 1), date(2026, 2, 28)))

        assert len(counted) <= len(found) + 2

    @PROPERTY
    @given(plans, st.integers(-800, 4000), st.integers(-10, 800))
    def test_are_those_that_a_walk_from_the_anchor_finds(self, plan, offset, length):
        after = plan.anchor + timedelta(days=offset)
        until = after + timedelta(days=length)

        found = list(plan.occurrences(after, until))

        walked, n = [], 0
        while (day := plan.occurrence(n)) <= until:
            if day > after:
                walked.append((n, day))
            n += 1
        assert found == walked

    @PROPERTY
    @given(plans, st.integers(-400, 4000), st.integers(0, 400), st.integers(0, 400))
    def test_of_two_windows_in_a_row_are_those_of_both_together(self, plan, offset, first, second):
        after = plan.anchor + timedelta(days=offset)
        middle = after + timedelta(days=first)
        until = middle + timedelta(days=second)

        apart = [*plan.occurrences(after, middle), *plan.occurrences(middle, until)]

        assert apart == list(plan.occurrences(after, until))


@pytest.mark.parametrize("interval", [0, -1])
def test_interval_that_is_not_positive_is_refused(interval):
    with refused("interval"):
        Recurrence(date(2026, 1, 1), interval, "month")


def test_unknown_unit_is_refused():
    with refused("unit"):
        Recurrence(date(2026, 1, 1), 1, "quarter")
