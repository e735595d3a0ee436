"""Whether an agreement with a third party fits the main contract (T1-14.5.3, T2-17.3).

Plain values in, codes out; the sentences are the model's. What is None is not known, or has
no end, and is never compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MainTerms:
    """What the main contract says. `secret_until`: the end of its secrecy; `total`: its sum."""

    end: date | None = None
    secret_until: date | None = None
    cap_author: str = ""
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What the agreement says. Without `has_secrecy` it keeps no secret at all; with it and no
    `secret_until` it keeps them without end. `caps` are (author, limit) of what is determined.
    """

    end: date | None = None
    has_secrecy: bool = False
    secret_until: date | None = None
    caps: tuple[tuple[str, Decimal], ...] = ()


def inconsistencies(main: MainTerms, agreement: AgreementTerms) -> tuple[str, ...]:
    """The codes of what does not fit, in a fixed order.

    `end`: it lasts longer than the contract; `no_secrecy`, `short_secrecy`: it keeps the
    contract's secrets not at all, or not as long; `cap_author`: a cap that others determined
    than the contract says; `cap_amount`: a cap above the contract's sum.

    >>> inconsistencies(
    ...     MainTerms(end=date(2027, 1, 15)),
    ...     AgreementTerms(end=date(2027, 1, 16), has_secrecy=True),
    ... )
    ('end',)
    """
    checks = {
        "end": _is_later(agreement.end, main.end),
        "no_secrecy": main.secret_until is not None and not agreement.has_secrecy,
        "short_secrecy": agreement.has_secrecy
        and _is_later(main.secret_until, agreement.secret_until),
        "cap_author": any(author != main.cap_author for author, _limit in agreement.caps),
        "cap_amount": any(main.total and limit > main.total for _author, limit in agreement.caps),
    }
    return tuple(code for code, is_so in checks.items() if is_so)


def _is_later(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other
