"""The stored form of a penalty: design.md's engine 2; promise I11."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import BalanceError, Pause
from odoo.addons.crm_contract_compliance.tools.closed_form import ClosedForm, closed_form, evaluate
from odoo.addons.crm_contract_compliance.tools.penalty import penalty
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyError, ReferenceRate
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .penalty_common import (
    CENT,
    MARCH,
    MAY,
    SPAN,
    after,
    april,
    course,
    facts,
    money,
    rules,
    terms,
    unpaid,
)
from .timeline_common import PROPERTY, refused

DAILY = terms("daily_overdue", "0.05")
FLAT = terms("flat_overdue", 2)


def form(base, daily, since, until=None, ceiling=None, divisor=1):
    most = None if ceiling is None else money(ceiling)
    line = ClosedForm(money(base), money(daily), since, most, until)
    return replace(line, divisor=divisor) if divisor != 1 else line


class TestForm:
    def test_of_a_daily_rate_is_a_line_without_end(self):
        assert closed_form(unpaid(), [DAILY], MAY) == form(50, 50, april(1))

    def test_of_a_flat_rate_stands_still(self):
        assert closed_form(unpaid(), [FLAT], MAY) == form(2000, 0, april(1))

    def test_before_the_first_overdue_day_is_nothing_until_then(self):
        assert closed_form(unpaid(), [DAILY], MARCH) == form(0, 0, MARCH, april(1))
        early = date(2026, 1, 5)
        assert closed_form(unpaid(), [DAILY], early) == form(0, 0, early, april(1))

    def test_turns_the_day_after_a_receipt(self):
        known = unpaid(100_000, MARCH, (april(5), 60_000), (april(9), 40_000))

        assert closed_form(known, [DAILY], april(5)) == form(50, 50, april(1), april(6))
        assert closed_form(known, [DAILY], april(6)) == form(270, 20, april(6), april(10))
        assert closed_form(known, [DAILY], april(10)) == form(330, 0, april(10))

    def test_turns_where_a_pause_begins_and_ends(self):
        known = unpaid(pauses=[Pause(april(3), april(6), "suspension")])

        assert closed_form(known, [DAILY], april(1)) == form(50, 50, april(1), april(3))
        assert closed_form(known, [DAILY], april(6)) == form(100, 0, april(3), april(7))
        assert closed_form(known, [DAILY], MAY) == form(150, 50, april(7))

    def test_turns_at_a_tier_and_an_amended_rate(self):
        tiered = replace(DAILY, tiers=((4, money("0.1")),))
        amended = terms("daily_overdue", "0.2", valid_from=april(6))

        assert closed_form(unpaid(), [tiered, amended], april(3)).until == april(4)
        assert closed_form(unpaid(), [tiered, amended], april(5)) == form(
            250, 100, april(4), april(6)
        )
        assert closed_form(unpaid(), [tiered, amended], april(6)) == form(550, 200, april(6))

    def test_does_not_turn_where_the_slope_stays(self):
        restated = replace(DAILY, clause="S1", valid_from=april(9))

        assert closed_form(unpaid(), [DAILY, restated], april(2)) == form(50, 50, april(1))

    @pytest.mark.parametrize(("reading", "owed"), [("threshold", 300), ("later_start", 50)])
    def test_turns_when_the_grace_has_passed(self, reading, owed):
        rule = replace(DAILY, grace_days=5, grace=reading)

        assert closed_form(unpaid(), [rule], april(5)) == form(0, 0, MARCH, april(6))
        assert closed_form(unpaid(), [rule], april(6)) == form(owed, 50, april(6))

    def test_owes_nothing_in_the_grace_though_a_pause_parts_it(self):
        rule = replace(DAILY, grace_days=3)
        known = unpaid(pauses=[Pause(april(3), april(9), "suspension")])

        assert closed_form(known, [rule], april(9)) == form(0, 0, MARCH, april(11))
        assert closed_form(known, [rule], april(11)) == form(200, 50, april(11))

    def test_has_its_ceiling_from_the_first_day_on(self):
        rule = replace(DAILY, ceiling=money(2), grace_days=5)

        for day in (date(2026, 1, 1), april(1), MAY):
            assert closed_form(unpaid(), [rule], day).ceiling == 2000

    def test_of_a_year_holds_its_fraction_in_the_divisor(self):
        rule = terms("reference_rate", multiplier="1.5", reference="floating")
        table = (ReferenceRate(MARCH, money(3)), ReferenceRate(april(21), money("3.1")))
        known = unpaid(references=table)

        assert closed_form(known, [rule], april(2)) == form(900, 900, april(1), april(21), None, 73)
        assert closed_form(known, [rule], MAY) == form(18930, 930, april(21), None, None, 73)

    def test_turns_with_the_year_only_where_its_days_change(self):
        table = (ReferenceRate(date(2020, 1, 1), money(3)),)
        rule = terms("reference_rate", day_count="actual")
        known = unpaid(references=table)

        assert closed_form(known, [rule], MAY).until == date(2028, 1, 1)
        assert closed_form(known, [rule], date(2028, 1, 1)).until == date(2029, 1, 1)
        fixed = replace(rule, day_count="360")
        assert closed_form(known, [fixed], MAY).until is None

    def test_of_what_never_falls_due_stays_nothing(self):
        paid = unpaid(100_000, MARCH, (MARCH, 100_000))
        for as_of in (MARCH, MAY):
            assert closed_form(paid, [DAILY], as_of) == form(0, 0, MARCH)
        late_rule = replace(FLAT, valid_from=april(2))
        assert closed_form(unpaid(), [late_rule], MAY) == form(0, 0, MARCH)

    def test_of_another_breach_begins_on_its_day(self):
        fault = Facts(occurred_on=april(1), contract_total=money(500_000))
        tenth = terms("percent_total", 10)

        assert closed_form(fault, [tenth], MARCH) == form(0, 0, MARCH, april(1))
        assert closed_form(fault, [tenth], MAY) == form(50_000, 0, april(1))

    def test_reaches_the_last_day(self):
        last = date(MAX_YEAR, 12, 31)
        paid_then = unpaid(100_000, MARCH, (last - timedelta(days=1), 100_000))

        assert closed_form(unpaid(), [DAILY], last).until is None
        assert closed_form(paid_then, [DAILY], MAY).until == last
        with refused("day", BalanceError):
            closed_form(unpaid(), [DAILY], last + timedelta(days=1))

    def test_is_the_same_whatever_the_context(self):
        known = unpaid(money("123456.78"), references=(ReferenceRate(MARCH, money("3.45")),))
        rule = terms("reference_rate", multiplier="1.3", ceiling="1.11")
        plain = closed_form(known, [rule], MAY)

        with localcontext() as context:
            context.prec = 3
            assert closed_form(known, [rule], MAY) == plain
            assert evaluate(plain, MAY, CENT) == money("682.65")


class TestEvaluate:
    def test_rounds_half_up_under_the_ceiling(self):
        line = form("0.125", "0.01", april(1), april(9), "0.14")

        assert str(evaluate(line, april(1), CENT)) == "0.13"
        assert str(evaluate(line, april(8), CENT)) == "0.14"
        assert str(evaluate(line, april(2), money("0.001"))) == "0.135"
        assert str(evaluate(form(1, 1, april(1), divisor=8), april(2), CENT)) == "0.25"

    def test_of_a_day_outside_is_refused(self):
        line = form(50, 50, april(1), april(9))
        for day in (MARCH, april(9), MAY):
            with refused("stale", PenaltyError):
                evaluate(line, day, CENT)
        assert evaluate(form(50, 50, april(1)), MAY, CENT) == 2250

    def test_out_of_bounds_is_refused(self):
        with refused("rounding", PenaltyError):
            evaluate(form(50, 50, april(1)), MAY, money("NaN"))
        for base, rounding in (("1e15", CENT), ("1e308", CENT), ("999999999999999.5", money(1))):
            with refused("amount", PenaltyError):
                evaluate(form(base, 0, april(1)), MAY, rounding)


class TestProperties:
    @PROPERTY
    @given(facts, rules, st.integers(-8, SPAN))
    def test_form_and_trace_agree_on_every_day_of_its_reach(self, known, versions, days):
        line = closed_form(known, versions, after(days))
        by_hand = course(known, versions, after(SPAN + 9))

        assert line.since <= after(days)
        end = after(SPAN + 10)  # where the course by hand ends
        day, last = line.since, min(line.until or end, end) - timedelta(days=1)
        for traced in (line.since, after(days), last):
            amount = penalty(known, versions, traced, CENT).amount
            assert evaluate(line, traced, CENT) == amount
        while day <= last:
            exact = (Fraction(line.base) + (day - line.since).days * Fraction(line.daily)) / (
                line.divisor
            )
            most = exact if line.ceiling is None else Fraction(line.ceiling)
            assert min(exact, most) == by_hand.get(day, 0)
            day += timedelta(days=1)

    @settings(PROPERTY, max_examples=40)
    @given(facts, rules)
    def test_forms_follow_each_other_without_gap_and_each_is_the_same_all_its_days(
        self, known, versions
    ):
        """Rewritten each day or only when it ends, the stored columns are the same."""
        line = closed_form(known, versions, after(0))
        for days in range(SPAN + 9):
            again = closed_form(known, versions, after(days))
            if again != line:
                assert again.since == line.until == after(days)
                line = again
            assert line.until is None or after(days) < line.until

    @PROPERTY
    @given(facts, rules, st.integers(-8, SPAN))
    def test_columns_hold_it_exactly(self, known, versions, days):
        line = closed_form(known, versions, after(days))

        for number in (line.base, line.daily, line.ceiling):
            assert number is None or Decimal(str(number)) == number
        assert 9 * 73 * 61 % line.divisor == 0  # what 360, 365 and 366 days leave
