"""Whether something confidential was passed on or used lawfully (T0-8.2, T1-8.1 to T1-8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ground = Literal["consent", "law", "none"]

BEYOND_THE_CONTRACT = frozenset({"marketing", "other"})
"""Purposes that only a consent for just them covers (T1-8.3)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the owner of the secret agreed to, by its paper; without its day it proves nothing."""

    given_on: date | None
    by: frozenset[str]
    purpose: str
    names_recipient: bool
    has_paper: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What a law, a court or an authority asked for."""

    has_authority: bool
    has_reference: bool
    has_paper: bool
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What was passed on, or used for others, on a day; it takes the consent of its owners."""

    day: date
    purpose: str
    ground: Ground
    owners: frozenset[str]
    consent: Consent
    order: Order


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it was authorised, and why: all codes that count, the worst first."""

    is_authorised: bool
    reasons: tuple[str, ...]


def judge(disclosure: Disclosure) -> Verdict:
    """Authorised by a consent that came first and covers it, or by what the law compels.

    The days are compared as they were on the day of the disclosure: what is agreed, ordered
    or repealed later changes nothing about it.

    >>> owner = frozenset({"b"})
    >>> asked = Consent(date(2026, 5, 1), owner, "performance", True, True)
    >>> order = Order(True, True, True)
    >>> judge(Disclosure(date(2026, 5, 10), "performance", "consent", owner, asked, order))
    Verdict(is_authorised=True, reasons=('consent',))
    >>> judge(Disclosure(date(2026, 4, 30), "performance", "consent", owner, asked, order))
    Verdict(is_authorised=False, reasons=('late_consent',))
    >>> judge(Disclosure(date(2026, 5, 10), "compelled", "law", owner, asked, order))
    Verdict(is_authorised=True, reasons=('law',))
    """
    wrong = tuple(_flaws(disclosure))
    return Verdict(not wrong, wrong or (disclosure.ground,))


def _flaws(disclosure: Disclosure) -> list[str]:
    if disclosure.ground == "consent":
        return _flaws_of_consent(disclosure, disclosure.consent)
    beyond = ["beyond_contract"] if disclosure.purpose in BEYOND_THE_CONTRACT else []
    if disclosure.ground == "law":
        return beyond + _flaws_of_order(disclosure.day, disclosure.order)
    return [*beyond, "no_ground"]


def _flaws_of_consent(disclosure: Disclosure, consent: Consent) -> list[str]:
    found = {
        "beyond_contract": disclosure.purpose in BEYOND_THE_CONTRACT
        and disclosure.purpose != consent.purpose,
        "other_purpose": disclosure.purpose not in BEYOND_THE_CONTRACT
        and consent.purpose in BEYOND_THE_CONTRACT,
        "no_consent_day": consent.given_on is None,
        "late_consent": consent.given_on is not None and consent.given_on > disclosure.day,
        "other_consent": not disclosure.owners <= consent.by,
        "other_recipient": not consent.names_recipient,
        "no_consent_paper": not consent.has_paper,
    }
    return [code for code, is_wrong in found.items() if is_wrong]


def _flaws_of_order(day: date, order: Order) -> list[str]:
    found = {
        "no_authority": not order.has_authority,
        "no_reference": not order.has_reference,
        "no_order": not order.has_paper,
        "late_order": order.given_on is not None and order.given_on > day,
    }
    return [code for code, is_wrong in found.items() if is_wrong]
