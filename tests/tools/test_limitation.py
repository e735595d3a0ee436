"""Limitation: row L-23, scenario 15."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.limitation import (
    Demand,
    LimitationError,
    limitation_date,
)
from odoo.addons.crm_contract_compliance.tools.term import TermError, add_period

from .timeline_common import PROPERTY, days, refused

KNOWN = date(2026, 4, 1)


def proven(*demands):
    return [Demand(day, True) for day in demands]


class TestLimitation:
    def test_runs_three_years_from_knowing(self):
        """Scenario 15."""
        assert limitation_date(KNOWN, []) == date(2029, 4, 1)
        assert limitation_date(date(2024, 2, 29), []) == date(2027, 2, 28)
        assert limitation_date(KNOWN, [], years=2) == date(2028, 4, 1)

    def test_starts_anew_with_a_proven_demand(self):
        """Scenario 15."""
        assert limitation_date(KNOWN, proven(date(2027, 5, 10))) == date(2030, 5, 10)
        assert limitation_date(KNOWN, [Demand(date(2027, 5, 10), False)]) == date(2029, 4, 1)

    def test_starts_anew_with_each_in_whatever_order(self):
        second, first = date(2030, 5, 10), date(2027, 5, 10)

        assert limitation_date(KNOWN, proven(second, first)) == date(2033, 5, 10)

    @pytest.mark.parametrize(
        ("day", "end"),
        [(date(2029, 4, 1), date(2032, 4, 1)), (date(2029, 4, 2), date(2029, 4, 1))],
    )
    def test_that_lapsed_is_not_revived(self, day, end):
        """The last day itself is in time (L-26)."""
        assert limitation_date(KNOWN, proven(day)) == end

    def test_is_not_moved_back_by_a_demand_before_it_began(self):
        assert limitation_date(KNOWN, proven(date(2026, 3, 1))) == date(2029, 4, 1)

    def test_ends_twenty_years_after_the_harm(self):
        late = date(2045, 1, 10)

        assert limitation_date(late, [], harmed_on=date(2026, 1, 1)) == date(2046, 1, 1)
        assert limitation_date(late, [], harmed_on=date(2030, 1, 1)) == date(2048, 1, 10)
        assert limitation_date(late, [], harmed_on=late) == date(2048, 1, 10)

    def test_that_makes_no_sense_is_refused(self):
        with refused("years", LimitationError):
            limitation_date(KNOWN, [], years=0)
        assert limitation_date(KNOWN, [], years=1) == date(2027, 4, 1)
        with refused("harm", LimitationError):
            limitation_date(KNOWN, [], harmed_on=KNOWN + timedelta(days=1))
        with refused("too_far", TermError):
            limitation_date(date(2198, 1, 1), [])

    @PROPERTY
    @given(days, st.lists(days, max_size=5))
    def test_is_never_earlier_for_a_demand_more(self, known, demands):
        ends = [
            limitation_date(known, proven(*demands[:count])) for count in range(len(demands) + 1)
        ]

        assert ends == sorted(ends)
        assert ends[0] == add_period(known, years=3)
        starts = [known, *demands]
        assert ends[-1] in {add_period(start, years=3) for start in starts}
