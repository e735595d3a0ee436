"""Exact amounts and their one rounding: section 5, promise I11."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.money import (
    common_divisor,
    decimal_of,
    open_part,
    readable,
    rounded,
    share,
    text,
)

from .penalty_common import half_up
from .timeline_common import PROPERTY

exacts = st.fractions(0, 10**12, max_denominator=366 * 10**4)
roundings = st.sampled_from([Decimal(text) for text in ("0.01", "0.05", "1", "0.001", "10")])


class TestRounding:
    @pytest.mark.parametrize(
        ("exact", "rounding", "found"),
        [
            ("1/200", "0.01", "0.01"),
            ("199/40000", "0.01", "0.00"),
            ("1/2", "1", "1"),
            ("12345/10000", "0.001", "1.235"),
            ("1/40", "0.05", "0.05"),
            ("5", "10", "10"),
            ("499/100", "10", "0"),
        ],
    )
    def test_is_half_up_with_the_digits_of_the_currency(self, exact, rounding, found):
        """Currencies with 2, 0 and 3 decimals, and cash in 5 cents."""
        assert str(rounded(Fraction(exact), Decimal(rounding))) == found

    def test_is_the_same_whatever_the_context(self):
        with localcontext() as context:
            context.prec = 3
            assert str(rounded(Fraction(99999999999999999, 1000), Decimal("0.01"))) == (
                "100000000000000.00"
            )

    @PROPERTY
    @given(exacts, roundings)
    def test_equals_that_of_whole_numbers(self, exact, rounding):
        found = rounded(exact, rounding)

        assert found == half_up(exact, rounding)
        assert -Fraction(rounding) < 2 * (exact - Fraction(found)) * 1 < Fraction(rounding) or (
            2 * (Fraction(found) - exact) == Fraction(rounding)
        )


class TestExactNumbers:
    def test_share(self):
        assert share(Decimal("33.33"), Decimal(2)) == Fraction(6666, 10000)
        assert share(Fraction(1, 3), Decimal(50)) == Fraction(1, 6)

    @pytest.mark.parametrize(
        ("denominator", "left"), [(1, 1), (8, 1), (1000, 1), (365, 73), (366, 183), (360, 9)]
    )
    def test_what_is_left_without_twos_and_fives(self, denominator, left):
        assert open_part(Fraction(1, denominator)) == left

    def test_common_divisor_is_the_least_for_all(self):
        assert common_divisor(Fraction(1, 4), Fraction(2)) == 1
        assert common_divisor(Fraction(1, 365), Fraction(1, 73)) == 73

    @pytest.mark.parametrize(
        ("exact", "written"),
        [("9/4", "2.25"), ("50000", "50000"), ("0", "0"), ("-1/8", "-0.125"), ("1/73", "1/73")],
    )
    def test_text_is_plain(self, exact, written):
        assert text(Fraction(exact)) == written

    def test_text_is_one_for_all_ways_to_write_a_number(self):
        assert {text(Decimal(one)) for one in ("1E+5", "100000", "100000.000")} == {"100000"}

    def test_readable_has_ten_digits_rounded_half_up(self):
        assert readable(Fraction(2, 3)) == "0.6666666667"
        assert readable(Fraction(1, 2 * 10**10)) == "0.0000000001"
        assert readable(Decimal("2250.50")) == "2250.5"

    @PROPERTY
    @given(st.decimals(-(10**15), 10**15, places=6))
    def test_decimal_keeps_the_number_whatever_the_context(self, number):
        with localcontext() as context:
            context.prec = 3
            found = decimal_of(Fraction(number))

        assert found == number
        assert found == 0 or found.as_tuple().exponent <= 0
        assert Decimal(text(number)) == number
