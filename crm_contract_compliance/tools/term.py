"""How long a contract runs, when its renewal windows close, what counts as in time.

Periods follow the Chinese Civil Code (CC): the start day does not count (201), a period
of months or years ends on the corresponding day or else on the month's last day (202),
and a limit includes its own day (1259). Everything is counted from the anchor, never
from the end of an earlier period, so that no term drifts.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

MAX_YEAR = 2200

Convention = Literal["statutory", "inclusive"]

# How many days before the corresponding day the last day of the term is.
_DAYS_BACK: dict[Convention, int] = {"statutory": 0, "inclusive": 1}


class TermError(ValueError):
    """Dates or periods that the rulebook refuses.

    `code` is stable, so that a model can say it in the user's language: `negative`,
    `too_far`, `window_order`, `convention`, `unit`, `interval`, `no_workday`, `zone`,
    `basis`, `aware`, `leads_garbage`, `leads_range`, `leads_count`. The message is for us.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class RenewalWindow:
    """The last days to say what one intends (T0-9.2a) and to be done (T0-9.2b)."""

    notice_date: date
    complete_date: date


def add_days(day: date, days: int) -> date:
    """The day that lies `days` calendar days later, or earlier when negative.

    Raises TermError `too_far` beyond MAX_YEAR or before the calendar's first day.

    >>> add_days(date(2026, 3, 2), 5)
    datetime.date(2026, 3, 7)
    """
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        raise TermError("too_far", f"{day} + {days} days is no date") from None
    _check_year(moved.year)
    return moved


def add_period(start: date, years: int = 0, months: int = 0) -> date:
    """The day that corresponds to `start` so much later (CC 202, L-24).

    Where the month has no such day it is the month's last one. Always count from the
    anchor: a month end that was reached once must not become the day of all later ones.
    Raises TermError `negative`, or `too_far` beyond MAX_YEAR.

    >>> add_period(date(2024, 8, 31), months=6)
    datetime.date(2025, 2, 28)
    >>> add_period(date(2024, 2, 29), years=1), add_period(date(2024, 2, 29), years=4)
    (datetime.date(2025, 2, 28), datetime.date(2028, 2, 29))
    """
    check_not_negative(years, months)
    year, month0 = divmod((start.year + years) * 12 + start.month - 1 + months, 12)
    _check_year(year)
    month = month0 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def term_end(start: date, years: int, months: int, convention: Convention) -> date | None:
    """The last day of a term; None when it is open-ended (T0-9.1, X-4).

    A term of no years and no months is open-ended. Statutory counting ends on the
    corresponding day (CC 201-202), inclusive counting a day before it; the end itself
    is still in term. In both conventions the corresponding day must lie within
    MAX_YEAR, so that a change of convention never breaks a term.
    Raises TermError `negative`, `too_far`, `convention`.

    >>> term_end(date(2026, 1, 15), 2, 0, "statutory")
    datetime.date(2028, 1, 15)
    >>> term_end(date(2026, 1, 15), 2, 0, "inclusive")
    datetime.date(2028, 1, 14)
    """
    if convention not in _DAYS_BACK:
        raise TermError("convention", f"unknown end-date convention {convention!r}")
    if years == 0 and months == 0:
        return None
    return add_days(add_period(start, years, months), -_DAYS_BACK[convention])


def renewal_window(end: date, notice_days: int, complete_days: int) -> RenewalWindow:
    """Both renewal limits, in calendar days counted back from `end` (T0-9.2a, T0-9.2b).

    They are never shifted off rest days (L-25). Raises TermError `negative`, `too_far`,
    or `window_order` when formalities would have to be complete before notice is due.

    >>> renewal_window(date(2027, 6, 30), 60, 30).notice_date
    datetime.date(2027, 5, 1)
    """
    check_not_negative(notice_days, complete_days)
    if complete_days > notice_days:
        raise TermError(
            "window_order",
            f"complete {complete_days} days before the end, notice {notice_days}",
        )
    return RenewalWindow(add_days(end, -notice_days), add_days(end, -complete_days))


def renewal_start(old_end: date) -> date:
    """The first day of a renewal: the end is still the old contract's (T0-9.3)."""
    return add_days(old_end, 1)


def years_after(end: date, years: int) -> date:
    """The end of an NDA that outlives its contract's actual end by `years` (X-17).

    Raises TermError `negative`, `too_far`.

    >>> years_after(date(2027, 6, 30), 3)
    datetime.date(2030, 6, 30)
    """
    return add_period(end, years=years)


def is_in_time(day: date, limit: date | None) -> bool:
    """Whether `day` keeps the limit, whose own day counts (CC 1259, L-26).

    Without a limit every day does.
    """
    return limit is None or day <= limit


def days_late(day: date, limit: date | None) -> int:
    """Days from the day after the limit through `day`; 0 when in time (L-26).

    >>> days_late(date(2026, 3, 10), date(2026, 3, 9))
    1
    """
    return 0 if limit is None else max(0, (day - limit).days)


def check_not_negative(*counts: int) -> None:
    """Raise TermError `negative` unless each number of days, months, years is >= 0."""
    if min(counts) < 0:
        raise TermError("negative", f"a period must not be negative: {counts}")


def _check_year(year: int) -> None:
    if year > MAX_YEAR:
        raise TermError("too_far", f"the year {year} is after {MAX_YEAR}")
