"""When a standing duty is due: visits, reports, checks, one-off deliveries (T0-6, T0-7.3).

Each occurrence is counted from the duty's anchor, so its number is a stable key; a report
is due so many days after the end of the calendar period that it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .recurrence import Recurrence, RecurrenceUnit
from .term import TermError, add_days, check_not_negative

DutyUnit = Literal["once", "day", "week", "month", "year"]
DutyBasis = Literal["anchor", "period_end"]

_BASES = ("anchor", "period_end")
_LONGEST: dict[DutyUnit, int] = {"once": 1, "day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty falls due: its number, its due day, and the day it rests on.

    `base` is the corresponding day of the anchor, or the last day of the period that a
    report speaks of; `due` is `offset_days` later.
    """

    number: int
    base: date
    due: date


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """What the clause says: how often, from when, until when.

    `anchor` is the day from which the duty is counted; itself it is no due day, but of a
    duty that comes `once`. With the basis `period_end` the periods are those of the
    calendar (months, quarters, years, weeks from Monday), the first being the one that
    holds the anchor. `count` limits how many there are, `last_day` the days on which they
    rest; both may be left open. Raises TermError `interval`, `unit`, `basis`, `negative`.
    """

    anchor: date
    unit: DutyUnit = "month"
    interval: int = 1
    basis: DutyBasis = "anchor"
    offset_days: int = 0
    count: int = 0
    last_day: date | None = None

    def __post_init__(self) -> None:
        check_not_negative(self.offset_days)
        check_not_negative(self.count)
        if self.basis not in _BASES:
            raise TermError("basis", f"unknown basis {self.basis!r}")
        self._rule()

    def occurrences(self, after: date, until: date) -> Iterator[Occurrence]:
        """The occurrences with `after` < due <= `until`, in order.

        >>> quarterly = DutyPlan(date(2026, 1, 1), "month", 3)
        >>> [str(one.due) for one in quarterly.occurrences(date(2026, 1, 1), date(2026, 7, 1))]
        ['2026-04-01', '2026-07-01']
        >>> report = DutyPlan(date(2026, 1, 15), basis="period_end", offset_days=10)
        >>> [str(one.due) for one in report.occurrences(date(2026, 5, 31), date(2026, 6, 30))]
        ['2026-06-10']
        """
        if self.unit == "once":
            yield from self._only(after, until)
            return
        shift = self._steps_to_base()
        first = self._first_number()
        found = self._rule().occurrences(add_days(after, -shift), add_days(until, -shift))
        for place, day in found:
            number = place - self._place_of_zero()
            base = add_days(day, shift - self.offset_days)
            if self._is_over(number, base):
                return
            if number >= first:
                yield Occurrence(number, base, add_days(base, self.offset_days))

    def next_after(self, day: date) -> Occurrence | None:
        """The first occurrence due after `day`; None when there is none to come, or not within
        the years that are counted.

        >>> DutyPlan(date(2026, 1, 31)).next_after(date(2026, 2, 1)).due
        datetime.date(2026, 2, 28)
        """
        start = max(day, add_days(self.anchor, -1))
        try:
            return next(self.occurrences(day, add_days(start, self._longest_wait())), None)
        except TermError:  # beyond the years that are counted
            return None

    def too_old_by(self, day: date, most: int) -> date | None:
        """The day by which occurrences are so old that nobody makes them up any more.

        Some `most` of them lie between it and `day`; None where there are fewer altogether.

        >>> DutyPlan(date(1900, 1, 1), "day").too_old_by(date(2026, 1, 1), 400)
        datetime.date(2024, 11, 27)
        >>> DutyPlan(date(2000, 1, 1), "month").too_old_by(date(2026, 1, 1), 400) is None
        True
        """
        span = most * _LONGEST[self.unit] * self.interval
        if self.unit == "once" or (day - self.anchor).days <= span:
            return None
        return add_days(day, -span)

    def _only(self, after: date, until: date) -> Iterator[Occurrence]:
        due = add_days(self.anchor, self.offset_days)
        if after < due <= until and not self._is_over(0, self.anchor):
            yield Occurrence(0, self.anchor, due)

    def _is_over(self, number: int, base: date) -> bool:
        given = number - self._first_number()
        return bool(self.count and given >= self.count) or (
            self.last_day is not None and base > self.last_day
        )

    def _first_number(self) -> int:
        return 1 if self.basis == "anchor" and self.unit != "once" else 0

    def _place_of_zero(self) -> int:
        """A period ends the day before the next begins: the first ends before place 1."""
        return 1 if self.basis == "period_end" else 0

    def _steps_to_base(self) -> int:
        """Days from the rule's day to the due day."""
        return self.offset_days - (1 if self.basis == "period_end" else 0)

    def _rule(self) -> Recurrence:
        unit: RecurrenceUnit = "day" if self.unit == "once" else self.unit
        start = self.anchor if self.basis == "anchor" else self._period_start()
        return Recurrence(start, self.interval, unit)

    def _period_start(self) -> date:
        """The first day of the calendar period that holds the anchor."""
        if self.unit == "week":
            return add_days(self.anchor, -self.anchor.weekday())
        if self.unit == "year":
            return self.anchor.replace(month=1, day=1)
        if self.unit == "month":
            span = self.interval if self.interval > 0 and 12 % self.interval == 0 else 1
            return self.anchor.replace(month=(self.anchor.month - 1) // span * span + 1, day=1)
        return self.anchor

    def _longest_wait(self) -> int:
        """Days within which the next one comes, whatever the calendar says."""
        return 2 * _LONGEST[self.unit] * self.interval + self.offset_days + 1
