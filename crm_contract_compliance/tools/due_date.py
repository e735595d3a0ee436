"""When something is due: calendar and working days, holidays, time zones.

Forward periods do not count their start day (CC 201) and move off a holiday to the day
after it ends (CC 203, L-25); backward ones never move. Whether a period runs in
calendar or working days is a parameter of each (X-19), and which days are rest is data
(L-48).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from .term import TermError, add_days, check_not_negative

DayUnit = Literal["calendar", "working"]

MAX_REST_RUN = 3660
"""Consecutive rest days after which a calendar is taken to have no workday at all."""

_DAY_UNITS = ("calendar", "working")
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class RestDays:
    """The published rest days of a place, and what of them is known.

    `holidays` holds every published rest day, adjusted weekends included; a day in
    `makeup_workdays` is a workday whatever else it is; `weekend` holds the plain weekly
    rest as `date.weekday()` numbers; `loaded_years` are the years somebody has entered.
    """

    holidays: frozenset[date] = frozenset()
    makeup_workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({_SATURDAY, _SUNDAY})
    loaded_years: frozenset[int] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a published rest day and not made up for."""
        return day in self.holidays and day not in self.makeup_workdays

    def is_weekend(self, day: date) -> bool:
        """Whether `day` is plain weekly rest and not a make-up workday."""
        return day.weekday() in self.weekend and day not in self.makeup_workdays

    def is_workday(self, day: date) -> bool:
        """Whether `day` counts in a period of working days."""
        return not self.is_holiday(day) and not self.is_weekend(day)


@dataclass(frozen=True, slots=True)
class DueTerms:
    """What the clause says: so many days, counted how, moved off what (X-19, L-25).

    Both switches concern calendar days; a period of working days knows no other day.
    Raises TermError `negative`, `unit`.
    """

    days: int
    unit: DayUnit = "calendar"
    shift_holidays: bool = True
    shift_weekends: bool = False

    def __post_init__(self) -> None:
        check_not_negative(self.days)
        if self.unit not in _DAY_UNITS:
            raise TermError("unit", f"unknown unit of days {self.unit!r}")


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date that explains itself: `due` is `unshifted` + one day per skipped one.

    `unshifted` is the due date if no day were rest; `skipped` the rest days that moved
    it, in order; `missing_years` the years consulted that were never loaded (L-48).
    """

    due: date
    unshifted: date
    skipped: tuple[date, ...]
    missing_years: tuple[int, ...]


def forward_due(start: date, terms: DueTerms, rest: RestDays) -> DueDate:
    """The last day of a period that runs forward; `start` does not count (L-24).

    Raises TermError `too_far` beyond MAX_YEAR, `no_workday` when rest never ends.

    >>> golden_week = frozenset(date(2026, 10, day) for day in range(1, 8))
    >>> rest = RestDays(golden_week, loaded_years=frozenset({2026}))
    >>> forward_due(date(2026, 9, 28), DueTerms(5), rest).due  # T0-5.2a
    datetime.date(2026, 10, 8)
    >>> forward_due(date(2026, 9, 28), DueTerms(5, "working"), rest).due  # scenario 9
    datetime.date(2026, 10, 12)
    """
    unshifted = add_days(start, terms.days)
    if terms.unit == "working":
        due, skipped = _count_workdays(start, terms.days, rest)
        first = add_days(start, min(terms.days, 1))
    else:
        due, skipped = _skip_rest(unshifted, lambda day: _moves(day, terms, rest))
        first = unshifted
    consults = terms.unit == "working" or terms.shift_holidays or terms.shift_weekends
    years = range(first.year, due.year + 1) if consults else ()
    missing = tuple(year for year in years if year not in rest.loaded_years)
    return DueDate(due, unshifted, skipped, missing)


def backward_due(end: date, days: int) -> date:
    """The day `days` calendar days before `end`; never shifted (L-25).

    Raises TermError `negative`, `too_far`.

    >>> backward_due(date(2027, 6, 30), 30)
    datetime.date(2027, 5, 31)
    """
    check_not_negative(days)
    return add_days(end, -days)


def local_day(moment: datetime, tz_name: str) -> date:
    """The date that clocks in `tz_name` show at `moment`, a naive UTC datetime.

    Raises TermError `zone` for an unknown zone, `aware` for a moment that has its own.

    >>> local_day(datetime(2026, 9, 28, 16, 0), "Asia/Shanghai")
    datetime.date(2026, 9, 29)
    """
    if moment.tzinfo is not None:
        raise TermError("aware", f"expected naive UTC, got {moment}")
    return moment.replace(tzinfo=timezone.utc).astimezone(_zone(tz_name)).date()


def end_of_local_day(day: date, tz_name: str) -> datetime:
    """The last second of `day` where clocks show `tz_name`, as a naive UTC datetime.

    Raises TermError `zone` for an unknown zone.

    >>> end_of_local_day(date(2026, 9, 28), "Asia/Shanghai")
    datetime.datetime(2026, 9, 28, 15, 59, 59)
    """
    last = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=_zone(tz_name))
    return last.astimezone(timezone.utc).replace(tzinfo=None)


def _zone(tz_name: str) -> ZoneInfo:
    try:
        return ZoneInfo(tz_name)
    except (KeyError, ValueError, OSError):
        raise TermError("zone", f"unknown time zone {tz_name!r}") from None


def _moves(day: date, terms: DueTerms, rest: RestDays) -> bool:
    """Whether a calendar due date must leave `day`."""
    return (terms.shift_holidays and rest.is_holiday(day)) or (
        terms.shift_weekends and rest.is_weekend(day)
    )


def _count_workdays(start: date, days: int, rest: RestDays) -> tuple[date, tuple[date, ...]]:
    """The `days`-th workday after `start`, and the rest days passed on the way.

    No days at all end on `start`, or on the first workday after it.
    """
    if days == 0:
        return _skip_rest(start, lambda day: not rest.is_workday(day))
    due, skipped = start, list[date]()
    for _ in range(days):
        due, passed = _skip_rest(add_days(due, 1), lambda day: not rest.is_workday(day))
        skipped.extend(passed)
    return due, tuple(skipped)


def _skip_rest(day: date, is_rest: Callable[[date], bool]) -> tuple[date, tuple[date, ...]]:
    """The first day from `day` on that is no rest, and the rest days before it."""
    skipped: list[date] = []
    while is_rest(day):
        if len(skipped) == MAX_REST_RUN:
            raise TermError("no_workday", f"{MAX_REST_RUN} rest days in a row up to {day}")
        skipped.append(day)
        day = add_days(day, 1)
    return day, tuple(skipped)
