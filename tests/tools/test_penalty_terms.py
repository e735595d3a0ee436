"""What a penalty clause may say: X-1, X-2, L-27, section 5."""

from dataclasses import replace
from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.penalty_terms import (
    MissingRateError,
    PenaltyError,
    PenaltyTerms,
    ReferenceRate,
    in_force,
    in_order,
    reference_on,
)

from .penalty_common import BAD_PERCENTS, BY_THE_DAY, ONCE, OUT_OF_BOUNDS, money, terms
from .timeline_common import refused

MAY = date(2026, 5, 1)
FLAT = terms("flat_overdue", 2)


class TestTerms:
    def test_are_charged_once_or_by_the_day(self):
        assert [terms(method).is_by_the_day for method in ONCE] == [False] * 4
        assert [terms(method).is_by_the_day for method in BY_THE_DAY] == [True] * 2

    def test_default_to_how_section_5_reads_them(self):
        assert (FLAT.grace, FLAT.ceiling_base) == ("threshold", "overdue")
        assert (FLAT.day_count, FLAT.reference) == ("365", "fixed")
        assert (FLAT.grace_days, FLAT.ceiling, FLAT.multiplier) == (0, 0, 1)
        assert (FLAT.clause, FLAT.valid_from, FLAT.tiers) == ("", None, ())
        bare = PenaltyTerms("negotiated")
        assert (bare.rate, bare.fixed_amount) == (0, 0)

    def test_daily_rate_is_that_of_the_tier_reached(self):
        tiered = terms("daily_overdue", 1, tiers=((1, money(2)), (31, money(3))))

        assert [tiered.daily_rate(number) for number in (1, 30, 31, 400)] == [2, 2, 3, 3]
        late = terms("daily_overdue", 1, tiers=((2, money(2)),))
        assert [late.daily_rate(number) for number in (1, 2)] == [1, 2]


class TestRefusals:
    @pytest.mark.parametrize("bad", BAD_PERCENTS, ids=str)
    def test_percent_out_of_bounds(self, bad):
        with refused("percent", PenaltyError):
            terms("fixed", bad)
        with refused("percent", PenaltyError):
            terms("fixed", ceiling=bad)
        with refused("percent", PenaltyError):
            terms("daily_overdue", tiers=((3, bad),))
        with refused("percent", PenaltyError):
            ReferenceRate(MAY, bad)

    @pytest.mark.parametrize("bad", BAD_PERCENTS, ids=str)
    def test_multiplier_out_of_bounds(self, bad):
        with refused("multiplier", PenaltyError):
            terms("reference_rate", multiplier=bad)

    @pytest.mark.parametrize("bad", OUT_OF_BOUNDS, ids=str)
    def test_sum_out_of_bounds(self, bad):
        with refused("amount", PenaltyError):
            terms("fixed", fixed_amount=bad)

    @pytest.mark.parametrize("bad", [-1, 3651])
    def test_days_of_grace_out_of_bounds(self, bad):
        with refused("grace_days", PenaltyError):
            terms("fixed", grace_days=bad)

    @pytest.mark.parametrize("name", ["method", "grace", "ceiling_base", "day_count", "reference"])
    def test_unknown_choice(self, name):
        with refused(name, PenaltyError):
            replace(FLAT, **{name: "weekly"})

    @pytest.mark.parametrize("starts", [(0,), (-1,), (5, 5), (9, 5)])
    def test_tiers_out_of_order(self, starts):
        with refused("tiers", PenaltyError):
            terms("daily_overdue", tiers=tuple((start, money(1)) for start in starts))

    @pytest.mark.parametrize("method", [*ONCE, "reference_rate"])
    def test_tiers_of_what_is_not_daily(self, method):
        with refused("tiers", PenaltyError):
            terms(method, tiers=((5, money(1)),))

    def test_bounds_themselves_are_within(self):
        whole = terms("daily_overdue", 100, multiplier=100, ceiling=100, grace_days=3650)
        assert whole.rate == whole.ceiling == whole.multiplier == 100
        assert terms("reference_rate", multiplier=0).multiplier == 0


class TestVersions:
    later = replace(FLAT, valid_from=MAY)

    def test_in_force_is_the_latest_of_the_day(self):
        ordered = in_order([self.later, FLAT])

        assert in_force(ordered, date(2026, 4, 30)) is FLAT
        assert in_force(ordered, MAY) is self.later
        assert in_force([self.later], date(2026, 4, 30)) is None

    def test_rate_counts_from_its_own_day_on(self):
        table = [ReferenceRate(MAY, money(3)), ReferenceRate(date(2026, 1, 1), money(4))]

        assert reference_on(table, date(2026, 4, 30)) == 4
        assert reference_on(table, MAY) == 3
        with refused("reference", PenaltyError):
            reference_on(table, date(2025, 12, 31))

    def test_missing_rate_names_its_day(self):
        with pytest.raises(MissingRateError) as refusal:
            reference_on([], date(2025, 12, 31))
        assert refusal.value.day == date(2025, 12, 31)

    def test_none_or_two_of_a_day_are_refused(self):
        with refused("versions", PenaltyError):
            in_order([])
        for twin in (FLAT, self.later):
            with refused("twin", PenaltyError):
                in_order([twin, replace(FLAT, valid_from=date(2026, 2, 2)), twin])
