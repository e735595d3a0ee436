from datetime import date
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest

from odoo.addons.crm_contract_compliance.tools.indicator import (
    Period,
    Target,
    average,
    lacking,
    percent,
    period_before,
    verdict,
)

SATISFIED = Target(Decimal(90))
FEW = Target(Decimal(3), is_ceiling=True)


def test_a_share_is_rounded_half_up_to_two_places():
    """T0-7.1: complaints 6, closed in time 5."""
    assert percent(5, 6) == Decimal("83.33")
    assert percent(2, 3) == Decimal("66.67")
    assert percent(1, 800) == Decimal("0.13"), "0.125"
    assert percent(6, 6) == 100
    assert percent(0, 6) == 0


def test_nothing_to_count_is_not_zero():
    assert percent(0, 0) is None
    assert average(Decimal(0), 0) is None


@pytest.mark.parametrize(("part", "whole"), [(7, 6), (-1, 6), (1, 0)])
def test_a_part_is_never_more_than_its_whole(part, whole):
    with pytest.raises(ValueError, match="no part"):
        percent(part, whole)


def test_an_average_is_rounded_half_up():
    assert average(Decimal(9), 2) == Decimal("4.50")
    assert average(Decimal("0.01"), 2) == Decimal("0.01"), "0.005"
    assert average(Decimal(0), 2) == 0
    with pytest.raises(ValueError, match="values"):
        average(Decimal(1), -1)


def test_a_figure_does_not_depend_on_the_caller():
    with localcontext(prec=3, rounding=ROUND_DOWN):
        assert percent(2, 3) == Decimal("66.67")
        assert average(Decimal(200000), 3) == Decimal("66666.67")


def test_a_target_is_met_by_itself():
    assert verdict(Decimal(90), SATISFIED) == "met"
    assert verdict(Decimal("89.99"), SATISFIED) == "missed"
    assert verdict(Decimal(3), FEW) == "met"
    assert verdict(Decimal(4), FEW) == "missed"


def test_eight_good_surveys_of_ten_miss_ninety_percent():
    """T0-2.1"""
    assert verdict(percent(8, 10), SATISFIED) == "missed"


def test_without_figure_or_target_nothing_is_judged():
    assert verdict(None, SATISFIED) is None
    assert verdict(Decimal(0), None) is None


def test_a_calendar_period_ends_on_its_last_day():
    """T0-7.3: May's report."""
    may = period_before(date(2026, 1, 15), date(2026, 5, 31), date(2026, 4, 30), True)
    assert may == Period(date(2026, 5, 1), date(2026, 5, 31))


def test_the_first_period_begins_with_the_duty():
    first = period_before(date(2026, 1, 15), date(2026, 1, 31), None, True)
    assert first == Period(date(2026, 1, 15), date(2026, 1, 31))
    later = period_before(date(2026, 1, 15), date(2026, 3, 31), date(2025, 12, 31), True)
    assert later.first == date(2026, 1, 15)


def test_a_rhythm_from_the_anchor_leaves_its_own_day_to_the_next():
    second = period_before(date(2026, 1, 15), date(2026, 7, 15), date(2026, 4, 15), False)
    assert second == Period(date(2026, 4, 15), date(2026, 7, 14))


def test_a_report_once_speaks_of_one_day_at_least():
    day = date(2026, 1, 15)
    assert period_before(day, day, None, False) == Period(day, day)


def test_what_a_report_lacks_comes_in_order():
    assert lacking(["b", "a", "c"], ["a"]) == ["b", "c"]
    assert lacking([], ["a"]) == []
