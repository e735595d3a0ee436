"""Costs of a dispute: row T0-11.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.dispute import DisputeError, split_costs

CENT = Decimal("0.01")


class TestCosts:
    @pytest.mark.parametrize(
        ("percent", "first", "second"), [(100, 8000, 0), (0, 0, 8000), (30, 2400, 5600)]
    )
    def test_are_the_losers_or_as_ordered(self, percent, first, second):
        split = split_costs(Decimal(8000), Decimal(percent), CENT)

        assert (split.first, split.second) == (first, second)

    def test_of_an_odd_cent_are_rounded_once(self):
        """Half of 0.01 is rounded up; the other side bears the rest, which is nothing."""
        split = split_costs(CENT, Decimal(50), CENT)

        assert (split.first, split.second) == (CENT, 0)

    @given(
        st.decimals(0, 10**9, places=2),
        st.decimals(0, 100, places=4),
        st.sampled_from(["0.01", "1"]),
    )
    def test_sum_to_the_cent(self, total, percent, rounding):
        total = total if rounding == "0.01" else Decimal(int(total))
        split = split_costs(total, percent, Decimal(rounding))

        assert split.first + split.second == total
        assert min(split.first, split.second) >= 0
        assert split.first % Decimal(rounding) == 0

    @pytest.mark.parametrize(
        ("total", "percent", "rounding", "code"),
        [
            (-1, 50, "0.01", "amount"),
            ("NaN", 50, "0.01", "amount"),
            (1, 101, "0.01", "percent"),
            (1, -1, "0.01", "percent"),
            (1, 50, "0", "rounding"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, total, percent, rounding, code):
        with pytest.raises(DisputeError) as caught:
            split_costs(Decimal(total), Decimal(percent), Decimal(rounding))
        assert caught.value.code == code
