"""Penalties: rows T0-10.3a, T1-2.3, T1-4.5, T1-6.3, T1-Br-ex, T2-8.2.2, L-20, L-27, scenarios
3, 4, 12; section 5; promises I5, I11.
"""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import (
    BalanceError,
    Debt,
    Pause,
    Receipt,
)
from odoo.addons.crm_contract_compliance.tools.penalty import (
    Step,
    canonical,
    penalty,
    trace,
)
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyError, ReferenceRate
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .penalty_common import (
    CENT,
    DUE,
    ONCE,
    OUT_OF_BOUNDS,
    SPAN,
    after,
    counted,
    facts,
    half_up,
    money,
    rules,
    terms,
    unpaid,
)
from .timeline_common import PROPERTY, refused

MARCH = date(2026, 3, 31)
MAY = date(2026, 5, 15)  # 45 days later
FLAT = terms("flat_overdue", 2, clause="4.5")
DAILY = terms("daily_overdue", "0.05", clause="6.3")
LPR = (ReferenceRate(date(2026, 1, 20), Decimal("3.00")),)


def april(day):
    return date(2026, 4, day)


def amount(known, rule, as_of, rounding=CENT):
    return penalty(known, [rule] if not isinstance(rule, list) else rule, as_of, rounding).amount


def shuffle(items, random):
    return tuple(random.sample(items, k=len(items)))


def spans(found):
    return [(one.first.day, one.last.day, int(one.base), str(one.rate)) for one in found.slices]


class TestFlat:
    @pytest.mark.parametrize("days", [1, 40])
    def test_is_charged_once_however_late(self, days):
        """T1-4.5: 100,000 overdue 1 or 40 days, 2% is 2,000."""
        assert amount(unpaid(), FLAT, MARCH + timedelta(days=days)) == 2000

    def test_is_of_what_was_unpaid_at_the_end_of_the_due_day(self):
        """Scenario 3: 60,000 of 100,000 on the due day leaves 800, in April and in May."""
        part = unpaid(100_000, MARCH, (MARCH, 60_000))

        assert amount(part, FLAT, april(1)) == 800
        assert amount(part, FLAT, MAY) == 800

    def test_of_what_was_paid_in_time_is_nothing(self):
        """Scenario 3."""
        paid = unpaid(100_000, MARCH, (MARCH, 100_000))

        found = penalty(paid, [FLAT], MAY, CENT)
        assert (found.amount, found.overdue_days, found.slices) == (0, 0, ())

    def test_stays_when_the_debtor_pays_later(self):
        paid = unpaid(100_000, MARCH, (april(1), 60_000), (april(9), 40_000))

        assert amount(paid, FLAT, april(1)) == 2000
        assert amount(paid, FLAT, MAY) == 2000

    def test_starts_the_day_after_the_due_day(self):
        """T1-Br-ex: 50,000 x 2% is 1,000 for any X >= 1; X = 0 is 0."""
        known = unpaid(50_000)

        found = [amount(known, FLAT, MARCH + timedelta(days=days)) for days in (-9, 0, 1, 2, 400)]
        assert found == [0, 0, 1000, 1000, 1000]

    def test_keeps_the_rate_of_the_day_of_the_breach(self):
        """Scenario 3: an admin's 3% of a later day leaves it."""
        raised = replace(FLAT, rate=money(3), valid_from=april(2))

        assert amount(unpaid(), [raised, FLAT], MAY) == 2000
        assert amount(unpaid(), [replace(raised, valid_from=april(1)), FLAT], MAY) == 3000

    def test_that_was_agreed_after_the_breach_comes_too_late(self):
        assert amount(unpaid(), replace(FLAT, valid_from=april(2)), MAY) == 0
        assert amount(unpaid(), replace(FLAT, valid_from=april(1)), MAY) == 2000

    def test_explains_itself(self):
        found = penalty(unpaid(), [FLAT], MAY, CENT)

        (one,) = found.slices
        assert (one.first, one.last, one.days, one.per) == (april(1), april(1), 1, "once")
        assert (one.base, one.rate, one.clause, one.amount) == (100_000, 2, "4.5", 2000)
        assert (found.since, found.as_of, found.overdue_days) == (MARCH, MAY, 45)
        assert found.steps == ()


class TestDaily:
    def test_is_so_much_a_day(self):
        """T1-6.3, scenario 4: 45 days at 0.05%."""
        found = penalty(unpaid(), [DAILY], MAY, CENT)

        assert str(found.amount) == "2250.00"
        (one,) = found.slices
        assert (one.first, one.last, one.days, one.per) == (april(1), MAY, 45, "day")
        assert (one.reference, one.multiplier, one.year_days) == (None, None, None)

    def test_runs_on_the_balance_of_each_day(self):
        """5 days of 100,000, the day of the payment with them, then 5 of 40,000."""
        found = penalty(unpaid(100_000, MARCH, (april(5), 60_000)), [DAILY], april(10), CENT)

        assert spans(found) == [(1, 5, 100_000, "0.05"), (6, 10, 40_000, "0.05")]
        assert found.amount == 250 + 100

    def test_is_not_todays_balance_for_all_the_days(self):
        """peers.md 2.2: 90% paid a day before is still 89 days of all, and 1 of a tenth."""
        paid_at_the_end = unpaid(100_000, MARCH, (date(2026, 6, 28), 90_000))
        today = date(2026, 6, 29)

        found = penalty(paid_at_the_end, [DAILY], today, CENT)
        assert found.overdue_days == 90
        assert found.amount == 89 * 50 + 1 * 5
        todays_balance = 10_000 * money("0.0005") * 90
        assert todays_balance == 450 != found.amount

    def test_stops_when_paid_and_goes_on_when_that_is_taken_back(self):
        known = unpaid(100_000, MARCH, (april(2), 100_000), (april(9), -30_000))

        found = penalty(known, [DAILY], april(12), CENT)
        assert spans(found) == [(1, 2, 100_000, "0.05"), (10, 12, 30_000, "0.05")]
        assert found.overdue_days == 5

    def test_counts_an_amended_rate_from_its_own_day_on(self):
        raised = replace(DAILY, rate=money("0.1"), clause="S1", valid_from=april(4))

        found = penalty(unpaid(), [raised, DAILY], april(6), CENT)
        assert spans(found) == [(1, 3, 100_000, "0.05"), (4, 6, 100_000, "0.1")]
        assert [one.clause for one in found.slices] == ["6.3", "S1"]
        assert found.amount == 150 + 300

    def test_counts_a_tier_from_its_own_overdue_day_on(self):
        tiered = replace(DAILY, tiers=((4, money("0.1")), (6, money("0.2"))))

        found = penalty(unpaid(), [tiered], april(6), CENT)
        assert spans(found) == [
            (1, 3, 100_000, "0.05"),
            (4, 5, 100_000, "0.1"),
            (6, 6, 100_000, "0.2"),
        ]

    def test_numbers_only_the_days_that_count(self):
        """A tier from the third overdue day on, two days paused before it."""
        tiered = replace(DAILY, tiers=((3, money("0.1")),))
        known = unpaid(pauses=[Pause(april(2), april(3), "suspension")])

        found = penalty(known, [tiered], april(5), CENT)
        assert spans(found) == [
            (1, 1, 100_000, "0.05"),
            (4, 4, 100_000, "0.05"),
            (5, 5, 100_000, "0.1"),
        ]

    def test_agreed_after_the_breach_counts_from_its_own_day_on(self):
        assert amount(unpaid(), replace(DAILY, valid_from=april(9)), april(10)) == 100
        assert amount(unpaid(), replace(DAILY, valid_from=april(9)), april(8)) == 0

    def test_restated_or_parted_by_nothing_is_one_slice(self):
        restated = replace(DAILY, valid_from=april(3))
        known = unpaid(100_000, MARCH, (april(5), 0), (april(6), 10), (april(6), -10))

        assert len(penalty(known, [DAILY, restated], MAY, CENT).slices) == 1

    def test_is_of_slices_that_a_pause_parts(self):
        known = unpaid(pauses=[Pause(april(3), april(4), "creditor_delay")])

        assert [one.days for one in penalty(known, [DAILY], april(6), CENT).slices] == [2, 2]


class TestAnotherWayOfCharging:
    def test_leaves_alone_what_was_overdue_before(self):
        flat_later = replace(FLAT, valid_from=april(3))
        daily_later = replace(DAILY, valid_from=april(3))

        assert amount(unpaid(), [DAILY, flat_later], april(10)) == 500
        assert amount(unpaid(), [FLAT, daily_later], april(10)) == 2000

    def test_agreed_after_a_breach_under_no_rule_runs_if_it_is_by_the_day(self):
        late = [replace(FLAT, valid_from=april(3)), replace(DAILY, valid_from=april(9))]

        assert amount(unpaid(), late, april(10)) == 100

    def test_agreed_for_later_is_not_told_before_its_day(self):
        late = replace(DAILY, grace_days=2, valid_from=april(9))

        assert penalty(unpaid(), [late], april(8), CENT).steps == ()
        assert len(penalty(unpaid(), [late], april(9), CENT).steps) == 1

    def test_may_turn_from_daily_to_a_reference_rate(self):
        loan = terms("reference_rate", multiplier="1.5", valid_from=april(3))
        known = unpaid(references=LPR)

        found = penalty(known, [DAILY, loan], april(4), CENT)
        assert [one.per for one in found.slices] == ["day", "year"]
        assert found.amount == money("124.66")  # 2 x 50 + 2 x 100,000 x 4.5% / 365


class TestReferenceRate:
    @pytest.mark.parametrize(("times", "found"), [("1.5", "554.79"), ("1.3", "480.82")])
    def test_is_a_multiple_by_the_day_of_the_year(self, times, found):
        """Scenario 4: LPR 3.00%, 45 days."""
        rule = terms("reference_rate", multiplier=times)

        assert str(amount(unpaid(references=LPR), rule, MAY)) == found

    def test_shows_rate_multiplier_and_year(self):
        rule = terms("reference_rate", multiplier="1.5")

        (one,) = penalty(unpaid(references=LPR), [rule], MAY, CENT).slices
        assert (one.reference, one.multiplier, one.rate) == (3, money("1.5"), money("4.5"))
        assert (one.per, one.year_days, one.amount) == ("year", 365, Fraction(40500, 73))

    def test_is_fixed_at_the_day_of_the_breach(self):
        """L-27: the rate of 1 April, whatever the table says later."""
        table = (*LPR, ReferenceRate(april(1), money("3.65")), ReferenceRate(april(2), money(9)))
        rule = terms("reference_rate")

        assert amount(unpaid(references=table), rule, april(10)) == 100

    def test_floats_with_the_table_by_choice(self):
        table = (*LPR, ReferenceRate(april(6), money("3.65")))
        rule = terms("reference_rate", reference="floating", day_count="360")

        found = penalty(unpaid(360_000, references=table), [rule], april(10), CENT)
        assert [(one.days, one.reference) for one in found.slices] == [(5, 3), (5, money("3.65"))]
        assert found.amount == 5 * 30 + money("182.50")

    def test_takes_the_days_of_each_year_by_choice(self):
        known = unpaid(366_000, date(2027, 12, 29), references=LPR)
        rule = terms("reference_rate", day_count="actual")

        found = penalty(known, [rule], date(2028, 1, 3), CENT)
        assert [(one.days, one.year_days) for one in found.slices] == [(2, 365), (3, 366)]
        assert found.amount == money("150.16")  # 60.164 + 90

    def test_of_years_of_one_length_is_one_slice(self):
        known = unpaid(365_000, date(2025, 12, 29), references=(ReferenceRate(MARCH, money(3)),))
        rule = terms("reference_rate", day_count="actual", reference="floating")
        table = (ReferenceRate(date(2020, 1, 1), money(3)),)

        with refused("reference", PenaltyError):
            penalty(known, [rule], april(1), CENT)
        found = penalty(replace(known, references=table), [rule], date(2026, 12, 31), CENT)
        assert len(found.slices) == 1

    def test_without_a_rate_is_refused(self):
        rule = terms("reference_rate")
        for table in ((), (ReferenceRate(april(2), money(3)),)):
            with refused("reference", PenaltyError):
                amount(unpaid(references=table), rule, MAY)
            assert amount(unpaid(references=table), rule, MARCH) == 0

    def test_does_not_lose_a_cent_to_the_days_of_the_year(self):
        """73 days are a fifth of a year: 100.50 x 5% / 5 is 1.005, up, however it is parted."""
        known = unpaid(money("100.50"), MARCH, references=(ReferenceRate(MARCH, money(5)),))
        parted = [replace(terms("reference_rate"), valid_from=None, clause="a")] + [
            replace(terms("reference_rate"), valid_from=april(day), clause=str(day))
            for day in range(2, 30)
        ]

        end = MARCH + timedelta(days=73)
        assert str(amount(known, parted, end)) == "1.01"
        assert amount(known, terms("reference_rate"), end) == money("1.01")


class TestOnceAndForAll:
    def test_percent_of_the_total(self):
        """T2-8.2.2, scenario 5: 500,000 x 10%, on the day of the fault itself."""
        fault = Facts(occurred_on=april(1), contract_total=money(500_000))
        tenth = terms("percent_total", 10, grace_days=30)

        found = penalty(fault, [tenth], april(1), CENT)
        assert (found.amount, found.overdue_days, found.since) == (50_000, 0, april(1))
        assert found.steps == ()
        assert amount(fault, tenth, MARCH) == 0

    def test_percent_of_the_total_for_a_late_payment(self):
        late = unpaid(contract_total=money(500_000))
        tenth = terms("percent_total", 10)

        assert [amount(late, tenth, day) for day in (MARCH, april(1), MAY)] == [0, 50_000, 50_000]

    @pytest.mark.parametrize("method", ["fixed", "negotiated"])
    def test_an_agreed_sum(self, method):
        """T0-10.3a: 20,000."""
        rule = terms(method, 7, fixed_amount=20_000)

        found = penalty(Facts(occurred_on=april(1)), [rule], MAY, CENT)
        assert found.amount == 20_000
        (one,) = found.slices
        assert (one.method, one.base, one.rate) == (method, 20_000, 100)
        assert amount(unpaid(), rule, MARCH) == 0
        assert amount(unpaid(), rule, april(1)) == 20_000

    def test_version_of_the_day_of_the_fault_counts(self):
        fault = Facts(occurred_on=april(1), contract_total=money(1000))
        rule = [terms("percent_total", 1), terms("percent_total", 2, valid_from=april(2))]

        assert amount(fault, rule, MAY) == 10
        assert amount(fault, [rule[1]], MAY) == 0
        assert amount(fault, [replace(DAILY, valid_from=april(2))], MAY) == 0

    @pytest.mark.parametrize("method", ["flat_overdue", "daily_overdue", "reference_rate"])
    def test_what_needs_an_overdue_amount_is_refused_for_another_breach(self, method):
        with refused("method", PenaltyError):
            amount(Facts(occurred_on=april(1), references=LPR), terms(method, 2), MAY)


class TestGrace:
    def test_threshold_once_passed_counts_from_the_due_date(self):
        rule = replace(DAILY, grace_days=5)

        found = [amount(unpaid(), rule, april(day)) for day in (1, 5, 6, 7)]
        assert found == [0, 0, 300, 350]

    def test_later_start_never_counts_its_days(self):
        rule = replace(DAILY, grace_days=5, grace="later_start")

        found = [amount(unpaid(), rule, april(day)) for day in (1, 5, 6, 7)]
        assert found == [0, 0, 50, 100]

    @pytest.mark.parametrize("reading", ["threshold", "later_start"])
    def test_spares_who_pays_within_it(self, reading):
        paid = unpaid(100_000, MARCH, (april(5), 100_000))
        for rule in (DAILY, FLAT):
            assert amount(paid, replace(rule, grace_days=5, grace=reading), MAY) == 0
            assert amount(paid, replace(rule, grace_days=4, grace=reading), MAY) > 0

    @pytest.mark.parametrize("reading", ["threshold", "later_start"])
    def test_of_a_flat_penalty_puts_off_the_same_sum(self, reading):
        rule = replace(FLAT, grace_days=5, grace=reading)
        known = unpaid(100_000, MARCH, (april(3), 60_000))

        assert [amount(known, rule, april(day)) for day in (5, 6, 7)] == [0, 2000, 2000]
        assert penalty(known, [rule], april(9), CENT).slices[0].first == april(6)

    def test_is_a_step(self):
        threshold = replace(DAILY, grace_days=5)
        later = replace(threshold, grace="later_start")

        def steps(rule, day):
            return penalty(unpaid(), [rule], april(day), CENT).steps

        assert steps(threshold, 5) == (Step("grace", Fraction(5), Fraction(0), "threshold"),)
        assert steps(threshold, 6) == (Step("grace", Fraction(6), Fraction(6), "threshold"),)
        assert steps(later, 5) == (Step("grace", Fraction(5), Fraction(0), "later_start"),)
        assert steps(later, 6) == (Step("grace", Fraction(6), Fraction(1), "later_start"),)

    def test_is_that_of_the_day_of_the_breach(self):
        amended = replace(DAILY, grace_days=40, valid_from=april(2))

        assert amount(unpaid(), [DAILY, amended], april(4)) == 200
        assert amount(unpaid(), [replace(DAILY, grace_days=3), amended], april(4)) == 200
        assert amount(unpaid(), [replace(DAILY, grace_days=3), amended], april(3)) == 0


class TestPause:
    flood = Pause(date(2026, 7, 10), date(2026, 7, 20), "force_majeure")

    def test_of_force_majeure_takes_its_days(self):
        """T1-2.3, scenario 12: due 15 July, flood to the 20th: two overdue days on the 22nd."""
        known = unpaid(100_000, date(2026, 7, 15), pauses=[self.flood])

        found = penalty(known, [DAILY], date(2026, 7, 22), CENT)
        assert (found.overdue_days, found.amount) == (2, 100)
        assert found.steps == (
            Step(
                "pause",
                Fraction(7),
                Fraction(2),
                "force_majeure",
                date(2026, 7, 10),
                date(2026, 7, 20),
            ),
        )

    def test_of_force_majeure_does_not_help_who_was_late_already(self):
        """L-20, scenario 12: due 1 July."""
        known = unpaid(100_000, date(2026, 7, 1), pauses=[self.flood])

        found = penalty(known, [DAILY], date(2026, 7, 22), CENT)
        assert (found.overdue_days, found.amount) == (21, 1050)
        (step,) = found.steps
        assert (step.code, step.before, step.after) == ("late_already", 21, 21)

    def test_of_force_majeure_helps_who_was_due_on_its_first_day(self):
        for day, late in ((10, 2), (9, 13)):
            known = unpaid(100_000, date(2026, 7, day), pauses=[self.flood])
            assert penalty(known, [DAILY], date(2026, 7, 22), CENT).overdue_days == late

    @pytest.mark.parametrize("reason", ["suspension", "creditor_delay"])
    def test_of_other_kinds_helps_at_any_time(self, reason):
        known = unpaid(100_000, date(2026, 7, 1), pauses=[replace(self.flood, reason=reason)])

        assert penalty(known, [DAILY], date(2026, 7, 22), CENT).overdue_days == 10

    def test_that_covers_no_overdue_day_is_no_step(self):
        before = Pause(date(2026, 2, 1), date(2026, 2, 9), "force_majeure")
        ahead = Pause(date(2026, 6, 1), date(2026, 6, 9), "force_majeure")
        known = unpaid(pauses=[before, ahead])

        assert penalty(known, [DAILY], MAY, CENT).steps == ()

    def test_overlapping_pauses_take_a_day_once(self):
        long = Pause(april(2), april(6), "suspension")
        inner = Pause(april(4), april(5), "creditor_delay")
        beyond = Pause(april(5), april(8), "creditor_delay")
        known = unpaid(pauses=[beyond, inner, long])

        found = penalty(known, [DAILY], april(10), CENT)
        assert found.amount == 150
        assert [(step.before, step.after) for step in found.steps] == [(10, 5), (5, 3)]

    def test_without_an_end_goes_on(self):
        known = unpaid(pauses=[Pause(april(3), None, "suspension")])

        found = penalty(known, [DAILY], MAY, CENT)
        assert (found.amount, found.steps[0].last) == (100, None)

    def test_puts_off_a_flat_penalty(self):
        known = unpaid(pauses=[Pause(april(1), april(9), "suspension")])

        assert [amount(known, FLAT, april(day)) for day in (9, 10)] == [0, 2000]

    def test_comes_before_grace_and_ceiling(self):
        known = unpaid(pauses=[Pause(april(2), april(3), "suspension")])
        rule = replace(DAILY, grace_days=2, grace="later_start", ceiling=money("0.1"))

        steps = penalty(known, [rule], april(10), CENT).steps
        assert [step.code for step in steps] == ["pause", "grace", "ceiling"]
        assert [step.before for step in steps] == [10, 8, 300]
        assert [step.after for step in steps] == [8, 6, 100]


class TestCeiling:
    def test_is_a_percent_of_what_is_overdue(self):
        """Scenario 4: 2% of 100,000."""
        found = penalty(unpaid(), [replace(DAILY, ceiling=money(2))], MAY, CENT)

        assert str(found.amount) == "2000.00"
        assert found.steps == (
            Step("ceiling", Fraction(2250), Fraction(2000), "overdue", percent=money(2)),
        )

    def test_reached_exactly_is_no_step(self):
        rule = replace(DAILY, ceiling=money("2.25"))

        assert penalty(unpaid(), [rule], MAY, CENT).steps == ()

    def test_is_of_what_was_unpaid_at_the_end_of_the_due_day(self):
        known = unpaid(100_000, MARCH, (MARCH, 60_000), (april(20), 20_000))

        assert amount(known, replace(DAILY, ceiling=money("0.5")), MAY) == 200

    def test_is_of_the_contract_total_by_choice(self):
        rule = replace(DAILY, ceiling=money(1), ceiling_base="contract_total")
        known = unpaid(contract_total=money(150_000))

        found = penalty(known, [rule], MAY, CENT)
        assert (found.amount, found.steps[0].detail) == (1500, "contract_total")

    def test_is_that_of_the_day_of_the_breach(self):
        lowered = replace(DAILY, ceiling=money("0.1"), valid_from=april(5))

        assert amount(unpaid(), [DAILY, lowered], MAY) == 2250
        assert amount(unpaid(), [replace(DAILY, ceiling=money(2)), lowered], MAY) == 2000

    def test_also_holds_what_is_charged_once(self):
        fault = Facts(occurred_on=april(1), contract_total=money(500_000))
        rule = terms("fixed", fixed_amount=80_000, ceiling=10, ceiling_base="contract_total")

        assert amount(fault, rule, MAY) == 50_000

    def test_of_what_is_overdue_where_nothing_is_due_is_refused(self):
        with refused("ceiling", PenaltyError):
            amount(Facts(occurred_on=april(1)), terms("fixed", fixed_amount=9, ceiling=10), MAY)

    def test_is_rounded_with_the_total(self):
        """2% of 33.33 is 0.6666: 0.67 with and without a ceiling of 2%."""
        known = unpaid(money("33.33"))

        assert str(amount(known, FLAT, MAY)) == "0.67"
        assert str(amount(known, replace(FLAT, ceiling=money(2)), MAY)) == "0.67"


class TestRounding:
    @pytest.mark.parametrize(
        ("rounding", "found"),
        [("0.01", "0.13"), ("1", "0"), ("0.001", "0.125"), ("0.05", "0.15"), ("0.000001", None)],
    )
    def test_is_half_up_in_the_currency(self, rounding, found):
        known = unpaid(money("6.25"))

        assert str(amount(known, FLAT, MAY, money(rounding))) == (found or "0.125000")

    def test_is_once_on_the_total(self):
        """Three days of 0.0045 are 0.0135, not three times 0.00 nor 0.01 each."""
        known = unpaid(9, MARCH)

        assert str(amount(known, DAILY, april(3))) == "0.01"

    def test_is_a_step_where_it_moved_the_amount(self):
        moved = penalty(unpaid(money("6.25")), [FLAT], MAY, CENT).steps

        assert moved == (Step("rounded", Fraction(1, 8), Fraction(13, 100)),)
        assert penalty(unpaid(money("6.25")), [FLAT], MAY, money("0.001")).steps == ()


class TestTrace:
    def test_is_plain_and_stable(self):
        known = unpaid(
            references=LPR, pauses=[Pause(april(2), None, "suspension")], contract_total=money(5)
        )
        rule = terms(
            "reference_rate", multiplier="1.5", clause="违约 6.3", ceiling="0.01", grace_days=0
        )

        kept = trace(penalty(known, [rule], MAY, CENT))

        assert kept == {
            "format": 1,
            "amount": "10",
            "since": "2026-03-31",
            "as_of": "2026-05-15",
            "overdue_days": 1,
            "slices": [
                {
                    "first": "2026-04-01",
                    "last": "2026-04-01",
                    "days": 1,
                    "method": "reference_rate",
                    "base": "100000",
                    "rate": "4.5",
                    "per": "year",
                    "clause": "违约 6.3",
                    "amount": "12.3287671233",
                    "exact": "900/73",
                    "reference": "3",
                    "multiplier": "1.5",
                    "year_days": 365,
                }
            ],
            "steps": [
                {
                    "code": "pause",
                    "before": "45",
                    "after": "1",
                    "detail": "suspension",
                    "first": "2026-04-02",
                    "last": None,
                    "percent": None,
                },
                {
                    "code": "ceiling",
                    "before": "12.3287671233",
                    "after": "10",
                    "detail": "overdue",
                    "first": None,
                    "last": None,
                    "percent": "0.01",
                },
            ],
        }
        assert json.loads(canonical(kept)) == kept

    def test_of_a_daily_rate_names_no_reference(self):
        (one,) = trace(penalty(unpaid(), [DAILY], april(1), CENT))["slices"]

        assert (one["reference"], one["multiplier"], one["year_days"]) == (None, None, None)
        pause = Pause(MARCH, april(1), "suspension")
        kept = trace(penalty(unpaid(pauses=[pause]), [DAILY], april(2), CENT))
        assert kept["steps"][0]["last"] == "2026-04-01"

    def test_as_text_is_sorted_tight_and_readable(self):
        kept = trace(penalty(unpaid(), [FLAT], MARCH, CENT))

        assert canonical(kept) == (
            '{"amount":"0","as_of":"2026-03-31","format":1,"overdue_days":0,'
            '"since":"2026-03-31","slices":[],"steps":[]}'
        )
        assert '"款"' in canonical(
            trace(penalty(unpaid(), [replace(FLAT, clause="款")], MAY, CENT))
        )

    def test_is_the_same_however_a_number_was_written(self):
        plain = penalty(unpaid(100_000), [FLAT], MAY, CENT)
        padded = penalty(unpaid("1.0E+5"), [replace(FLAT, rate=money("2.00"))], MAY, CENT)

        assert canonical(trace(plain)) == canonical(trace(padded))


class TestRefusals:
    @pytest.mark.parametrize("bad", OUT_OF_BOUNDS, ids=str)
    def test_amount_out_of_bounds(self, bad):
        with refused("amount", BalanceError):
            Debt(MARCH, bad)
        with refused("amount", PenaltyError):
            Facts(occurred_on=MARCH, contract_total=bad)
        if str(bad) != "-0.01":
            with refused("amount", BalanceError):
                Receipt(MARCH, bad)

    @pytest.mark.parametrize("bad", ["0", "-0.01", "0.0000009", "1e15", "NaN", "Infinity"])
    def test_rounding_out_of_bounds(self, bad):
        with refused("rounding", PenaltyError):
            amount(unpaid(), FLAT, MARCH, money(bad))

    def test_total_out_of_bounds(self):
        whole = terms("daily_overdue", 100)
        known = unpaid(money("999999999999999"))

        assert amount(known, whole, april(1)) == 999_999_999_999_999
        with refused("amount", PenaltyError):
            amount(known, whole, april(2))
        with refused("amount", PenaltyError):
            amount(unpaid(money("999999999999999.99")), whole, april(1), money(1))

    def test_subject_that_is_none_or_two(self):
        for given_ in ({}, {"debt": Debt(MARCH, money(1)), "occurred_on": MARCH}):
            with refused("subject", PenaltyError):
                Facts(**given_)

    def test_day_beyond_the_last(self):
        last, beyond = date(MAX_YEAR, 12, 31), date(MAX_YEAR + 1, 1, 1)

        assert amount(unpaid(), FLAT, last) == 2000
        for refuse in (
            lambda: amount(unpaid(), FLAT, beyond),
            lambda: Facts(occurred_on=beyond),
            lambda: Debt(beyond, money(1)),
            lambda: Receipt(beyond, money(1)),
            lambda: Pause(beyond, None, "suspension"),
            lambda: Pause(last, beyond, "suspension"),
        ):
            with refused("day", BalanceError):
                refuse()

    def test_two_reference_rates_of_one_day(self):
        with refused("twin", PenaltyError):
            unpaid(references=(LPR[0], replace(LPR[0], percent=money(4))))

    def test_versions_that_are_none_or_twins(self):
        with refused("versions", PenaltyError):
            amount(unpaid(), [], MAY)
        for day in (None, april(2)):
            twin = replace(FLAT, valid_from=day)
            with refused("twin", PenaltyError):
                amount(unpaid(), [twin, DAILY, twin] if day else [twin, twin], MAY)


class TestProperties:
    @PROPERTY
    @given(facts, rules, st.integers(-3, SPAN))
    def test_equals_a_count_day_by_day(self, known, versions, days):
        as_of = after(days)

        found = penalty(known, versions, as_of, CENT)

        assert found.amount == half_up(counted(known, versions, as_of))

    @PROPERTY
    @given(facts, rules)
    def test_never_falls_when_days_grow_nor_exceeds_its_ceiling(self, known, versions):
        """I5."""
        found = [penalty(known, versions, after(days), CENT) for days in range(-1, SPAN, 7)]

        amounts = [one.amount for one in found]
        assert amounts == sorted(amounts)
        for one in found:
            exact = sum(part.amount for part in one.slices)
            most = [step.after for step in one.steps if step.code == "ceiling"]
            assert one.amount == half_up(min([exact, *most]))

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.lists(st.integers(0, SPAN), max_size=4))
    def test_splitting_a_period_never_changes_the_sum(self, known, versions, days, cuts):
        """Receipts of nothing part the days."""
        cut = [Receipt(after(day), Decimal(0)) for day in cuts]
        debt = replace(known.debt, receipts=(*known.debt.receipts, *cut))

        whole = penalty(known, versions, after(days), CENT)
        assert penalty(replace(known, debt=debt), versions, after(days), CENT) == whole

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.integers(1, SPAN))
    def test_what_two_days_differ_by_is_what_lies_between(self, known, versions, one, other):
        earlier, later = sorted([after(one), after(other)])
        open_rules = [replace(rule, ceiling=Decimal(0), grace_days=0) for rule in versions]

        first = penalty(known, open_rules, earlier, CENT)
        second = penalty(known, open_rules, later, CENT)

        between = Fraction(0)
        for part in second.slices:
            share = (part.last - max(part.first - timedelta(days=1), earlier)).days
            if part.method in ONCE:
                between += part.amount if part.first > earlier else 0
            else:
                between += part.amount / part.days * max(share, 0)
        assert sum(x.amount for x in second.slices) - sum(x.amount for x in first.slices) == between

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.randoms(use_true_random=False))
    def test_same_inputs_give_the_same_bytes(self, known, versions, days, random):
        """I11: whatever the decimal context, the order of facts, and what is known since."""
        plain = canonical(trace(penalty(known, versions, after(days), CENT)))

        late = Receipt(after(days), Decimal("0.01"))
        debt = replace(
            known.debt,
            receipts=tuple(
                random.sample([*known.debt.receipts, late], k=len(known.debt.receipts) + 1)
            ),
            pauses=tuple(random.sample(known.debt.pauses, k=len(known.debt.pauses))),
        )
        table = tuple(random.sample(known.references, k=len(known.references)))
        shuffled = replace(known, debt=debt, references=table)
        with localcontext() as context:
            context.prec = 3
            context.traps = dict.fromkeys(context.traps, False)
            same = canonical(trace(penalty(shuffled, reversed(versions), after(days), CENT)))
        assert same == plain

    @PROPERTY
    @given(facts, rules, st.integers(0, SPAN))
    def test_owes_nothing_by_the_end_of_the_due_day(self, known, versions, days):
        found = penalty(known, versions, DUE - timedelta(days=days), CENT)

        assert (found.amount, found.slices, found.steps, found.overdue_days) == (0, (), (), 0)
