"""Settlement: rows T2-11.2.1, T0-12.3, requirements.md §5, scenario 11."""

from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.settlement import (
    Extra,
    FeePart,
    SettlementError,
    settle,
    trace,
)

from .penalty_common import CENT, OUT_OF_BOUNDS, money
from .timeline_common import PROPERTY, refused

JAN, DEC = date(2026, 1, 1), date(2026, 12, 31)
END = date(2026, 5, 26)
BAD_ROUNDINGS = [Decimal(text) for text in ("0", "-0.01", "1e15", "NaN", "Infinity")]

days = st.dates(date(1999, 1, 1), date(2104, 12, 31))
lengths = st.integers(0, 800)
amounts = st.decimals(0, 10**9, places=2)


def part(fee=120_000, first=JAN, last=DEC, paid=0, charged=0, **flags):
    return FeePart("Support", first, last, money(fee), money(paid), money(charged), **flags)


def settled(*parts, day=END, rounding=CENT, extras=()):
    return settle(parts, day, rounding, extras)


def codes(found):
    return [(step.code, step.change, step.total) for step in found.steps]


@st.composite
def fee_parts(draw):
    first = draw(days)
    return part(
        draw(amounts),
        first,
        first + timedelta(days=draw(lengths)),
        draw(amounts),
        draw(amounts),
        is_back=draw(st.booleans()),
    )


class TestSettlement:
    def test_returns_what_was_paid_beyond_the_days_served(self):
        """T2-11.2.1, scenario 11: 146 of 365 days of 120,000 are 48,000; 60,000 were paid."""
        found = settled(part(paid=60_000, charged=60_000))

        assert (found.earned, found.paid, found.balance) == (48_000, 60_000, -12_000)
        assert (found.open_amount, found.to_book) == (0, -12_000)
        assert codes(found) == [("earned", 48_000, 48_000), ("paid", -60_000, -12_000)]

    def test_owes_what_was_earned_and_not_paid(self):
        found = settled(part(paid=20_000, charged=20_000))

        assert (found.balance, found.to_book) == (28_000, 28_000)

    def test_counts_the_first_day_and_the_day_of_ending(self):
        """§5: both count."""
        assert settled(part(365), day=JAN).balance == 1
        assert settled(part(365), day=date(2026, 12, 30)).balance == 364

    def test_of_a_contract_that_ended_on_its_last_day_is_the_whole_fee(self):
        assert settled(part(), day=DEC).earned == 120_000
        assert settled(part(), day=date(2027, 6, 1)).earned == 120_000

    def test_before_any_period_returns_everything(self):
        found = settled(part(paid=60_000), day=date(2025, 12, 31))

        assert (found.earned, found.balance) == (0, -60_000)
        assert codes(found) == [("paid", -60_000, -60_000)]

    def test_shares_a_leap_year_out_over_its_366_days(self):
        leap = part(366, date(2028, 1, 1), date(2028, 12, 31))

        assert settled(leap, day=date(2028, 2, 29)).earned == 60

    def test_shares_each_period_out_over_its_own_days(self):
        """Half a year of 181 days, then one of 184: nothing of the second was served."""
        first = part(60_000, JAN, date(2026, 6, 30), paid=60_000)
        second = part(60_000, date(2026, 7, 1), DEC)

        found = settled(first, second)

        assert found.slices[0].earned == Fraction(60_000 * 146, 181)
        assert found.slices[1].earned == 0
        assert found.balance == Decimal("48397.79") - 60_000

    def test_takes_a_thing_that_is_due_once_whole_or_not_at_all(self):
        licence = part(200_000, END, END)
        later = part(90_000, END + timedelta(days=1), END + timedelta(days=1))

        assert settled(licence, later).earned == 200_000

    def test_sets_off_what_the_supplier_owes(self):
        found = settled(part(), part(10_000, paid=1_000, is_back=True))

        assert found.balance == 48_000 - 4_000 + 1_000
        assert [code for code, _change, _total in codes(found)] == [
            "earned",
            "earned_back",
            "paid_back",
        ]

    def test_leaves_earnest_money_aside(self):
        found = settled(part(), part(90_000, paid=90_000, charged=90_000, is_aside=True))

        assert (found.balance, found.open_amount) == (48_000, 0)
        assert codes(found)[-1] == ("aside", 90_000, 48_000)

    def test_adds_what_the_sides_agreed_on_besides(self):
        found = settled(
            part(paid=60_000), extras=[Extra("Dismantling", money(500)), Extra("Grace", money(-80))]
        )

        assert found.balance == -12_000 + 500 - 80
        assert [step.name for step in found.steps[-2:]] == ["Dismantling", "Grace"]

    def test_books_what_open_payments_do_not_ask_for_by_themselves(self):
        """Invoiced in full, half of it paid: 72,000 are credited, 60,000 of them are open."""
        found = settled(part(paid=60_000, charged=120_000))

        assert (found.balance, found.open_amount, found.to_book) == (-12_000, 60_000, -72_000)

    def test_is_nothing_without_fees(self):
        found = settled()

        assert (found.balance, found.steps, found.slices) == (0, (), ())

    def test_rounds_once_on_the_total(self):
        """Two of 33.335 are 66.67, though each alone would be 33.34."""
        half = date(2026, 1, 1), date(2026, 1, 2)
        found = settled(part("66.67", *half), part("66.67", *half), day=JAN)

        assert found.earned == Decimal("66.67")
        assert sum(one.amount for one in found.slices) == found.earned
        assert [code for code, _change, _total in codes(found)] == ["earned"]

    def test_says_what_the_rounding_changed(self):
        found = settled(part(100, JAN, date(2026, 1, 3)), day=JAN)

        assert found.balance == Decimal("33.33")
        assert codes(found)[-1] == ("rounded", Fraction(-1, 300), Fraction(3333, 100))

    def test_of_a_currency_without_cents_or_with_three(self):
        third = part(100, JAN, date(2026, 1, 3))

        assert str(settled(third, day=JAN, rounding=Decimal(1)).balance) == "33"
        assert str(settled(third, day=JAN, rounding=Decimal("0.001")).balance) == "33.333"

    def test_is_the_same_in_any_context(self):
        with localcontext() as context:
            context.prec = 3
            found = settled(part("123456789.01", paid="98765432.10"))

        assert found == settled(part("123456789.01", paid="98765432.10"))

    def test_explains_itself_in_plain_values(self):
        plain = trace(settled(part(paid=60_000), extras=[Extra("Grace", money("-0.5"))]))

        assert plain["of"] == "settlement"
        assert plain["amount"] == "-12000.50"
        assert plain["slices"] == [
            {
                "name": "Support",
                "first": "2026-01-01",
                "last": "2026-05-26",
                "days": 146,
                "of_days": 365,
                "fee": "120000",
                "paid": "60000",
                "is_back": False,
                "is_aside": False,
                "earned": "48000",
                "amount": "48000",
            }
        ]
        assert plain["steps"][-1] == {
            "code": "extra",
            "name": "Grace",
            "change": "-0.5",
            "total": "-12000.5",
        }


class TestProperties:
    @PROPERTY
    @given(st.lists(fee_parts(), max_size=6), days)
    def test_parts_sum_to_the_total_to_the_cent(self, parts, day):
        found = settle(parts, day, CENT)
        signs = [-1 if one.part.is_back else 1 for one in found.slices]

        assert found.earned == sum(
            sign * one.amount for sign, one in zip(signs, found.slices, strict=True)
        )
        assert found.balance == found.earned - found.paid
        assert found.balance == found.open_amount + found.to_book
        assert Fraction(found.balance) == (found.steps[-1].total if found.steps else 0)

    @PROPERTY
    @given(fee_parts(), days, st.integers(1, 800))
    def test_splitting_a_period_never_changes_the_sum(self, whole, day, at):
        cut = min(at, whole.days - 1)
        if not cut:
            return
        middle = whole.first + timedelta(days=cut)
        before, after = (Fraction(whole.fee) * of / whole.days for of in (cut, whole.days - cut))
        parts = [
            FeePart("1", whole.first, middle - timedelta(days=1), before),
            FeePart("2", middle, whole.last, after),
        ]
        whole = FeePart("0", whole.first, whole.last, whole.fee)

        assert settle(parts, day, CENT).earned == settle([whole], day, CENT).earned

    @PROPERTY
    @given(fee_parts(), days)
    def test_earned_and_unearned_make_up_the_fee(self, one, day):
        unearned = Fraction(one.fee) * (one.days - one.days_used(day)) / one.days

        assert one.earned(day) + unearned == Fraction(one.fee)
        assert 0 <= one.earned(day) <= one.fee

    @PROPERTY
    @given(fee_parts(), days, st.integers(0, 400))
    def test_a_later_end_never_earns_less(self, one, day, more):
        assert one.earned(day + timedelta(days=more)) >= one.earned(day)

    @PROPERTY
    @given(st.lists(fee_parts(), max_size=4), days)
    def test_no_more_is_returned_than_was_paid(self, parts, day):
        forward = [one for one in parts if not one.is_back]
        found = settle(forward, day, CENT)

        assert found.balance >= -found.paid


class TestRefusals:
    def test_of_a_period_that_ends_before_it_begins(self):
        with refused("order", SettlementError):
            part(first=DEC, last=JAN)

    @pytest.mark.parametrize("amount", OUT_OF_BOUNDS)
    def test_of_amounts_out_of_bounds(self, amount):
        for name in ("fee", "paid", "charged"):
            with refused("amount", SettlementError):
                part(**{name: amount})

    @pytest.mark.parametrize("amount", ["1e15", "-1e15", "NaN", "Infinity"])
    def test_of_extras_out_of_bounds(self, amount):
        with refused("amount", SettlementError):
            Extra("Costs", Decimal(amount))

    def test_of_a_sum_out_of_bounds(self):
        large = part("999999999999999.99", paid="999999999999999.99")
        with refused("amount", SettlementError):
            settled(large, large, day=DEC)

    @pytest.mark.parametrize("rounding", BAD_ROUNDINGS)
    def test_of_what_no_money_is_rounded_to(self, rounding):
        with refused("rounding", SettlementError):
            settled(part(), rounding=rounding)
