"""When a deadline speaks up: leads before it, escalations after it (engine 1).

A lead is a number of days counted back from the deadline's own date; a negative lead is
an escalation, after it. `sent` is always what the ledger holds for this very due date,
so that a moved date arms again and one moved away and back does not repeat itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .term import TermError

SILENT_AFTER_DAYS = 30
"""A deadline overdue by more than this when it is first armed makes no noise."""

MIN_LEAD, MAX_LEAD = -365, 3650
MAX_LEADS = 12

_SEPARATORS = re.compile("[,、]")
_LEAD = re.compile("-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice for all leads that have come: all go to the ledger, one is told.

    `passed` holds them in the order of their days; `nearest` is the last of them;
    `next_on` the day of the next unsent lead, None when this notice was the last.
    """

    passed: tuple[int, ...]
    nearest: int
    is_escalation: bool
    next_on: date | None


def parse_leads(text: str) -> tuple[int, ...]:
    """The leads that a person typed: unique, farthest before the deadline first.

    Chinese commas, enumeration commas and full-width digits are welcome; blank means
    none. Raises TermError `leads_garbage` for anything but whole numbers, `leads_range`
    outside MIN_LEAD..MAX_LEAD days, `leads_count` for more than MAX_LEADS.

    >>> parse_leads("7\uff0c30\u3001-3")  # Chinese comma, enumeration comma
    (30, 7, -3)
    """
    plain = unicodedata.normalize("NFKC", text)  # a Chinese comma becomes a comma
    if not plain.strip():
        return ()
    leads = {_parse_lead(piece.strip()) for piece in _SEPARATORS.split(plain)}
    if len(leads) > MAX_LEADS:
        raise TermError("leads_count", f"{len(leads)} leads, at most {MAX_LEADS}")
    return tuple(sorted(leads, reverse=True))


def lead_day(due: date, lead: int) -> date:
    """The day on which a lead speaks; a negative lead comes after the deadline.

    >>> lead_day(date(2030, 6, 30), 30), lead_day(date(2030, 6, 30), -3)
    (datetime.date(2030, 5, 31), datetime.date(2030, 7, 3))
    """
    return due - timedelta(days=lead)


def arm(
    due: date, leads: Sequence[int], sent: Collection[int], today: date, first: bool
) -> date | None:
    """The day of the earliest unsent lead, even if passed; None when none is left.

    A deadline armed for the `first` time more than SILENT_AFTER_DAYS days overdue, such
    as one of an old contract that is registered today, stays silent.

    >>> arm(date(2030, 6, 30), (30, 7), (30,), date(2030, 6, 1), first=False)
    datetime.date(2030, 6, 23)
    """
    if first and (today - due).days > SILENT_AFTER_DAYS:
        return None
    return _earliest(due, _unsent(leads, sent))


def due_leads(due: date, leads: Sequence[int], sent: Collection[int], today: date) -> Notice | None:
    """The notice to give `today`; None when no unsent lead has come.

    >>> notice = due_leads(date(2030, 6, 30), (30, 7, -3), (), date(2030, 6, 25))
    >>> notice.passed, notice.nearest, str(notice.next_on)
    ((30, 7), 7, '2030-07-03')
    """
    unsent = _unsent(leads, sent)
    passed = tuple(lead for lead in unsent if lead_day(due, lead) <= today)
    if not passed:
        return None
    nearest = passed[-1]
    return Notice(passed, nearest, nearest < 0, _earliest(due, unsent[len(passed) :]))


def _unsent(leads: Sequence[int], sent: Collection[int]) -> tuple[int, ...]:
    """The leads that the ledger lacks, in the order of their days."""
    return tuple(sorted(set(leads).difference(sent), reverse=True))


def _earliest(due: date, ordered: Sequence[int]) -> date | None:
    return lead_day(due, ordered[0]) if ordered else None


def _parse_lead(piece: str) -> int:
    if not _LEAD.fullmatch(piece):
        raise TermError("leads_garbage", f"not a number of days: {piece!r}")
    lead = int(piece)
    if not MIN_LEAD <= lead <= MAX_LEAD:
        raise TermError("leads_range", f"{lead} not in {MIN_LEAD}..{MAX_LEAD} days")
    return lead
