"""A leak of personal data: by when whom to tell, what the notice says, how late it came (L-46).

Hours never shift: nights, weekends and holidays count (requirements.md §5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .service import after_hours

Item = Literal["kinds", "cause", "harm", "measures", "advice", "contact"]
BLOCKS: dict[str, tuple[Item, ...]] = {
    "what": ("kinds", "cause", "harm"),
    "measures": ("measures", "advice"),
    "contact": ("contact",),
}
"""The three blocks of a notice, and what each says (PIPL 57)."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who has been told, and whether the persons had to be."""

    authority_at: datetime | None = None
    persons_at: datetime | None = None
    is_harm_avoided: bool = False
    is_ordered: bool = False
    """The authority asks to tell the persons all the same."""

    @property
    def must_tell_persons(self) -> bool:
        """
        >>> Told(is_harm_avoided=True).must_tell_persons
        False
        >>> Told(is_harm_avoided=True, is_ordered=True).must_tell_persons
        True
        """
        return self.is_ordered or not self.is_harm_avoided

    @property
    def told_at(self) -> datetime | None:
        """When the last of those who had to be told heard of it; None: somebody still waits.

        An order that comes later makes no notice late that was given before it.
        """
        if self.authority_at is None:
            return None
        if self.is_harm_avoided:
            return self.authority_at
        return self.persons_at and max(self.authority_at, self.persons_at)


def target(found: datetime, hours: float) -> datetime:
    """By when they are told.

    >>> target(datetime(2026, 9, 10, 1, 0), 24)  # scenario 14, 09:00 in Shanghai
    datetime.datetime(2026, 9, 11, 1, 0)
    """
    return after_hours(found, hours)


def hours_late(due: datetime, told_at: datetime | None, now: datetime) -> float:
    """How many hours after its target the notice came, or is missing by now.

    >>> hours_late(datetime(2026, 9, 11, 1, 0), datetime(2026, 9, 11, 2, 30), datetime(2027, 1, 1))
    1.5
    """
    return max(((told_at or now) - due).total_seconds() / 3600, 0.0)


def missing_items(said: Callable[[Item], str | None]) -> tuple[Item, ...]:
    """What a notice still lacks, in the order of its blocks.

    >>> missing_items({"kinds": "names", "cause": " ", "harm": "spam"}.get)
    ('cause', 'measures', 'advice', 'contact')
    """
    return tuple(
        item for items in BLOCKS.values() for item in items if not (said(item) or "").strip()
    )
