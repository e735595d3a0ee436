"""What a report says of its period: shares, averages, and whether a target is met (T0-7, T0-2.1).

A figure is rounded once, half up; where there was nothing to count there is no figure,
which is not the same as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

Verdict = Literal["met", "missed"]

_CENT = Decimal("0.01")
# Exact enough for any count, whatever context the caller is in (I11).
_ROUNDED = Context(prec=60, rounding=ROUND_HALF_UP)  # pragma: no mutate


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a report speaks of; both its ends count."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator says of a period, and of how many it was taken; None: nothing to say."""

    value: Decimal | None
    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at: at least so much, or at most."""

    value: Decimal
    is_ceiling: bool = False


def percent(part: int, whole: int) -> Decimal | None:
    """So many of so many, in percent; None where there is nothing to take a share of.

    Raises ValueError where `part` is no part of `whole`.

    >>> percent(5, 6)  # T0-7.1
    Decimal('83.33')
    >>> percent(0, 0) is None
    True
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    return _rounded(Decimal(100 * part), whole)


def share_of(part: int, whole: int) -> Figure:
    """A share with the numbers that it was taken from.

    >>> share_of(5, 6)
    Figure(value=Decimal('83.33'), part=5, whole=6)
    """
    return Figure(percent(part, whole), part, whole)


def average(total: Decimal, count: int) -> Decimal | None:
    """The mean of `count` values that sum to `total`; None where there are none.

    >>> average(Decimal("12.5"), 3)
    Decimal('4.17')
    """
    if count < 0:
        raise ValueError(f"{count} values")
    return _rounded(total, count)


def verdict(value: Decimal | None, target: Target | None) -> Verdict | None:
    """Whether a figure meets its target; the target itself is enough. None: cannot be said.

    >>> verdict(percent(8, 10), Target(Decimal(90)))  # T0-2.1: eight good surveys of ten
    'missed'
    """
    if value is None or target is None:
        return None
    is_met = value <= target.value if target.is_ceiling else value >= target.value
    return "met" if is_met else "missed"


def period_before(anchor: date, base: date, previous: date | None, is_calendar: bool) -> Period:
    """The days that the report resting on `base` speaks of: since the one before, or `anchor`.

    Of a calendar period `base` is the last day; of a rhythm that counts from the anchor it is the
    day on which the next period begins. Nothing before `anchor` is spoken of.

    >>> period_before(date(2026, 1, 15), date(2026, 5, 31), date(2026, 4, 30), True)
    Period(first=datetime.date(2026, 5, 1), last=datetime.date(2026, 5, 31))
    >>> period_before(date(2026, 1, 15), date(2026, 4, 15), None, False)
    Period(first=datetime.date(2026, 1, 15), last=datetime.date(2026, 4, 14))
    """
    day = timedelta(days=1)
    first = anchor
    if previous is not None:
        first = max(anchor, previous + day if is_calendar else previous)
    last = base if is_calendar else base - day
    return Period(first, max(first, last))


def lacking(wanted: Iterable[str], given: Iterable[str]) -> list[str]:
    """The wanted indicators that a report does not give, in their order (T0-App5).

    >>> lacking(["in time", "goal"], ["in time"])
    ['goal']
    """
    have = set(given)
    return [name for name in wanted if name not in have]


def _rounded(total: Decimal, count: int) -> Decimal | None:
    if not count:
        return None
    return _ROUNDED.quantize(_ROUNDED.divide(total, Decimal(count)), _CENT)
