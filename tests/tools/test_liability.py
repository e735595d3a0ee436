"""Caps: rows T0-18.1, T2-16.1.1, T2-16.1.2, X-5, scenario 6; promises I4, I11."""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.liability import (
    CapStep,
    CapTerms,
    Draw,
    LiabilityError,
    account_key,
    cap_limit,
    contract_year,
    draw,
    is_nearly_used,
    remaining,
    usage,
)
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR, TermError

from .timeline_common import PROPERTY, days, refused

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999999.99")
OUT_OF_BOUNDS = [Decimal(text) for text in ("-0.01", "1e15", "1e308", "NaN", "sNaN", "Infinity")]

amounts = st.decimals(0, LARGEST, places=2)
percents = st.decimals(CENT, 100, places=2)
roundings = st.sampled_from([Decimal(text) for text in ("0.01", "0.05", "1", "0.001", "10")])


def money(number):
    return Decimal(number)


def limit(basis, fixed, percent, base, rounding=CENT):
    terms = CapTerms(basis, money(fixed), money(percent))
    return cap_limit(terms, money(base), rounding)


class TestLimit:
    def test_is_the_fixed_amount(self):
        """T0-18.1: whatever the contract is worth."""
        found = limit("fixed", 60_000, 0, 0)

        assert found.amount == 60_000
        assert found.steps == (CapStep("fixed", (), money(60_000)),)

    def test_is_a_percent_of_the_contract_amount(self):
        """T2-16.1.1: 300,000 x 20% = 60,000."""
        found = limit("percent", 0, 20, 300_000)

        assert found.amount == 60_000
        share = CapStep("percent", (money(300_000), money(20)), money(60_000))
        assert found.steps == (share,)

    def test_is_the_lower_of_both(self):
        """Scenario 6: the lower of 70,000 and 20% of 300,000."""
        found = limit("lower", 70_000, 20, 300_000)

        assert found.amount == 60_000
        assert found.steps == (
            CapStep("fixed", (), money(70_000)),
            CapStep("percent", (money(300_000), money(20)), money(60_000)),
            CapStep("lower", (money(70_000), money(60_000)), money(60_000)),
        )
        assert limit("lower", 50_000, 20, 300_000).amount == 50_000

    def test_is_the_higher_of_both(self):
        """X-5."""
        found = limit("higher", 70_000, 20, 300_000)

        assert found.amount == 70_000
        assert found.steps[-1] == CapStep("higher", (money(70_000), money(60_000)), money(70_000))
        assert limit("higher", 70_000, 20, 400_000).amount == 80_000

    @pytest.mark.parametrize(
        ("rounding", "amount"),
        [("0.01", "33.34"), ("1", "33"), ("0.001", "33.335"), ("0.05", "33.35"), ("10", "30")],
    )
    def test_is_rounded_half_up_in_the_currency(self, rounding, amount):
        """10% of 333.35 is 33.335."""
        found = limit("percent", 0, 10, "333.35", money(rounding))

        assert str(found.amount) == amount

    def test_says_that_it_was_rounded_only_where_that_moved_it(self):
        moved = limit("percent", 0, 10, "333.35")
        exact = limit("percent", 0, 10, "333.35", money("0.001"))

        last = CapStep("rounded", (money("33.335"), CENT), money("33.34"))
        assert moved.steps[1:] == (last,)
        assert len(exact.steps) == 1

    def test_is_rounded_once(self):
        """14.9% of 0.0999 is 0.0148851: no 0.015, and so no 0.02, on its way."""
        assert limit("percent", 0, "14.9", "0.0999").amount == CENT
        assert limit("lower", "0.0149", 50, 1).amount == CENT

    def test_is_what_the_base_bears(self):
        assert limit("percent", 0, 100, LARGEST).amount == LARGEST
        assert limit("percent", 0, "0.0001", 300_000).amount == money("0.30")

    def test_is_the_same_whatever_the_context(self):
        """I11."""
        plain = limit("percent", 0, "33.33", "123456789.12")
        with localcontext() as context:
            context.prec = 3
            same = limit("percent", 0, "33.33", "123456789.12")

        assert same == plain
        assert plain.amount == money("41148147.81")

    @PROPERTY
    @given(st.sampled_from(["fixed", "percent", "lower", "higher"]), amounts, percents, amounts)
    def test_equals_that_of_exact_fractions(self, basis, fixed, percent, base):
        share = Fraction(base) * Fraction(percent) / 100
        expected = {
            "fixed": Fraction(fixed),
            "percent": share,
            "lower": min(Fraction(fixed), share),
            "higher": max(Fraction(fixed), share),
        }[basis]
        cents = (expected * 100 + Fraction(1, 2)).__floor__()

        try:
            found = limit(basis, fixed, percent, base)
        except LiabilityError as error:
            assert error.code == "zero"
            assert cents == 0 or (basis != "percent" and fixed == 0)
            return
        assert Fraction(found.amount) == Fraction(cents, 100)
        assert found.amount == found.steps[-1].amount

    @PROPERTY
    @given(amounts, st.decimals(1, 100, places=2), amounts, roundings)
    def test_is_that_of_one_of_both_and_a_multiple_of_the_rounding(
        self, fixed, percent, base, rounding
    ):
        fixed, base = [1000 + amount / 2 // CENT * CENT for amount in (fixed, base)]
        base *= 50 if base < 10**12 else 1  # no share rounds to 0

        def of(basis):
            return limit(basis, fixed, percent, base, rounding).amount

        assert sorted([of("fixed"), of("percent")]) == [of("lower"), of("higher")]
        assert of("higher") % rounding == 0


class TestDraw:
    def test_of_a_loss_above_the_cap_leaves_a_part_uncovered(self):
        """T0-18.1: loss 80,000, cap 60,000."""
        assert draw(money(60_000), money(0), money(80_000)) == Draw(money(60_000), money(20_000))

    def test_of_both_sides_consumes_the_same_cap(self):
        """T2-16.1.2: A 40,000, then B 30,000 gets 20,000."""
        first = draw(money(60_000), money(0), money(40_000))
        second = draw(money(60_000), first.allowed, money(30_000))

        assert first == Draw(money(40_000), money(0))
        assert second == Draw(money(20_000), money(10_000))

    def test_of_the_second_claim_gets_what_is_left(self):
        """Scenario 6: A 45,000, then B 30,000; nothing remains."""
        assert draw(money(60_000), money(45_000), money(30_000)) == Draw(
            money(15_000), money(15_000)
        )
        assert remaining(money(60_000), money(45_000)) == 15_000
        assert remaining(money(60_000), money(60_000)) == 0

    def test_of_a_used_cap_gets_nothing(self):
        assert draw(money(60_000), money(60_000), money(1)) == Draw(money(0), money(1))

    def test_under_an_earlier_lower_limit_gets_nothing_rather_than_less(self):
        """The limit of the breach's day may lie under what was consumed since."""
        assert draw(money(50_000), money(60_000), money(30_000)) == Draw(money(0), money(30_000))
        assert remaining(money(50_000), money(60_000)) == 0

    def test_of_nothing_gets_nothing(self):
        assert draw(money(60_000), money(0), money(0)) == Draw(money(0), money(0))

    def test_is_exact_whatever_the_context(self):
        with localcontext() as context:
            context.prec = 3
            found = draw(LARGEST, CENT, LARGEST)

        assert found == Draw(LARGEST - CENT, CENT)

    @PROPERTY
    @given(amounts, amounts, amounts)
    def test_allows_and_leaves_uncovered_what_was_claimed(self, capped, consumed, claimed):
        """I4, and never past the limit (I2)."""
        found = draw(capped, consumed, claimed)

        assert found.allowed + found.uncovered == claimed
        assert found.allowed >= 0
        assert found.uncovered >= 0
        assert found.allowed == 0 or consumed + found.allowed <= capped
        assert found.uncovered == 0 or consumed + found.allowed >= capped

    @PROPERTY
    @given(amounts, st.lists(amounts, max_size=8))
    def test_of_claims_in_a_row_sums_to_their_sum_or_the_limit(self, capped, claims):
        consumed = money(0)
        for claimed in claims:
            consumed += draw(capped, consumed, claimed).allowed

        assert consumed == min(capped, sum(claims))


class TestUsage:
    @pytest.mark.parametrize(
        ("consumed", "percent"),
        [("0", "0.00"), ("45000", "75.00"), ("47999.99", "79.99"), ("48000", "80.00")]
        + [("52000", "86.66"), ("59999.99", "99.99"), ("60000", "100.00"), ("70000", "100.00")],
    )
    def test_is_rounded_down_and_at_most_all(self, consumed, percent):
        assert str(usage(money(60_000), money(consumed))) == percent

    @pytest.mark.parametrize(("consumed", "percent"), [("0", "0.00"), ("0.01", "100.00")])
    def test_of_a_limit_that_is_not_determined_is_nothing_or_all(self, consumed, percent):
        assert str(usage(money(0), money(consumed))) == percent

    def test_is_the_same_whatever_the_context(self):
        with localcontext() as context:
            context.prec = 3
            assert str(usage(money(60_000), money("47999.99"))) == "79.99"

    def test_warns_from_eighty_percent_on(self):
        """screens.md: amber from 80%."""
        assert not is_nearly_used(money(60_000), money("47999.99"))
        assert is_nearly_used(money(60_000), money(48_000))
        assert is_nearly_used(money(60_000), money(60_000))
        assert not is_nearly_used(money(0), money(0))

    @PROPERTY
    @given(amounts, amounts)
    def test_is_within_its_bounds_and_full_only_when_nothing_remains(self, capped, consumed):
        found = usage(capped, consumed)

        assert 0 <= found <= 100
        assert (found == 100) == (consumed >= capped and consumed > 0)
        if found < 100 and capped:
            assert found <= Fraction(consumed) * 100 / Fraction(capped) < found + CENT
            assert is_nearly_used(capped, consumed) == (consumed * 5 >= capped * 4)


class TestRefusals:
    @pytest.mark.parametrize("bad", OUT_OF_BOUNDS, ids=str)
    def test_amount_out_of_bounds(self, bad):
        fine = money(1)
        with refused("amount", LiabilityError):
            CapTerms("fixed", bad)
        with refused("amount", LiabilityError):
            cap_limit(CapTerms("fixed", fine), bad, CENT)
        for triple in ((bad, fine, fine), (fine, bad, fine), (fine, fine, bad)):
            with refused("amount", LiabilityError):
                draw(*triple)
        for pair in ((bad, fine), (fine, bad)):
            for function in (remaining, usage, is_nearly_used):
                with refused("amount", LiabilityError):
                    function(*pair)

    @pytest.mark.parametrize("basis", ["percent", "lower", "higher"])
    @pytest.mark.parametrize("bad", ["-1", "0", "100.01", "1e308", "NaN", "sNaN", "Infinity"])
    def test_percent_out_of_bounds(self, basis, bad):
        with refused("percent", LiabilityError):
            CapTerms(basis, money(1), money(bad))

    def test_percent_that_is_not_given(self):
        with refused("percent", LiabilityError):
            CapTerms("percent")

    def test_percent_that_is_not_read_must_be_one_all_the_same(self):
        with refused("percent", LiabilityError):
            CapTerms("fixed", money(1), money("NaN"))

    @pytest.mark.parametrize("basis", ["fixed", "lower", "higher"])
    def test_fixed_amount_of_nothing(self, basis):
        with refused("zero", LiabilityError):
            CapTerms(basis, percent=money(20))

    def test_limit_of_nothing(self):
        with refused("zero", LiabilityError):
            limit("percent", 0, 20, 0)
        with refused("zero", LiabilityError):
            limit("lower", 70_000, 20, 0)
        with refused("zero", LiabilityError):
            limit("fixed", "0.0049", 0, 0)

    def test_limit_that_rounding_lifts_out_of_bounds(self):
        with refused("amount", LiabilityError):
            limit("fixed", LARGEST, 0, 0, money(1))

    @pytest.mark.parametrize("bad", ["0", "-0.01", "0.0000009", "1e15", "NaN", "Infinity"])
    def test_rounding_out_of_bounds(self, bad):
        with refused("rounding", LiabilityError):
            limit("fixed", 60_000, 0, 0, money(bad))

    def test_finest_rounding_is_that_of_the_database(self):
        assert limit("fixed", 60_000, 0, 0, money("0.000001")).amount == 60_000

    def test_unknown_basis(self):
        with refused("basis", LiabilityError):
            CapTerms("middle", money(1), money(1))

    def test_unknown_aggregation(self):
        with refused("aggregation", LiabilityError):
            account_key("per_month")


class TestAccountKey:
    anchor = date(2026, 1, 15)

    def test_of_an_aggregate_cap_is_empty(self):
        assert account_key("aggregate") == ""
        assert account_key("aggregate", day=self.anchor, anchor=self.anchor, claim="C1") == ""

    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (date(2026, 1, 15), "2026-01-15"),
            (date(2027, 1, 14), "2026-01-15"),
            (date(2027, 1, 15), "2027-01-15"),
            (date(2027, 12, 31), "2027-01-15"),
            (date(2028, 1, 14), "2027-01-15"),
        ],
    )
    def test_of_a_year_runs_from_anniversary_to_anniversary(self, day, key):
        """Section 5: `per_year` means the contract year of the breach."""
        assert account_key("per_year", day=day, anchor=self.anchor) == key

    @pytest.mark.parametrize("day", [date(2026, 1, 14), date(2025, 12, 31), date(2024, 6, 1)])
    def test_of_a_day_before_the_first_year_is_that_of_the_first(self, day):
        assert account_key("per_year", day=day, anchor=self.anchor) == "2026-01-15"

    @pytest.mark.parametrize(
        ("day", "key"),
        [
            (date(2025, 2, 27), "2024-02-29"),
            (date(2025, 2, 28), "2025-02-28"),
            (date(2028, 2, 28), "2027-02-28"),
            (date(2028, 2, 29), "2028-02-29"),
        ],
    )
    def test_of_a_leap_day_comes_back_to_it(self, day, key):
        """CC 202."""
        assert account_key("per_year", day=day, anchor=date(2024, 2, 29)) == key

    def test_of_a_calendar_year_by_choice(self):
        for anchor in (None, self.anchor):
            for day in (date(2027, 1, 1), date(2027, 12, 31)):
                key = account_key("per_year", day=day, anchor=anchor, is_calendar_year=True)
                assert key == "2027"
        assert account_key("per_year", day=date(26, 1, 1), is_calendar_year=True) == "0026"

    def test_of_a_claim_is_its_reference(self):
        assert account_key("per_claim", claim="  CL/2026/0007 ") == "CL/2026/0007"

    def test_of_a_claim_is_one_however_its_reference_is_typed(self):
        typed = ("CL/7a", "cl/7A", " Cl/7a\n", "ＣＬ／７ａ")
        assert {account_key("per_claim", claim=claim) for claim in typed} == {"CL/7A"}

    @pytest.mark.parametrize("blank", ["", "  ", "\u3000\n"])
    def test_of_a_claim_without_reference_is_refused(self, blank):
        with refused("claim", LiabilityError):
            account_key("per_claim", claim=blank)

    @pytest.mark.parametrize("is_calendar_year", [True, False])
    def test_of_a_year_without_a_day_or_beyond_the_last_is_refused(self, is_calendar_year):
        for day in (None, date(MAX_YEAR + 1, 1, 1)):
            with refused("day", LiabilityError):
                account_key(
                    "per_year", day=day, anchor=self.anchor, is_calendar_year=is_calendar_year
                )
        last = date(MAX_YEAR, 12, 31)
        assert account_key("per_year", day=last, anchor=self.anchor) == f"{MAX_YEAR}-01-15"

    def test_of_a_contract_year_without_an_anchor_is_refused(self):
        with refused("anchor", LiabilityError):
            account_key("per_year", day=self.anchor)

    def test_contract_year_beyond_the_last_is_refused(self):
        with refused("too_far", TermError):
            contract_year(self.anchor, date(MAX_YEAR + 1, 1, 1))

    @pytest.mark.parametrize("anchor", [date(2024, 2, 29), date(2023, 12, 31), date(2026, 1, 1)])
    def test_of_forty_years_of_days_are_forty_without_a_gap(self, anchor):
        end = anchor + relativedelta(years=40)
        keys = [
            account_key("per_year", day=anchor + timedelta(days=n), anchor=anchor)
            for n in range((end - anchor).days)
        ]

        firsts = [(anchor + relativedelta(years=n)).isoformat() for n in range(40)]
        assert list(dict.fromkeys(keys)) == firsts
        assert keys == sorted(keys)
        assert [date.fromisoformat(key) for key in firsts] == [
            anchor + timedelta(days=keys.index(key)) for key in firsts
        ]

    @PROPERTY
    @given(days, st.integers(0, 14_000))
    def test_contract_year_holds_its_day(self, anchor, offset):
        day = anchor + timedelta(days=offset)

        first = contract_year(anchor, day)

        years = first.year - anchor.year
        assert first == anchor + relativedelta(years=years)
        assert first <= day < anchor + relativedelta(years=years + 1)
