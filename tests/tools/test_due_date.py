"""Due dates: rows T0-3.3, T0-5.2a, L-24, L-25, L-48, X-19, scenarios 9 and 12."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools import due_date
from odoo.addons.crm_contract_compliance.tools.due_date import (
    MAX_REST_RUN,
    DueDate,
    DueTerms,
    RestDays,
    backward_due,
    forward_due,
    local_day,
)
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .timeline_common import PROPERTY, days, refused

NATIONAL_DAY = tuple(date(2026, 10, day) for day in range(1, 8))
LABOUR_DAY = tuple(date(2027, 5, day) for day in range(1, 6))
MAKEUP_SATURDAY = date(2026, 10, 10)
COMPLAINT = date(2026, 9, 28)  # a Monday

REST = RestDays(
    holidays=frozenset(NATIONAL_DAY + LABOUR_DAY),
    loaded_years=frozenset({2026, 2027}),
)
MAKEUP = replace(REST, makeup_workdays=frozenset({MAKEUP_SATURDAY}))
WORKING = DueTerms(5, "working")


class TestRestDays:
    def test_published_holiday_is_no_workday(self):
        thursday = date(2026, 10, 1)

        assert REST.is_holiday(thursday)
        assert not REST.is_weekend(thursday)
        assert not REST.is_workday(thursday)

    def test_plain_weekend_is_no_holiday_and_no_workday(self):
        for day in (date(2026, 10, 10), date(2026, 10, 11)):
            assert not REST.is_holiday(day)
            assert REST.is_weekend(day)
            assert not REST.is_workday(day)

    def test_every_other_day_is_a_workday(self):
        for day in (date(2026, 10, 12), date(2026, 10, 16)):
            assert REST.is_workday(day)
            assert not REST.is_weekend(day)

    def test_makeup_workday_wins_over_weekend_and_holiday(self):
        """L-25, L-48."""
        sunday_holiday = date(2026, 10, 4)
        rest = replace(REST, makeup_workdays=frozenset({MAKEUP_SATURDAY, sunday_holiday}))

        for day in (MAKEUP_SATURDAY, sunday_holiday):
            assert rest.is_workday(day)
            assert not rest.is_weekend(day)
            assert not rest.is_holiday(day)

    def test_weekend_is_data(self):
        friday, sunday = date(2026, 10, 16), date(2026, 10, 18)
        rest = replace(REST, weekend=frozenset({4, 5}))

        assert not rest.is_workday(friday)
        assert rest.is_workday(sunday)


class TestCalendarDays:
    def test_complaint_moves_behind_the_holiday(self):
        """T0-5.2a, L-25, scenario 9: 10-03 falls in 10-01..10-07."""
        due = forward_due(COMPLAINT, DueTerms(5), REST)

        assert due == DueDate(
            due=date(2026, 10, 8),
            unshifted=date(2026, 10, 3),
            skipped=tuple(date(2026, 10, day) for day in range(3, 8)),
            missing_years=(),
        )

    def test_start_day_does_not_count(self):
        """L-24."""
        assert forward_due(date(2026, 3, 9), DueTerms(1), REST).due == date(2026, 3, 10)
        assert forward_due(date(2026, 3, 9), DueTerms(0), REST).due == date(2026, 3, 9)

    def test_update_deadline_stays_on_a_plain_saturday(self):
        """T0-3.3."""
        due = forward_due(date(2026, 3, 2), DueTerms(5), REST)

        assert (due.due, due.skipped) == (date(2026, 3, 7), ())

    def test_update_deadline_leaves_the_weekend_when_the_switch_is_on(self):
        """T0-3.3."""
        due = forward_due(date(2026, 3, 2), DueTerms(5, shift_weekends=True), REST)

        assert due.due == date(2026, 3, 9)
        assert due.unshifted == date(2026, 3, 7)
        assert due.skipped == (date(2026, 3, 7), date(2026, 3, 8))

    def test_proof_of_force_majeure_leaves_the_weekend_when_the_switch_is_on(self):
        """Scenario 12: 15 days from 2026-07-10."""
        flood = date(2026, 7, 10)

        assert forward_due(flood, DueTerms(15), REST).due == date(2026, 7, 25)
        shifting = DueTerms(15, shift_weekends=True)
        assert forward_due(flood, shifting, REST).due == date(2026, 7, 27)

    def test_landing_on_a_plain_weekend_after_a_holiday_is_a_valid_due_day(self):
        rest = RestDays(holidays=frozenset({date(2026, 4, 3)}))  # a Friday

        assert forward_due(date(2026, 4, 2), DueTerms(1), rest).due == date(2026, 4, 4)

    def test_landing_on_a_plain_weekend_moves_on_when_the_switch_is_on(self):
        rest = RestDays(holidays=frozenset({date(2026, 4, 3)}))
        terms = DueTerms(1, shift_weekends=True)

        assert forward_due(date(2026, 4, 2), terms, rest).due == date(2026, 4, 6)

    def test_published_weekend_moves_like_any_holiday(self):
        """Section 5: adjusted weekends are published rest days."""
        weekend = frozenset({date(2026, 4, 4), date(2026, 4, 5)})
        rest = RestDays(holidays=weekend)

        assert forward_due(date(2026, 4, 3), DueTerms(1), rest).due == date(2026, 4, 6)

    @pytest.mark.parametrize("shift_holidays", [True, False])
    def test_makeup_saturday_is_never_left(self, shift_holidays):
        """Scenario 9's 2026-10-10."""
        terms = DueTerms(12, shift_holidays=shift_holidays, shift_weekends=True)

        assert forward_due(COMPLAINT, terms, MAKEUP).due == MAKEUP_SATURDAY
        assert forward_due(COMPLAINT, terms, REST).due == date(2026, 10, 12)

    def test_makeup_workday_ends_a_holiday(self):
        rest = replace(REST, makeup_workdays=frozenset({date(2026, 10, 5)}))

        assert forward_due(COMPLAINT, DueTerms(5), rest).due == date(2026, 10, 5)

    def test_holiday_is_kept_when_the_parties_agreed_otherwise(self):
        """L-25: without the holiday switch only weekends move."""
        neither = DueTerms(5, shift_holidays=False)
        weekends = DueTerms(5, shift_holidays=False, shift_weekends=True)

        assert forward_due(COMPLAINT, neither, REST).due == date(2026, 10, 3)
        assert forward_due(COMPLAINT, weekends, REST).due == date(2026, 10, 5)


class TestWorkingDays:
    def test_complaint_counts_the_makeup_saturday(self):
        """Scenario 9: 09-29, 09-30, 10-08, 10-09, 10-10."""
        due = forward_due(COMPLAINT, WORKING, MAKEUP)

        assert due == DueDate(
            due=MAKEUP_SATURDAY,
            unshifted=date(2026, 10, 3),
            skipped=NATIONAL_DAY,
            missing_years=(),
        )

    def test_complaint_without_the_makeup_saturday_is_due_on_monday(self):
        """Scenario 9: due 10-12."""
        due = forward_due(COMPLAINT, WORKING, REST)

        assert due.due == date(2026, 10, 12)
        weekend = (date(2026, 10, 10), date(2026, 10, 11))
        assert due.skipped == NATIONAL_DAY + weekend

    def test_start_day_does_not_count(self):
        """L-24."""
        monday = date(2026, 3, 9)

        due = forward_due(monday, DueTerms(1, "working"), REST)
        assert due.due == date(2026, 3, 10)

    @pytest.mark.parametrize("shift_holidays", [True, False])
    @pytest.mark.parametrize("shift_weekends", [True, False])
    def test_switches_of_calendar_days_change_nothing(self, shift_holidays, shift_weekends):
        terms = DueTerms(5, "working", shift_holidays, shift_weekends)

        assert forward_due(COMPLAINT, terms, MAKEUP).due == MAKEUP_SATURDAY

    def test_none_at_all_end_on_the_start_if_it_is_a_workday(self):
        none = DueTerms(0, "working")

        friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
        assert forward_due(friday, none, REST).due == friday
        due = forward_due(saturday, none, REST)
        assert due.due == date(2026, 3, 9)
        assert due.skipped == (saturday, date(2026, 3, 8))


class TestMissingYears:
    """L-48: a year that was never loaded gives a warning that names it."""

    def test_year_of_the_due_date_is_named(self):
        rest = replace(REST, loaded_years=frozenset({2026}))

        due = forward_due(date(2026, 12, 30), DueTerms(5), rest)
        assert due.missing_years == (2027,)

    def test_year_in_which_the_period_only_starts_is_not_consulted(self):
        rest = replace(REST, loaded_years=frozenset({2027}))

        due = forward_due(date(2026, 12, 31), DueTerms(1), rest)
        assert due.missing_years == ()
        due = forward_due(date(2026, 12, 31), DueTerms(1, "working"), rest)
        assert due.missing_years == ()

    def test_every_year_that_working_days_pass_is_named_in_order(self):
        due = forward_due(date(2026, 12, 30), DueTerms(300, "working"), RestDays())

        assert due.due.year == 2028
        assert due.missing_years == (2026, 2027, 2028)

    def test_start_of_no_working_days_is_consulted(self):
        due = forward_due(date(2026, 12, 31), DueTerms(0, "working"), RestDays())

        assert due.missing_years == (2026,)

    def test_year_that_a_holiday_shifts_out_of_is_named_with_the_next(self):
        rest = RestDays(holidays=frozenset({date(2026, 12, 31)}))

        due = forward_due(date(2026, 12, 30), DueTerms(1), rest)
        assert due.due == date(2027, 1, 1)
        assert due.missing_years == (2026, 2027)

    @pytest.mark.parametrize(
        ("holidays", "weekends", "missing"),
        [(True, False, (2026,)), (False, True, (2026,)), (False, False, ())],
    )
    def test_nothing_is_consulted_when_nothing_shifts(self, holidays, weekends, missing):
        terms = DueTerms(1, "calendar", holidays, weekends)

        assert forward_due(COMPLAINT, terms, RestDays()).missing_years == missing

    def test_working_days_consult_the_calendar_whatever_the_switches_say(self):
        terms = DueTerms(1, "working", shift_holidays=False, shift_weekends=False)

        assert forward_due(COMPLAINT, terms, RestDays()).missing_years == (2026,)


class TestRefusals:
    def test_negative_days(self):
        with refused("negative"):
            DueTerms(-1)
        with refused("negative"):
            backward_due(date(2027, 6, 30), -1)

    def test_unknown_unit(self):
        with refused("unit"):
            DueTerms(5, "hours")

    @pytest.mark.parametrize("unit", ["calendar", "working"])
    def test_beyond_the_last_year(self, unit):
        with refused("too_far"):
            forward_due(date(MAX_YEAR, 12, 1), DueTerms(31, unit), RestDays())
        with refused("too_far"):
            forward_due(COMPLAINT, DueTerms(2**31 - 1, unit), RestDays())

    def test_shift_beyond_the_last_year(self):
        last = date(MAX_YEAR, 12, 31)

        with refused("too_far"):
            forward_due(last, DueTerms(0), RestDays(holidays=frozenset({last})))

    @pytest.mark.parametrize(
        "terms",
        [
            DueTerms(5, "working"),
            DueTerms(0, "working"),
            DueTerms(5, "calendar", True, True),
        ],
    )
    def test_week_of_rest_days_only_does_not_hang(self, terms):
        with refused("no_workday"):
            forward_due(COMPLAINT, terms, RestDays(weekend=frozenset(range(7))))

    def test_longest_rest_that_ends_is_ten_years(self):
        assert MAX_REST_RUN == 3660
        rest = frozenset(COMPLAINT + timedelta(n) for n in range(1, MAX_REST_RUN + 1))
        longer = rest | {COMPLAINT + timedelta(MAX_REST_RUN + 1)}

        due = forward_due(COMPLAINT, DueTerms(1), RestDays(holidays=rest))
        assert due.due == COMPLAINT + timedelta(MAX_REST_RUN + 1)
        with refused("no_workday"):
            forward_due(COMPLAINT, DueTerms(1), RestDays(holidays=longer))


class TestBackward:
    def test_counts_calendar_days_from_the_end(self):
        """T0-9.2a, T0-9.2b."""
        assert backward_due(date(2027, 6, 30), 60) == date(2027, 5, 1)
        assert backward_due(date(2027, 6, 30), 30) == date(2027, 5, 31)
        assert backward_due(date(2027, 6, 30), 0) == date(2027, 6, 30)

    def test_never_leaves_a_holiday(self):
        """L-25: 2026-10-05 is a holiday."""
        assert backward_due(date(2026, 10, 15), 10) == date(2026, 10, 5)

    def test_before_the_calendar_begins_is_refused(self):
        with refused("too_far"):
            backward_due(date(2026, 10, 15), 10**6)


class TestLocalDay:
    @pytest.mark.parametrize(
        ("tz_name", "moment", "day"),
        [
            ("Asia/Shanghai", datetime(2026, 9, 28, 15, 59, 59), date(2026, 9, 28)),
            ("Asia/Shanghai", datetime(2026, 9, 28, 16, 0), date(2026, 9, 29)),
            ("UTC", datetime(2026, 9, 28, 23, 59, 59), date(2026, 9, 28)),
            ("America/New_York", datetime(2026, 9, 28, 3, 59), date(2026, 9, 27)),
            ("America/New_York", datetime(2026, 1, 28, 4, 59), date(2026, 1, 27)),
            ("Pacific/Kiritimati", datetime(2026, 9, 28, 10, 0), date(2026, 9, 29)),
            ("Pacific/Pago_Pago", datetime(2026, 9, 28, 10, 59), date(2026, 9, 27)),
        ],
    )
    def test_is_what_the_clocks_of_the_zone_show(self, tz_name, moment, day):
        assert local_day(moment, tz_name) == day

    @pytest.mark.parametrize("tz_name", ["Nowhere/Land", "", "/etc/passwd", "../UTC"])
    def test_unknown_zone_is_refused(self, tz_name):
        with refused("zone"):
            local_day(datetime(2026, 9, 28), tz_name)

    def test_zone_that_is_a_folder_is_refused(self, monkeypatch):
        """Python 3.10 opens the folder of zones and fails in another way."""

        def open_folder(name):
            raise IsADirectoryError(name)

        monkeypatch.setattr(due_date, "ZoneInfo", open_folder)
        with refused("zone"):
            local_day(datetime(2026, 9, 28), "Asia")

    def test_aware_moment_is_refused(self):
        with refused("aware"):
            local_day(datetime(2026, 9, 28, tzinfo=timezone.utc), "UTC")

    @PROPERTY
    @given(
        st.datetimes(datetime(2020, 1, 1), datetime(2060, 1, 1)),
        st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Shanghai"]),
    )
    def test_is_at_most_one_day_from_utc(self, moment, tz_name):
        """Engine 1: the job that takes `remind_on <= UTC date + 1` misses no zone."""
        assert abs(local_day(moment, tz_name) - moment.date()) <= timedelta(days=1)


@st.composite
def calendars(draw):
    """Rest days around the next two months, with make-up days among them."""
    start = draw(days)
    offsets = st.sets(st.integers(0, 60), max_size=40)
    holidays = {start + timedelta(n) for n in draw(offsets)}
    makeup = {start + timedelta(n) for n in draw(offsets)}
    weekend = draw(st.sets(st.integers(0, 6), max_size=6))
    return start, RestDays(frozenset(holidays), frozenset(makeup), frozenset(weekend))


class TestProperties:
    @PROPERTY
    @given(calendars(), st.integers(0, 40), st.booleans(), st.booleans())
    def test_calendar_due_date_is_the_first_day_that_may_be_due(
        self, calendar, count, holidays, weekends
    ):
        start, rest = calendar
        terms = DueTerms(count, "calendar", holidays, weekends)

        result = forward_due(start, terms, rest)

        def must_leave(day):
            if day in rest.makeup_workdays:
                return False
            on_holiday = holidays and day in rest.holidays
            return on_holiday or (weekends and day.weekday() in rest.weekend)

        assert not must_leave(result.due)
        assert result.unshifted == start + timedelta(days=count)
        assert all(must_leave(day) for day in result.skipped)

    @PROPERTY
    @given(calendars(), st.integers(0, 40), st.sampled_from(["calendar", "working"]))
    def test_due_date_is_the_unshifted_day_plus_one_day_per_skipped_one(
        self, calendar, count, unit
    ):
        start, rest = calendar

        result = forward_due(start, DueTerms(count, unit), rest)

        assert result.due == result.unshifted + timedelta(days=len(result.skipped))
        assert list(result.skipped) == sorted(set(result.skipped))
        assert all(start <= day < result.due for day in result.skipped)

    @PROPERTY
    @given(calendars(), st.integers(1, 40))
    def test_working_due_date_equals_brute_force(self, calendar, count):
        start, rest = calendar

        result = forward_due(start, DueTerms(count, "working"), rest)

        def works(day):
            plain = day.weekday() not in rest.weekend and day not in rest.holidays
            return day in rest.makeup_workdays or plain

        later = [start + timedelta(n) for n in range(1, 600)]
        workdays = [day for day in later if works(day)]
        assume(len(workdays) >= count)
        assert result.due == workdays[count - 1]
        passed = [day for day in later if day < result.due and not works(day)]
        assert list(result.skipped) == passed

    @PROPERTY
    @given(calendars(), st.integers(0, 40), st.sampled_from(["calendar", "working"]))
    def test_longer_period_is_never_due_earlier(self, calendar, count, unit):
        start, rest = calendar

        shorter = forward_due(start, DueTerms(count, unit), rest)
        longer = forward_due(start, DueTerms(count + 1, unit), rest)

        assert shorter.due <= longer.due

    @PROPERTY
    @given(days, st.integers(0, 4000))
    def test_backward_undoes_a_forward_period_without_rest(self, start, count):
        due = forward_due(start, DueTerms(count), RestDays()).due

        assert backward_due(due, count) == start
