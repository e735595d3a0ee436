"""Duties that come again: quarterly visits, monthly reports (T0-6.1, T0-7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .term import TermError, add_days, add_period, check_not_negative

RecurrenceUnit = Literal["day", "week", "month", "year"]

_DAYS: dict[RecurrenceUnit, int] = {"day": 1, "week": 7}
_MONTHS: dict[RecurrenceUnit, int] = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `interval` units from `anchor`, which is occurrence 0.

    An occurrence is always counted from the anchor, never from the one before: a duty
    of the 31st falls on 28 February and is back on 31 March. Its number is a stable
    key. Raises TermError `interval` unless the interval is positive, `unit` for an
    unknown unit.
    """

    anchor: date
    interval: int
    unit: RecurrenceUnit

    def __post_init__(self) -> None:
        if self.interval <= 0:
            raise TermError("interval", f"no interval: {self.interval}")
        if self.unit not in _DAYS and self.unit not in _MONTHS:
            raise TermError("unit", f"unknown unit of recurrence {self.unit!r}")

    def occurrence(self, n: int) -> date:
        """The date of occurrence `n`, at least 0.

        Raises TermError `negative`, or `too_far` beyond MAX_YEAR.

        >>> Recurrence(date(2026, 1, 31), 1, "month").occurrence(1)
        datetime.date(2026, 2, 28)
        >>> Recurrence(date(2026, 1, 31), 1, "month").occurrence(2)
        datetime.date(2026, 3, 31)
        """
        check_not_negative(n)
        steps = n * self.interval
        if self.unit in _DAYS:
            return add_days(self.anchor, steps * _DAYS[self.unit])
        return add_period(self.anchor, months=steps * _MONTHS[self.unit])

    def occurrences(self, after: date, until: date) -> Iterator[tuple[int, date]]:
        """Number and date of each occurrence with `after` < date <= `until`, in order.

        Found by arithmetic: the cost follows what is yielded, not the anchor's age.
        Raises TermError `too_far` at the first occurrence beyond MAX_YEAR.

        >>> quarterly = Recurrence(date(2026, 1, 1), 3, "month")
        >>> for n, day in quarterly.occurrences(date(2026, 1, 1), date(2026, 7, 1)):
        ...     print(n, day)
        1 2026-04-01
        2 2026-07-01
        """
        for n in range(self._last_until(after) + 1, self._last_until(until) + 1):
            yield n, self.occurrence(n)

    def _last_until(self, day: date) -> int:
        """The number of the last occurrence on or before `day`; -1 for none."""
        if day < self.anchor:
            return -1
        if self.unit in _DAYS:
            return (day - self.anchor).days // (self.interval * _DAYS[self.unit])
        months = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
        n = months // (self.interval * _MONTHS[self.unit])
        return n if self.occurrence(n) <= day else n - 1
