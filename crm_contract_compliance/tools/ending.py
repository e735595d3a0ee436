"""When a contract may end before its term: notice periods and the right to rescind (CC 562-566)."""

from __future__ import annotations

from datetime import date

from .term import add_days, add_period


class EndingError(ValueError):
    """Values that give no day; codes `days`, `months`, stable. The message is for us."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def earliest_end(
    delivered_on: date | None, notice_days: int, grace_until: date | None = None
) -> date | None:
    """The first day on which a declared end takes effect (T1-11.2, L-15, CC 565).

    Counted from the day the notice arrived, never from the day it was sent; without days it
    takes effect on arrival. A notice that gives a last chance takes effect at the end of that
    grace, if the duty was not performed by then. None while nothing has arrived. Raises
    EndingError `days` below 0, TermError `too_far`.

    >>> print(earliest_end(date(2026, 6, 1), 30))  # scenario 11
    2026-07-01
    >>> print(earliest_end(date(2026, 6, 1), 0))
    2026-06-01
    >>> print(earliest_end(date(2026, 6, 1), 0, date(2026, 6, 15)))
    2026-06-15
    >>> print(earliest_end(None, 30))
    None
    """
    if notice_days < 0:
        raise EndingError("days", f"a notice of {notice_days} days")
    if delivered_on is None:
        return None
    noticed = add_days(delivered_on, notice_days)
    return noticed if grace_until is None else max(noticed, grace_until)


def rescission_until(known_on: date, months: int = 12, asked_until: date | None = None) -> date:
    """The last day of a right to rescind (L-14, CC 564).

    The agreed time, else a year, after its ground was known or should have been; sooner where
    the other side asked for a decision within a reasonable time, which ends on `asked_until`.
    Raises EndingError `months` unless above 0, TermError `too_far`.

    >>> print(rescission_until(date(2026, 5, 20)))  # scenario 15
    2027-05-20
    >>> print(rescission_until(date(2026, 5, 20), asked_until=date(2026, 8, 31)))
    2026-08-31
    """
    if months <= 0:
        raise EndingError("months", f"a right of {months} months")
    last = add_period(known_on, months=months)
    return last if asked_until is None else min(last, asked_until)


def has_lapsed(day: date, until: date | None) -> bool:
    """Whether a right that may be used up to and including `until` is gone on `day`.

    >>> has_lapsed(date(2027, 5, 20), date(2027, 5, 20))
    False
    >>> has_lapsed(date(2027, 5, 21), date(2027, 5, 20))
    True
    """
    return until is not None and day > until
