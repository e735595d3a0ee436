"""What grace, pauses, ceiling and rounding make of a penalty: rows T1-2.3, L-20, scenarios 4, 12;
section 5; promise I5.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import Pause
from odoo.addons.crm_contract_compliance.tools.penalty import Step, penalty
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyError

from .penalty_common import (
    CENT,
    DAILY,
    FLAT,
    MARCH,
    MAY,
    amount,
    april,
    money,
    terms,
    unpaid,
)
from .timeline_common import refused


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
