"""When a request or a complaint counts as late, and what an extension changes.

Days are judged by dates (T0-5.2), hours by moments, and hours never shift (T0-4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from .term import TermError

Timing = Literal["overdue", "today", "pending", "in_time", "late"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: an answer by a day, or by a moment; and perhaps a solution."""

    answer_on: date | None = None
    answer_at: datetime | None = None
    solve_on: date | None = None
    solve_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened so far."""

    answered_on: date | None = None
    answered_at: datetime | None = None
    solved_at: datetime | None = None


def after_hours(start: datetime, hours: float) -> datetime:
    """The moment `hours` after `start`; nights, weekends and holidays count.

    Raises TermError `negative`, `too_far`.

    >>> after_hours(datetime(2026, 9, 30, 22, 0), 4)  # into a holiday, and never moved
    datetime.datetime(2026, 10, 1, 2, 0)
    """
    if hours < 0:
        raise TermError("negative", f"{hours} hours")
    try:
        return start + timedelta(hours=hours)
    except OverflowError:
        raise TermError("too_far", f"{hours} hours after {start}") from None


def days_late(due: date | None, done: date) -> int:
    """How many days after its due day something was done; the due day itself is in time.

    >>> days_late(date(2026, 3, 9), date(2026, 3, 10))  # T0-3.3
    1
    """
    return max((done - due).days, 0) if due else 0


def is_told_in_time(due: date, told_on: date) -> bool:
    """Whether the customer heard of an extension no later than the current due day (T0-5.2b)."""
    return told_on <= due


def binding_due(due: date, extended: date, told_on: date) -> date:
    """The day by which an extended complaint is judged: the new one, or the old one stays.

    >>> binding_due(date(2026, 10, 8), date(2026, 10, 18), date(2026, 10, 9))
    datetime.date(2026, 10, 8)
    """
    return extended if is_told_in_time(due, told_on) else due


def timing(promise: Promise, progress: Progress, now: datetime, today: date) -> Timing:
    """How a case stands: open (overdue, due today, pending) or kept (in time, late)."""
    answer_late = _is_answer_late(promise, progress, now, today)
    solve_late = bool(promise.solve_at and (progress.solved_at or now) > promise.solve_at)
    is_answered = progress.answered_on is not None
    is_solved = promise.solve_at is None or progress.solved_at is not None
    if is_answered and is_solved:
        return "late" if answer_late or solve_late else "in_time"
    if solve_late or (answer_late and not is_answered):
        return "overdue"
    if answer_late:
        return "late"
    next_on = promise.solve_on if is_answered else promise.answer_on
    return "today" if today == next_on else "pending"


def _is_answer_late(promise: Promise, progress: Progress, now: datetime, today: date) -> bool:
    if promise.answer_at:
        return (progress.answered_at or now) > promise.answer_at
    return days_late(promise.answer_on, progress.answered_on or today) > 0
