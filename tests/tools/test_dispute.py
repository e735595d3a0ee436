"""Costs of a dispute: row T0-11.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.dispute import DisputeError, recoveries, split_costs

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


MONEY = st.decimals(0, 10**6, places=2)


class TestRecoveries:
    def test_go_to_who_advanced_more_than_its_share(self):
        """By hand: 8,000 at 30/70; A advanced 5,000, the third party 1,000, B 2,000.

        A bears 2,400, so it gets 2,600; the third party bears nothing and gets 1,000; B bears
        5,600 and owes 3,600.
        """
        found = recoveries(
            {"a": Decimal(2400), "b": Decimal(5600)},
            {"a": Decimal(5000), "b": Decimal(2000), "third": Decimal(1000)},
        )

        assert [(row.debtor, row.creditor, row.amount) for row in found] == [
            ("b", "a", 2600),
            ("b", "third", 1000),
        ]

    def test_are_none_where_each_advanced_what_it_bears(self):
        assert (
            recoveries({"a": Decimal(1), "b": Decimal(2)}, {"b": Decimal(2), "a": Decimal(1)}) == []
        )

    def test_of_an_outsider_come_from_both(self):
        found = recoveries({"a": Decimal(3), "b": Decimal(5)}, {"third": Decimal(8)})

        assert [(row.debtor, row.amount) for row in found] == [("a", 3), ("b", 5)]

    @given(MONEY, MONEY, MONEY, st.decimals(0, 100, places=4))
    def test_leave_everybody_square(self, by_a, by_b, by_third, percent):
        total = by_a + by_b + by_third
        split = split_costs(total, percent, CENT)
        borne = {"a": split.first, "b": split.second}
        paid = {"a": by_a, "b": by_b, "third": by_third}

        for row in recoveries(borne, paid):
            assert row.amount > 0
            paid[row.debtor] += row.amount
            paid[row.creditor] -= row.amount

        assert paid == {**borne, "third": 0}

    @pytest.mark.parametrize(
        ("borne", "advanced", "code"), [(1, 2, "sum"), (-1, -1, "amount"), ("NaN", 1, "amount")]
    )
    def test_that_make_no_sense_are_refused(self, borne, advanced, code):
        with pytest.raises(DisputeError) as caught:
            recoveries({"a": Decimal(borne)}, {"b": Decimal(advanced)})
        assert caught.value.code == code
