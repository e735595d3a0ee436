"""May a third party be given personal data today, and whose (L-39 to L-41, L-44)?

Personal Information Protection Law (PIPL): entrusted processing rests on six agreed items
(21), another handler needs each person's separate consent (23), sensitive data too (29), and
all of it an impact assessment beforehand (55, 56).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Role = Literal["processor", "controller"]

SEPARATE = "consent"  # the one ground that gives data to another handler, or sensitive data


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why not; `detail` names what is missing, where the code alone does not."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Processing:
    """What was agreed with the third party, and what it rests on.

    `silent_sides` have not consented to the third party, `missing_items` are those of the six
    that nobody has written down; `persons` is how many people's separate consent holds today.
    """

    role: Role
    is_in_force: bool = True
    is_third_party_acting: bool = True
    is_data_returned: bool = False
    silent_sides: tuple[str, ...] = ()
    missing_items: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    assessed_on: date | None = None
    is_assessment_passed: bool = True
    is_sub_entrusted: bool = False
    is_sub_entrusting_agreed: bool = False
    is_sensitive: bool = False
    persons: int = 0


@dataclass(frozen=True, slots=True)
class PersonConsent:
    """What one person has agreed to; `is_outdated`: purpose, method or kinds changed since."""

    basis: str
    given_on: date
    withdrawn_on: date | None = None
    is_outdated: bool = False
    is_sensitive: bool = False


def needs_consent(role: Role, is_sensitive: bool) -> bool:
    """Whether each person is asked separately (PIPL 23, 29).

    >>> needs_consent("processor", False), needs_consent("processor", True)
    (False, True)
    """
    return role == "controller" or is_sensitive


def refusals(terms: Processing, day: date) -> tuple[Refusal, ...]:
    """Every reason why the third party gets no data on `day`; none: it may have them.

    >>> refusals(Processing("processor", assessed_on=date(2026, 8, 1)), date(2026, 8, 1))
    ()
    >>> refusals(Processing("processor"), date(2026, 8, 1))
    (Refusal(code='assessment', detail=''),)
    """
    return (
        *(Refusal("consent", side) for side in terms.silent_sides),
        *_refusals_of_parties(terms),
        *agreement_refusals(terms, day),
        *_refusals_of_term(terms, day),
        *_refusals_of_persons(terms),
    )


def agreement_refusals(terms: Processing, day: date) -> tuple[Refusal, ...]:
    """What the agreement itself lacks on `day`: the items, the assessment, a sub-entrusting."""
    found = [Refusal("item", item) for item in terms.missing_items]
    if terms.assessed_on is None or terms.assessed_on > day:
        found.append(Refusal("assessment"))
    elif not terms.is_assessment_passed:
        found.append(Refusal("assessment_failed"))
    if terms.is_sub_entrusted and not terms.is_sub_entrusting_agreed:
        found.append(Refusal("sub_entrusting"))
    return tuple(found)


def why_left_out(
    consents: Iterable[PersonConsent], role: Role, is_sensitive: bool, day: date
) -> str | None:
    """Why one person's data stay behind on `day`; None: they may be given.

    Of several consents of the person the best one counts. The codes, worst first: `none`,
    `basis` (a ground other than consent), `later`, `withdrawn`, `outdated`, `sensitive`. Whoever
    withdrew is left out, and so is whoever consented before the purpose or the kinds changed. A
    withdrawal is the person's, not the line's: it ends all that was given before it.

    >>> why_left_out([], "controller", False, date(2026, 9, 1))
    'none'
    >>> given = PersonConsent("consent", date(2026, 8, 1))
    >>> why_left_out([given], "controller", False, date(2026, 9, 1)) is None
    True
    """
    if not needs_consent(role, is_sensitive):
        return None
    reasons = [_why_not(consent, is_sensitive, day) for consent in _withdrawn(consents, day)]
    if None in reasons:
        return None
    return max((reason or "" for reason in reasons), key=_RANK.index, default="none")


_RANK = ("", "none", "basis", "later", "withdrawn", "outdated", "sensitive")


def is_valid(consent: PersonConsent, day: date) -> bool:
    """Whether it holds on `day`: its own day counts, that of its withdrawal does not.

    >>> given = PersonConsent("consent", date(2026, 8, 1), date(2026, 9, 1))
    >>> [is_valid(given, date(2026, month, 1)) for month in (7, 8, 9)]
    [False, True, False]
    """
    return _why_invalid(consent, day) is None


def _withdrawn(consents: Iterable[PersonConsent], day: date) -> list[PersonConsent]:
    """The consents, those included that a later withdrawal of another line ended by `day`."""
    rows = list(consents)
    ends = [row.withdrawn_on for row in rows if row.withdrawn_on and row.withdrawn_on <= day]
    last = max(ends, default=None)
    return [
        replace(row, withdrawn_on=last)
        if last and not row.withdrawn_on and row.given_on < last
        else row
        for row in rows
    ]


def _why_not(consent: PersonConsent, is_sensitive: bool, day: date) -> str | None:
    if consent.basis != SEPARATE:
        return "basis"
    reason = _why_invalid(consent, day)
    if reason is None and is_sensitive and not consent.is_sensitive:
        return "sensitive"
    return reason


def _why_invalid(consent: PersonConsent, day: date) -> str | None:
    if consent.given_on > day:
        return "later"
    if consent.withdrawn_on is not None and consent.withdrawn_on <= day:
        return "withdrawn"
    return "outdated" if consent.is_outdated else None


def _refusals_of_parties(terms: Processing) -> tuple[Refusal, ...]:
    found = {
        "third_party": not terms.is_third_party_acting,
        "returned": terms.is_data_returned,
        "not_in_force": not terms.is_in_force,
    }
    return tuple(Refusal(code) for code, is_wrong in found.items() if is_wrong)


def _refusals_of_term(terms: Processing, day: date) -> tuple[Refusal, ...]:
    if terms.first_day is not None and day < terms.first_day:
        return (Refusal("not_begun"),)
    if terms.last_day is not None and day > terms.last_day:
        return (Refusal("over"),)
    return ()


def _refusals_of_persons(terms: Processing) -> tuple[Refusal, ...]:
    if not needs_consent(terms.role, terms.is_sensitive) or terms.persons:
        return ()
    return (Refusal("sensitive" if terms.is_sensitive else "persons"),)
