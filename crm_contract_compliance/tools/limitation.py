"""Until when a claim may be brought: the general limitation period (L-23, CC 188, 195)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .term import add_period

LONG_STOP_YEARS = 20
"""Years from the harm after which no claim is brought, known or not."""


class LimitationError(ValueError):
    """Days that make no limitation; codes `years`, `harm`, stable. The message is for us."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Demand:
    """A demand on the debtor, on the day that it reached him; only a proven one counts."""

    day: date
    is_proven: bool


def limitation_date(
    known_on: date,
    demands: Iterable[Demand],
    years: int = 3,
    harmed_on: date | None = None,
) -> date:
    """The last day to sue: so many years from knowing harm and debtor (L-23, CC 188, 195).

    Each proven demand within the time starts it anew; one that comes later does not. It
    ends 20 years after the harm at the latest, where that day is given. Never shifted off
    rest days here. Raises LimitationError `years` unless above 0, `harm` for a harm after it
    was known; TermError `too_far`.

    >>> known = date(2026, 4, 1)  # scenario 15
    >>> print(limitation_date(known, []))
    2029-04-01
    >>> print(limitation_date(known, [Demand(date(2027, 5, 10), True)]))
    2030-05-10
    >>> print(limitation_date(known, [Demand(date(2027, 5, 10), False)]))
    2029-04-01
    """
    if years <= 0:
        raise LimitationError("years", f"a limitation of {years} years")
    if harmed_on is not None and harmed_on > known_on:
        raise LimitationError("harm", f"known on {known_on}, harmed on {harmed_on}")
    start = known_on
    for day in sorted(demand.day for demand in demands if demand.is_proven):
        if day <= add_period(start, years):
            start = max(start, day)
    end = add_period(start, years)
    return end if harmed_on is None else min(end, add_period(harmed_on, LONG_STOP_YEARS))
