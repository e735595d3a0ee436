"""What a penalty charges: rows T0-10.3a, T1-4.5, T1-6.3, T1-Br-ex, T2-8.2.2, L-27, scenarios
3, 4.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import Pause
from odoo.addons.crm_contract_compliance.tools.penalty import penalty
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyError, ReferenceRate

from .penalty_common import (
    CENT,
    DAILY,
    FLAT,
    LPR,
    MARCH,
    MAY,
    amount,
    april,
    money,
    terms,
    unpaid,
)
from .timeline_common import refused


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
        assert Facts(late.debt).contract_total == 0
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
