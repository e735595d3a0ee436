"""Damages: rows T0-10.3b, T1-Br-C, X-6, X-23, L-04, L-06, L-07, L-09, L-18, L-19, scenarios
6, 15.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.damages import (
    DamagesError,
    EarnestMoney,
    LossLine,
    LossStep,
    apportion,
    claimable_loss,
    earnest_money,
    uncapped_reason,
)

from .penalty_common import BAD_PERCENTS, CENT, OUT_OF_BOUNDS, half_up, money
from .timeline_common import PROPERTY, refused

LARGEST = Decimal("999999999999999.99")
BAD_ROUNDINGS = [Decimal(text) for text in ("0", "-0.01", "1e15", "NaN", "Infinity")]

amounts = st.decimals(0, 10**12, places=2)
roundings = st.sampled_from([Decimal(text) for text in ("0.01", "0.05", "1", "0.001", "10")])


def direct(amount, **flags):
    return LossLine("direct", money(amount), **flags)


def indirect(amount, is_foreseeable=True, **flags):
    return LossLine("indirect", money(amount), is_foreseeable=is_foreseeable, **flags)


def loss(*lines, is_indirect_counted=True, contributory=0, rounding=CENT):
    return claimable_loss(lines, is_indirect_counted, money(contributory), rounding)


def codes(found):
    return [(step.code, step.change, step.total) for step in found.steps]


class TestLoss:
    def test_is_direct_and_indirect(self):
        """T0-10.3b: 30,000 + 12,000."""
        found = loss(direct(30_000), indirect(12_000))

        assert found.amount == 42_000
        assert codes(found) == [("direct", 30_000, 30_000), ("indirect", 12_000, 42_000)]

    def test_leaves_the_indirect_out_by_the_contract(self):
        """T0-10.3b, X-23."""
        found = loss(
            direct(30_000),
            indirect(12_000),
            indirect(1, is_foreseeable=False),
            is_indirect_counted=False,
        )

        assert found.amount == 30_000
        assert codes(found)[1:] == [("indirect", 12_001, 42_001), ("not_counted", -12_001, 30_000)]

    def test_counts_the_indirect_only_where_it_was_foreseeable(self):
        """L-04: and the direct all the same."""
        found = loss(direct(30_000), indirect(12_000), indirect(5_000, is_foreseeable=False))

        assert found.amount == 42_000
        assert codes(found)[2:] == [("unforeseeable", -5_000, 42_000)]
        assert indirect(1, is_foreseeable=False) == LossLine("indirect", money(1))

    def test_does_not_hold_what_could_have_been_avoided(self):
        """L-18: taken out once, whatever else takes it out."""
        lines = (
            direct(30_000),
            direct(4_000, is_avoidable=True),
            indirect(3_000, is_avoidable=True),
            indirect(2_000, is_foreseeable=False, is_avoidable=True),
        )

        assert loss(*lines).amount == 30_000
        assert codes(loss(*lines))[-1] == ("avoidable", -7_000, 30_000)
        assert loss(*lines, is_indirect_counted=False).amount == 30_000

    def test_is_reduced_by_the_victims_own_fault(self):
        """L-19: 50,000, 20%."""
        found = loss(direct(50_000), contributory=20)

        assert found.amount == 40_000
        assert found.steps[-1] == LossStep("contributory", Fraction(-10_000), Fraction(40_000))
        assert loss(direct(50_000), contributory=100).amount == 0

    def test_holds_the_cost_of_keeping_it_small_in_full(self):
        """L-18, CC 591: whatever the contract says of indirect losses."""
        cost = (direct(1_000, is_mitigation=True), indirect(500, is_mitigation=True))

        found = loss(direct(50_000), *cost, contributory=20, is_indirect_counted=False)
        assert found.amount == 41_500
        assert codes(found)[-1] == ("mitigation", 1_500, 41_500)

    def test_of_nothing_is_nothing(self):
        found = loss()

        assert (str(found.amount), found.steps) == ("0.00", ())

    def test_is_rounded_once_half_up(self):
        """Two of 0.125 less 10% are 0.225."""
        found = loss(direct("0.125"), direct("0.125"), contributory=10)

        assert str(found.amount) == "0.23"
        assert found.steps[-1] == LossStep("rounded", Fraction(1, 200), Fraction(23, 100))
        exact = loss(direct("0.125"), rounding=money("0.001"))
        assert [step.code for step in exact.steps] == ["direct"]

    def test_is_the_same_whatever_the_context(self):
        with localcontext() as context:
            context.prec = 3
            found = loss(direct("123456789.12"), contributory="33.33")
        assert found.amount == money("82308641.31")

    @PROPERTY
    @given(
        st.lists(
            st.builds(
                LossLine,
                st.sampled_from(["direct", "indirect"]),
                amounts,
                st.just(False),
                st.booleans(),
                st.booleans(),
            )
            | st.builds(LossLine, st.just("direct"), amounts, st.just(True)),
            max_size=6,
        ),
        st.booleans(),
        st.decimals(0, 100, places=2),
        roundings,
    )
    def test_equals_the_sum_of_what_counts(self, lines, is_counted, percent, rounding):
        found = claimable_loss(lines, is_counted, percent, rounding)

        kept = cost = Fraction(0)
        for line in lines:
            if line.is_mitigation:
                cost += Fraction(line.amount)
            elif not line.is_avoidable and (
                line.kind == "direct" or (is_counted and line.is_foreseeable)
            ):
                kept += Fraction(line.amount)
        assert found.amount == half_up(kept * (100 - Fraction(percent)) / 100 + cost, rounding)
        total = Fraction(0)
        for step in found.steps:
            total += step.change
            assert step.total == total
            assert step.change
        assert total == Fraction(found.amount)


class TestApportion:
    def test_by_percents(self):
        """T1-Br-C: A 60 / B 40 of 10,000."""
        parts = apportion(money(10_000), [money(60), money(40)], CENT)

        assert [str(part) for part in parts] == ["6000.00", "4000.00"]

    @pytest.mark.parametrize(
        ("amount", "rounding", "parts"),
        [
            ("100.00", "0.01", ["33.34", "33.33", "33.33"]),
            ("200", "1", ["67", "67", "66"]),
            ("10.000", "0.001", ["3.334", "3.333", "3.333"]),
            ("0.05", "0.05", ["0.05", "0.00", "0.00"]),
            ("0", "0.01", ["0.00", "0.00", "0.00"]),
        ],
    )
    def test_gives_what_is_left_to_the_earlier_among_equals(self, amount, rounding, parts):
        thirds = [money(1)] * 3

        assert [str(part) for part in apportion(money(amount), thirds, money(rounding))] == parts

    def test_gives_what_is_left_to_the_largest_remainders(self):
        """10 by 15, 25, 60 percent are 1.5, 2.5, 6; by 16, 27, 57 are 1.6, 2.7, 5.7."""
        assert apportion(money(10), [money(15), money(25), money(60)], money(1)) == (2, 2, 6)
        assert apportion(money(10), [money(16), money(27), money(57)], money(1)) == (1, 3, 6)

    def test_gives_nothing_to_whom_has_no_share(self):
        assert apportion(money(1), [money(0), money(3), money(0)], CENT) == (0, 1, 0)

    def test_that_makes_no_sense_is_refused(self):
        for bad in OUT_OF_BOUNDS:
            with refused("amount", DamagesError):
                apportion(bad, [money(1)], CENT)
            with refused("shares", DamagesError):
                apportion(money(1), [money(1), bad], CENT)
        for shares in ([], [money(0), money(0)]):
            with refused("shares", DamagesError):
                apportion(money(1), shares, CENT)
        for bad in BAD_ROUNDINGS:
            with refused("rounding", DamagesError):
                apportion(money(1), [money(1)], bad)
        with refused("amount", DamagesError):
            apportion(money("100.005"), [money(1)], CENT)

    @PROPERTY
    @given(
        st.integers(0, 10**12),
        st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=6).filter(any),
        roundings,
    )
    def test_sums_exactly_and_strays_less_than_a_unit(self, units, shares, rounding):
        amount = units * rounding

        parts = apportion(amount, shares, rounding)

        assert sum(parts) == amount
        for part, share in zip(parts, shares, strict=True):
            exact = Fraction(amount) * Fraction(share) / sum(map(Fraction, shares))
            assert abs(Fraction(part) - exact) < Fraction(rounding)
            assert part % rounding == 0


class TestUncapped:
    @pytest.mark.parametrize(
        ("fault", "is_injury", "reason"),
        [
            ("none", False, None),
            ("ordinary", False, None),
            ("gross_negligence", False, "gross_negligence"),
            ("intent", False, "intent"),
            ("none", True, "injury"),
            ("intent", True, "injury"),
        ],
    )
    def test_by_law(self, fault, is_injury, reason):
        """L-09, scenario 6: whatever was carved out."""
        assert uncapped_reason(fault, is_injury, "other", ()) == reason
        both = {"confidentiality", "personal_data"}
        assert uncapped_reason(fault, is_injury, "other", both) == reason

    @pytest.mark.parametrize("matter", ["confidentiality", "personal_data"])
    def test_by_agreement(self, matter):
        """X-6."""
        other = {"confidentiality", "personal_data"} - {matter}

        assert uncapped_reason("ordinary", False, matter, {matter}) == matter
        assert uncapped_reason("ordinary", False, matter, other) is None
        assert uncapped_reason("intent", False, matter, {matter}) == "intent"

    def test_of_the_unknown_is_refused(self):
        for code, given_ in (
            ("fault", ("slight", False, "other", ())),
            ("matter", ("none", False, "tax", ())),
            ("carve_out", ("none", False, "other", ("other",))),
        ):
            with refused(code, DamagesError):
                uncapped_reason(*given_)


class TestEarnestMoney:
    def test_is_a_fifth_at_most(self):
        """L-06, L-07, scenario 15: 50,000 on 200,000."""
        found = earnest_money(money(200_000), money(50_000), CENT)

        assert found == EarnestMoney(money(40_000), money(40_000), money(10_000), money(80_000))
        assert str(found.double_refund) == "80000.00"

    @pytest.mark.parametrize("paid", [0, 30_000, 40_000])
    def test_is_what_was_paid_within_the_limit(self, paid):
        found = earnest_money(money(200_000), money(paid), CENT)

        assert (found.earnest, found.excess, found.double_refund) == (paid, 0, 2 * paid)

    def test_limit_is_rounded_in_the_currency(self):
        assert str(earnest_money(money("333.33"), money(99), CENT).limit) == "66.67"
        assert str(earnest_money(money("333"), money(99), money(1)).limit) == "67"

    def test_out_of_bounds_is_refused(self):
        for bad in OUT_OF_BOUNDS:
            for pair in ((bad, money(1)), (money(1), bad)):
                with refused("amount", DamagesError):
                    earnest_money(*pair, CENT)
        for bad in BAD_ROUNDINGS:
            with refused("rounding", DamagesError):
                earnest_money(money(1), money(1), bad)
        assert earnest_money(LARGEST, LARGEST, CENT).limit == money("200000000000000.00")


class TestRefusals:
    def test_loss_out_of_bounds(self):
        for bad in OUT_OF_BOUNDS:
            with refused("amount", DamagesError):
                direct(bad)
        with refused("amount", DamagesError):
            loss(direct(LARGEST), direct(1))
        with refused("amount", DamagesError):
            loss(direct(LARGEST), rounding=money(1))
        assert loss(direct(LARGEST)).amount == LARGEST

    def test_percent_and_rounding_out_of_bounds(self):
        for bad in BAD_PERCENTS:
            with refused("percent", DamagesError):
                loss(direct(1), contributory=bad)
        for bad in BAD_ROUNDINGS:
            with refused("rounding", DamagesError):
                loss(direct(1), rounding=bad)

    def test_line_that_makes_no_sense(self):
        with refused("kind", DamagesError):
            LossLine("consequential", money(1))
        with refused("mitigation", DamagesError):
            direct(1, is_mitigation=True, is_avoidable=True)
