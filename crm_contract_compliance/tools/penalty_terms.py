"""What a clause says of a penalty, its versions, and the reference rates it may name.

A rule is amended by a version that is valid from a day on (section 5); which one a day
falls under is decided here, what the day costs is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from .money import MoneyError, check_amounts, check_percents

Method = Literal[
    "flat_overdue", "daily_overdue", "percent_total", "fixed", "negotiated", "reference_rate"
]
Grace = Literal["threshold", "later_start"]
CeilingBase = Literal["overdue", "contract_total"]
DayCount = Literal["365", "360", "actual"]
Reference = Literal["fixed", "floating"]

MAX_GRACE_DAYS = 3650
MAX_MULTIPLIER = 100

_BY_THE_DAY = ("daily_overdue", "reference_rate")
_ONCE = ("flat_overdue", "percent_total", "fixed", "negotiated")
_CHOICES = {
    "grace": ("threshold", "later_start"),
    "ceiling_base": ("overdue", "contract_total"),
    "day_count": ("365", "360", "actual"),
    "reference": ("fixed", "floating"),
}


class PenaltyError(MoneyError):
    """Terms or facts of a penalty that the rulebook refuses.

    Codes: `method`, `percent`, `amount`, `multiplier`, `tiers`, `grace_days`, `grace`,
    `ceiling_base`, `ceiling`, `day_count`, `reference`, `versions`, `twin`, `subject`,
    `rounding`, `stale`; those of BalanceError come as that.
    """


class MissingRateError(PenaltyError):
    """PenaltyError `reference`: the table has no annual rate for that day yet."""

    def __init__(self, day: date) -> None:
        super().__init__("reference", f"no reference rate on {day}")
        self.day = day


@dataclass(frozen=True, slots=True)
class PenaltyTerms:
    """One version of a rule; what its method does not read may stay 0 (X-1, X-2).

    `rate` is percent: of the overdue amount (flat, daily) or the contract total.
    `multiplier` is that of an annual reference rate, `fixed_amount` the sum of `fixed`
    and `negotiated`. `tiers` are of `daily_overdue`: (overdue day number, percent from it
    on). `ceiling` is percent, 0 for none. Without `valid_from` it was always in force.
    Whatever the method, what is given is checked: raises PenaltyError `method`,
    `percent`, `amount`, `multiplier`, `tiers`, `grace_days`, `grace`, `ceiling_base`,
    `day_count`, `reference`.
    """

    method: Method
    rate: Decimal = Decimal(0)
    multiplier: Decimal = Decimal(1)
    fixed_amount: Decimal = Decimal(0)
    tiers: tuple[tuple[int, Decimal], ...] = ()
    grace_days: int = 0
    grace: Grace = "threshold"
    ceiling: Decimal = Decimal(0)
    ceiling_base: CeilingBase = "overdue"
    clause: str = ""
    valid_from: date | None = None
    day_count: DayCount = "365"
    reference: Reference = "fixed"

    def __post_init__(self) -> None:
        if self.method not in _BY_THE_DAY + _ONCE:
            raise PenaltyError("method", f"unknown method of a penalty {self.method!r}")
        for name, known in _CHOICES.items():
            if getattr(self, name) not in known:
                raise PenaltyError(name, f"unknown {name} {getattr(self, name)!r}")
        check_percents(PenaltyError, self.rate, self.ceiling)
        check_amounts(PenaltyError, self.fixed_amount)
        if not (self.multiplier.is_finite() and 0 <= self.multiplier <= MAX_MULTIPLIER):
            raise PenaltyError("multiplier", f"a multiplier of {self.multiplier}")
        if not 0 <= self.grace_days <= MAX_GRACE_DAYS:
            raise PenaltyError("grace_days", f"{self.grace_days} days of grace")
        self._check_tiers()

    @property
    def is_by_the_day(self) -> bool:
        """Whether each overdue day costs; else the penalty is charged once."""
        return self.method in _BY_THE_DAY

    def daily_rate(self, number: int) -> Decimal:
        """The percent of the overdue day of that number.

        >>> terms = PenaltyTerms("daily_overdue", Decimal("0.05"), tiers=((31, Decimal("0.1")),))
        >>> terms.daily_rate(30), terms.daily_rate(31)
        (Decimal('0.05'), Decimal('0.1'))
        """
        reached = [rate for start, rate in self.tiers if start <= number]
        return reached[-1] if reached else self.rate

    def _check_tiers(self) -> None:
        if self.tiers and self.method != "daily_overdue":
            raise PenaltyError("tiers", f"tiers of {self.method}")
        starts = [0, *(start for start, _rate in self.tiers)]
        if any(start >= later for start, later in pairwise(starts)):
            raise PenaltyError("tiers", f"tiers from the days {starts[1:]}")
        check_percents(PenaltyError, *(rate for _start, rate in self.tiers))


@dataclass(frozen=True, slots=True)
class ReferenceRate:
    """An annual rate in percent, from its own day on (L-27: a one-year LPR).

    Raises PenaltyError `percent`.
    """

    valid_from: date
    percent: Decimal

    def __post_init__(self) -> None:
        check_percents(PenaltyError, self.percent)


def in_order(versions: Iterable[PenaltyTerms]) -> tuple[PenaltyTerms, ...]:
    """The versions of one rule by their day; the one that was always in force first.

    Raises PenaltyError `versions` for none, `twin` for two of one day.
    """
    ordered = tuple(sorted(versions, key=_from))
    if not ordered:
        raise PenaltyError("versions", "a penalty without terms")
    for earlier, later in pairwise(ordered):
        if earlier.valid_from == later.valid_from:
            raise PenaltyError("twin", f"two versions from {later.valid_from} on")
    return ordered


def in_force(ordered: Iterable[PenaltyTerms], day: date) -> PenaltyTerms | None:
    """The version of that day, its own first day included; None before the first one.

    >>> first = PenaltyTerms("flat_overdue", Decimal(2))
    >>> later = PenaltyTerms("flat_overdue", Decimal(3), valid_from=date(2026, 5, 1))
    >>> [in_force([first, later], date(2026, month, 1)).rate for month in (4, 5)]
    [Decimal('2'), Decimal('3')]
    """
    valid = [terms for terms in ordered if _from(terms) <= day]
    return valid[-1] if valid else None


def reference_on(references: Iterable[ReferenceRate], day: date) -> Decimal:
    """The annual percent in force on that day.

    Raises MissingRateError where the table has none yet.

    >>> table = [ReferenceRate(date(2026, 1, 20), Decimal("3.00"))]
    >>> reference_on(table, date(2026, 4, 1))
    Decimal('3.00')
    """
    valid = [(one.valid_from, one.percent) for one in references if one.valid_from <= day]
    if not valid:
        raise MissingRateError(day)
    return max(valid)[1]


def _from(terms: PenaltyTerms) -> date:
    return terms.valid_from or date.min
