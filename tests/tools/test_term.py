"""Terms, renewal windows, being in time: T0-9.*, T1-1.5, L-24, L-26, X-4, X-17."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.term import (
    MAX_YEAR,
    RenewalWindow,
    TermError,
    add_days,
    add_period,
    check_not_negative,
    days_late,
    is_in_time,
    renewal_start,
    renewal_window,
    term_end,
    years_after,
)

from .timeline_common import PROPERTY, days, refused


class TestPeriod:
    """CC 201-202, L-24: the corresponding day, or the month's last."""

    @pytest.mark.parametrize(
        ("start", "years", "months", "end"),
        [
            (date(2024, 8, 31), 0, 6, date(2025, 2, 28)),  # L-24
            (date(2024, 2, 29), 1, 0, date(2025, 2, 28)),  # L-24
            (date(2024, 2, 29), 4, 0, date(2028, 2, 29)),
            (date(2023, 8, 31), 0, 6, date(2024, 2, 29)),
            (date(2026, 1, 31), 0, 3, date(2026, 4, 30)),
            (date(2026, 1, 30), 0, 1, date(2026, 2, 28)),
            (date(2026, 2, 28), 0, 1, date(2026, 3, 28)),
            (date(2026, 11, 15), 0, 1, date(2026, 12, 15)),
            (date(2026, 12, 15), 0, 1, date(2027, 1, 15)),
            (date(2026, 5, 20), 1, 8, date(2028, 1, 20)),
            (date(2026, 5, 20), 0, 24, date(2028, 5, 20)),
        ],
    )
    def test_ends_on_the_corresponding_day_or_the_month_end(self, start, years, months, end):
        assert add_period(start, years, months) == end

    def test_of_no_length_ends_where_it_starts(self):
        assert add_period(date(2026, 1, 15)) == date(2026, 1, 15)

    def test_counted_from_a_month_end_reached_before_would_drift(self):
        anchor = date(2026, 1, 31)

        assert add_period(anchor, months=2) == date(2026, 3, 31)
        assert add_period(add_period(anchor, months=1), months=1) == date(2026, 3, 28)

    @pytest.mark.parametrize(("years", "months"), [(-1, 0), (0, -1), (-1, 24), (2, -1)])
    def test_negative_is_refused(self, years, months):
        with refused("negative"):
            add_period(date(2026, 1, 15), years, months)

    def test_may_reach_the_last_day_of_the_last_year(self):
        assert add_period(date(2190, 12, 31), years=10) == date(MAX_YEAR, 12, 31)

    @pytest.mark.parametrize(
        ("years", "months"),
        [(175, 0), (0, 174 * 12 + 1), (10**9, 0), (0, 2**31 - 1)],
    )
    def test_beyond_the_last_year_is_refused(self, years, months):
        with refused("too_far"):
            add_period(date(2026, 12, 1), years, months)

    @PROPERTY
    @given(days, st.integers(0, 40))
    def test_of_years_never_drifts_in_forty_years(self, start, years):
        end = add_period(start, years=years)

        last_day = monthrange(end.year, end.month)[1]
        assert (end.year, end.month) == (start.year + years, start.month)
        assert end.day == start.day or end.day == last_day < start.day

    @pytest.mark.parametrize("start", [date(2024, 2, 29), date(2026, 2, 28)])
    def test_from_the_end_of_february_keeps_its_day_for_forty_years(self, start):
        for years in range(41):
            end = add_period(start, years=years)

            leap = monthrange(start.year + years, 2)[1] == 29
            assert end.day == (start.day if leap else 28)

    @PROPERTY
    @given(days, st.integers(0, 40), st.integers(0, 480))
    def test_agrees_with_dateutil(self, start, years, months):
        expected = start + relativedelta(years=years, months=months)

        assert add_period(start, years, months) == expected

    @PROPERTY
    @given(days, days, st.integers(0, 480))
    def test_of_the_same_length_never_swaps_two_starts(self, one, other, months):
        early, late = sorted([one, other])

        assert add_period(early, months=months) <= add_period(late, months=months)


class TestTerm:
    def test_of_two_years_by_both_conventions(self):
        """T0-9.1, X-4."""
        start = date(2026, 1, 15)

        assert term_end(start, 2, 0, "statutory") == date(2028, 1, 15)
        assert term_end(start, 2, 0, "inclusive") == date(2028, 1, 14)

    def test_of_one_year_ends_on_the_corresponding_day(self):
        """T1-1.5, and scenario 1."""
        assert term_end(date(2026, 3, 1), 1, 0, "statutory") == date(2027, 3, 1)
        assert term_end(date(2026, 2, 20), 1, 0, "statutory") == date(2027, 2, 20)

    def test_inclusive_ends_a_day_before_the_month_end_too(self):
        """Section 5: the corresponding day (or month end) minus one."""
        assert term_end(date(2024, 2, 29), 1, 0, "inclusive") == date(2025, 2, 27)
        assert term_end(date(2026, 1, 1), 1, 0, "inclusive") == date(2026, 12, 31)
        assert term_end(date(2027, 3, 1), 1, 0, "inclusive") == date(2028, 2, 29)

    @pytest.mark.parametrize("convention", ["statutory", "inclusive"])
    def test_of_months_alone_and_of_years_alone_has_an_end(self, convention):
        assert term_end(date(2026, 1, 15), 0, 1, convention)
        assert term_end(date(2026, 1, 15), 1, 0, convention)

    @pytest.mark.parametrize("convention", ["statutory", "inclusive"])
    def test_of_no_length_is_open_ended(self, convention):
        assert term_end(date(2026, 1, 15), 0, 0, convention) is None

    @pytest.mark.parametrize(("years", "months"), [(-1, 0), (0, -1), (1, -12), (-1, 12)])
    def test_negative_is_refused(self, years, months):
        with refused("negative"):
            term_end(date(2026, 1, 15), years, months, "statutory")

    @pytest.mark.parametrize("convention", ["statutory", "inclusive"])
    def test_limit_of_the_calendar_is_the_same_in_both_conventions(self, convention):
        assert term_end(date(2026, 12, 31), 174, 0, convention).year == MAX_YEAR
        with refused("too_far"):
            term_end(date(2026, 1, 1), 175, 0, convention)

    @pytest.mark.parametrize("convention", ["", "anniversary", None, False])
    @pytest.mark.parametrize("years", [0, 1])
    def test_unknown_convention_is_refused(self, convention, years):
        with refused("convention"):
            term_end(date(2026, 1, 15), years, 0, convention)

    @PROPERTY
    @given(days, st.integers(0, 40), st.integers(0, 11))
    def test_conventions_differ_by_exactly_one_day(self, start, years, months):
        statutory = term_end(start, years, months, "statutory")
        inclusive = term_end(start, years, months, "inclusive")

        if years or months:
            assert statutory - inclusive == timedelta(days=1)
            assert start <= inclusive
        else:
            assert statutory is None
            assert inclusive is None


class TestRenewal:
    def test_window_counts_back_from_the_end(self):
        """T0-9.2a, T0-9.2b, scenario 2."""
        window = renewal_window(date(2027, 6, 30), 60, 30)

        assert window == RenewalWindow(
            notice_date=date(2027, 5, 1), complete_date=date(2027, 5, 31)
        )

    def test_window_is_not_shifted_off_a_rest_day(self):
        """L-25: 2027-05-01 is a holiday and a Saturday, and stays."""
        assert renewal_window(date(2027, 6, 30), 60, 0).notice_date == date(2027, 5, 1)

    def test_window_may_close_on_the_end_itself_and_all_at_once(self):
        end = date(2027, 6, 30)

        assert renewal_window(end, 0, 0) == RenewalWindow(end, end)
        assert renewal_window(end, 30, 30).notice_date == date(2027, 5, 31)

    def test_window_that_completes_before_notice_is_due_is_refused(self):
        with refused("window_order"):
            renewal_window(date(2027, 6, 30), 30, 31)

    @pytest.mark.parametrize(("notice", "complete"), [(-1, -1), (30, -1), (-1, 30)])
    def test_window_of_negative_days_is_refused(self, notice, complete):
        with refused("negative"):
            renewal_window(date(2027, 6, 30), notice, complete)

    def test_window_before_the_calendar_begins_is_refused(self):
        with refused("too_far"):
            renewal_window(date(2027, 6, 30), 2**31 - 1, 30)

    def test_starts_the_day_after_the_old_end(self):
        """T0-9.3, scenario 2."""
        assert renewal_start(date(2027, 6, 30)) == date(2027, 7, 1)
        assert renewal_start(date(2027, 12, 31)) == date(2028, 1, 1)

    def test_after_the_last_year_is_refused(self):
        assert renewal_start(date(MAX_YEAR, 12, 30)) == date(MAX_YEAR, 12, 31)
        with refused("too_far"):
            renewal_start(date(MAX_YEAR, 12, 31))


class TestConfidentiality:
    def test_runs_years_after_the_actual_end(self):
        """X-17, scenario 10."""
        assert years_after(date(2027, 6, 30), 3) == date(2030, 6, 30)
        assert years_after(date(2028, 2, 29), 3) == date(2031, 2, 28)
        assert years_after(date(2027, 6, 30), 0) == date(2027, 6, 30)

    def test_of_negative_years_is_refused(self):
        with refused("negative"):
            years_after(date(2027, 6, 30), -1)


class TestInTime:
    """CC 1259, L-26: on the due day is in time, late from the next day."""

    @pytest.mark.parametrize(
        ("day", "in_time", "late"),
        [
            (date(2027, 4, 30), True, 0),
            (date(2027, 5, 1), True, 0),  # scenario 2: intention accepted
            (date(2027, 5, 2), False, 1),  # scenario 2: marked late
            (date(2027, 5, 31), False, 30),
        ],
    )
    def test_the_day_of_the_limit_still_counts(self, day, in_time, late):
        limit = date(2027, 5, 1)

        assert is_in_time(day, limit) is in_time
        assert days_late(day, limit) == late

    def test_update_a_day_after_its_shifted_deadline_is_one_day_late(self):
        """T0-3.3."""
        assert days_late(date(2026, 3, 10), date(2026, 3, 9)) == 1

    def test_without_a_limit_nothing_is_late(self):
        assert is_in_time(date.max, None) is True
        assert days_late(date.max, None) == 0

    @PROPERTY
    @given(days, st.integers(-800, 800))
    def test_in_time_means_no_day_late(self, limit, offset):
        day = limit + timedelta(days=offset)

        assert is_in_time(day, limit) == (days_late(day, limit) == 0)
        assert days_late(day, limit) == max(0, offset)


class TestDays:
    def test_move_both_ways(self):
        assert add_days(date(2026, 3, 2), 5) == date(2026, 3, 7)
        assert add_days(date(2026, 3, 2), -2) == date(2026, 2, 28)

    def test_stop_at_the_end_of_the_last_year(self):
        assert add_days(date(MAX_YEAR, 12, 30), 1) == date(MAX_YEAR, 12, 31)
        with refused("too_far"):
            add_days(date(MAX_YEAR, 12, 31), 1)

    @pytest.mark.parametrize("offset", [10**6, -(10**6), 10**12, -(10**12)])
    def test_outside_the_calendar_are_refused(self, offset):
        with refused("too_far"):
            add_days(date(2026, 3, 2), offset)


def test_zero_is_not_negative():
    check_not_negative(0, 0)

    for counts in [(-1,), (0, -1), (-1, 5)]:
        with refused("negative"):
            check_not_negative(*counts)


def test_a_refusal_is_a_value_error_with_a_stable_code():
    error = TermError("negative", "words for developers")

    assert isinstance(error, ValueError)
    assert (error.code, str(error)) == ("negative", "words for developers")
