"""Notice periods and the right to rescind: rows T1-11.2, L-14, L-15; scenarios 11 and 15."""

from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.ending import (
    EndingError,
    earliest_end,
    has_lapsed,
    rescission_until,
)

from .timeline_common import refused

ARRIVED = date(2026, 6, 1)


class TestEarliestEnd:
    @pytest.mark.parametrize(
        ("days", "grace", "end"),
        [
            (30, None, "2026-07-01"),
            (15, None, "2026-06-16"),
            (0, None, "2026-06-01"),
            (0, date(2026, 6, 15), "2026-06-15"),
            (30, date(2026, 6, 15), "2026-07-01"),
            (0, date(2026, 5, 1), "2026-06-01"),
        ],
    )
    def test_counts_from_the_arrival(self, days, grace, end):
        assert str(earliest_end(ARRIVED, days, grace)) == end

    def test_is_not_known_before_the_arrival(self):
        assert earliest_end(None, 30, date(2026, 6, 15)) is None

    def test_takes_no_negative_days(self):
        with refused("days", EndingError):
            earliest_end(ARRIVED, -1)


class TestRightToRescind:
    def test_lasts_a_year_or_what_was_agreed(self):
        known = date(2026, 5, 20)
        assert str(rescission_until(known)) == "2027-05-20"
        assert str(rescission_until(known, 3)) == "2026-08-20"
        assert str(rescission_until(date(2028, 2, 29))) == "2029-02-28"

    def test_ends_sooner_but_never_later_on_demand(self):
        known = date(2026, 5, 20)
        assert str(rescission_until(known, asked_until=date(2026, 8, 31))) == "2026-08-31"
        assert str(rescission_until(known, asked_until=date(2028, 8, 31))) == "2027-05-20"

    @pytest.mark.parametrize("months", [0, -1])
    def test_lasts_some_time(self, months):
        with refused("months", EndingError):
            rescission_until(ARRIVED, months)

    def test_has_lapsed_from_the_next_day_on(self):
        assert not has_lapsed(ARRIVED, ARRIVED)
        assert has_lapsed(date(2026, 6, 2), ARRIVED)
        assert not has_lapsed(ARRIVED, None)
