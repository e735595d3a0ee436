"""Balances and the days that count: T1-2.3, T1-4.5, L-20, L-26, scenario 12, section 5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.balance import (
    BalanceError,
    Debt,
    Pause,
    Receipt,
    balance_on,
    first_late_day,
    late_days,
    overdue_days,
    stretches,
    unpaid_at_due,
)
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .penalty_common import DUE, SPAN, after, debts, event_days, is_excused, money, unpaid_on
from .timeline_common import PROPERTY, refused

MARCH = date(2026, 3, 31)


def april(day):
    return date(2026, 4, day)


def debt(*receipts, amount=100, pauses=()):
    came = tuple(Receipt(day, money(part)) for day, part in receipts)
    return Debt(MARCH, money(amount), came, tuple(pauses))


class TestBalance:
    def test_of_the_day_of_a_receipt_is_still_the_old_one(self):
        paid = debt((april(5), 60))

        assert [balance_on(paid, april(day)) for day in (4, 5, 6)] == [100, 100, 40]

    def test_at_the_end_of_the_due_day_knows_what_came_that_day(self):
        assert unpaid_at_due(debt((MARCH, 60), (april(1), 40))) == 40

    def test_is_never_under_nothing_nor_above_what_is_due(self):
        assert balance_on(debt((april(1), 130)), april(2)) == 0
        assert balance_on(debt((april(1), -30)), april(2)) == 100

    def test_of_what_was_paid_too_much_and_given_back_is_nothing(self):
        known = debt((april(1), 130), (april(3), -30))

        assert balance_on(known, april(4)) == 0


class TestStretches:
    def test_begin_the_day_after_the_due_day(self):
        """L-26."""
        assert list(stretches(debt(), MARCH)) == []
        (one,) = stretches(debt(), april(1))
        assert (one.first, one.last, one.days, one.number) == (april(1), april(1), 1, 1)

    def test_begin_anew_on_the_days_and_numbers_asked_for(self):
        known = debt(pauses=[Pause(april(3), april(4), "suspension")])

        found = stretches(known, april(9), [april(6), april(6)], [4, 4, 2, 0, 90])
        assert [(one.first.day, one.last.day, one.number) for one in found] == [
            (1, 1, 1),
            (2, 2, 2),
            (5, 5, 3),
            (6, 9, 4),
        ]

    def test_are_found_one_by_one(self):
        known = debt((april(5), 60))

        first = next(stretches(known, date(MAX_YEAR, 12, 31)))
        assert (first.first, first.days, first.balance) == (april(1), 5, 100)

    def test_know_the_day_beyond_the_last(self):
        with refused("day", BalanceError):
            list(stretches(debt(), date(MAX_YEAR + 1, 1, 1)))

    @PROPERTY
    @given(
        debts, st.integers(-2, SPAN), st.lists(event_days, max_size=3), st.sets(st.integers(1, 90))
    )
    def test_hold_each_day_that_counts_once(self, known, days, turns, numbers):
        through = after(days)
        expected = [
            (day, unpaid_on(known, day))
            for day in (DUE + timedelta(days=n) for n in range(1, days + 1))
            if unpaid_on(known, day) > 0 and not is_excused(known, day)
        ]

        found = list(stretches(known, through, turns, numbers))

        each = [
            (one.first + timedelta(days=n), one.balance) for one in found for n in range(one.days)
        ]
        assert each == expected
        assert overdue_days(known, through) == len(expected)
        number = 1
        for one in found:
            assert one.number == number
            assert one.last == one.first + timedelta(days=one.days - 1)
            assert not {one.first + timedelta(days=n) for n in range(1, one.days)} & set(turns)
            assert not set(range(number + 1, number + one.days)) & numbers
            number += one.days


class TestPauses:
    def test_cover_both_their_limits(self):
        pause = Pause(april(3), april(5), "suspension")

        assert [pause.covers(april(day)) for day in (2, 3, 5, 6)] == [False, True, True, False]
        assert Pause(april(3), None, "suspension").covers(date(2100, 1, 1))

    def test_of_force_majeure_excuse_who_was_not_late_before_it(self):
        flood = Pause(april(3), april(5), "force_majeure")

        assert [flood.excuses(april(day)) for day in (2, 3, 4)] == [False, True, True]
        assert Pause(april(3), april(5), "creditor_delay").excuses(MARCH)

    def test_leave_their_days_out_of_how_late_a_duty_is(self):
        """Scenario 12, with every due day around the event and every day of doing."""
        flood = Pause(april(10), april(20), "force_majeure")

        assert late_days(april(15), april(22), [flood]) == 2
        assert late_days(april(1), april(22), [flood]) == 21
        assert [late_days(april(15), april(day), [flood]) for day in (14, 15, 20, 21)] == [
            0,
            0,
            0,
            1,
        ]
        assert late_days(april(9), april(10), [flood]) == 1
        assert late_days(april(15), april(22)) == 7

    def test_move_the_first_day_that_counts(self):
        flood = Pause(april(10), april(20), "force_majeure")
        strike = Pause(april(21), None, "suspension")

        assert first_late_day(april(9)) == april(10)
        assert first_late_day(april(9), [flood]) == april(10)
        assert first_late_day(april(10), [flood]) == april(21)
        assert first_late_day(april(19), [flood]) == april(21)
        assert first_late_day(april(20), [flood]) == april(21)
        assert first_late_day(april(10), [strike, flood]) is None

    def test_that_make_no_sense_are_refused(self):
        with refused("pause", BalanceError):
            Pause(april(3), april(2), "suspension")
        with refused("pause", BalanceError):
            Pause(april(3), april(3), "holiday")
        assert Pause(april(3), april(3), "suspension").covers(april(3))


@pytest.mark.parametrize("bad", ["1e15", "-1e15", "1e308", "NaN", "sNaN", "-Infinity"])
def test_receipt_out_of_bounds_is_refused(bad):
    with refused("amount", BalanceError):
        Receipt(MARCH, money(bad))
