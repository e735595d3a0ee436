"""How far a third party answers, and what a claim may still draw (engine 3, X-5).

A cap is the highest compensation for a third party's breaches (T0-18.1): a fixed amount,
a percent of a base (T2-16.1.1), or the lower or higher of both. Claims draw on it in
their order, by whichever side; what finds no room is uncovered. Which claims stand
outside it (L-09) is not decided here, nor which account is locked while one draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal
from unicodedata import normalize

from .term import MAX_YEAR, add_period

Basis = Literal["fixed", "percent", "lower", "higher"]
Aggregation = Literal["aggregate", "per_claim", "per_year"]

AMOUNT_BOUND = Decimal("1e15")
"""Every amount is below it, as the database's own checks say."""

MIN_ROUNDING = Decimal("0.000001")

NEARLY_USED = Decimal(80)
"""Percent of a limit from which on people are warned."""

_BASES = ("fixed", "percent", "lower", "higher")
# Exact for amounts of 15 digits before the point, whatever context the caller is in (I11).
_EXACT = Context(prec=60)  # pragma: no mutate - any number of digits that is enough


class LiabilityError(ValueError):
    """Amounts, terms or keys that the rulebook refuses.

    `code` is stable, so that a model can say it in the user's language: `amount`,
    `percent`, `zero`, `basis`, `rounding`, `aggregation`, `day`, `anchor`, `claim`. The
    message is for us.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class CapTerms:
    """What was agreed about a cap; what its basis does not read may be 0 (X-5).

    Raises LiabilityError `basis` for an unknown one, `amount` unless the fixed amount is
    finite, at least 0 and below AMOUNT_BOUND, `percent` unless the percent is within
    0..100 and above 0 where the basis reads it, `zero` for a fixed amount of 0 that the
    basis reads.
    """

    basis: Basis
    fixed_amount: Decimal = Decimal(0)
    percent: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.basis not in _BASES:
            raise LiabilityError("basis", f"unknown basis of a cap {self.basis!r}")
        _check_amounts(self.fixed_amount)
        if self.basis != "percent" and self.fixed_amount == 0:
            raise LiabilityError("zero", "a cap of a fixed amount of 0")
        if not (self.percent.is_finite() and 0 <= self.percent <= 100):
            raise LiabilityError("percent", f"{self.percent} percent, not within 0..100")
        if self.basis != "fixed" and self.percent == 0:
            raise LiabilityError("percent", "a cap of 0 percent")


@dataclass(frozen=True, slots=True)
class CapStep:
    """One step to a limit: what it was made of, and the amount that it gave.

    `fixed` is made of nothing; `percent` of base and percent; `lower` and `higher` of
    the fixed amount and the share; `rounded` of the exact amount and the rounding.
    """

    code: Literal["fixed", "percent", "lower", "higher", "rounded"]
    made_of: tuple[Decimal, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CapLimit:
    """A limit that explains itself: the amount of the last of its steps, rounded."""

    amount: Decimal
    steps: tuple[CapStep, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """What a claim gets and what it does not: together what was claimed (I4)."""

    allowed: Decimal
    uncovered: Decimal


def cap_limit(terms: CapTerms, base: Decimal, rounding: Decimal) -> CapLimit:
    """The limit that the terms give on `base`, an amount in the cap's currency.

    Rounded once, at the end, half up to a multiple of `rounding` (0.01, 1, 0.001); the
    step `rounded` is there where that moved the amount. Raises LiabilityError `amount`
    for a base or a limit out of bounds, `rounding`, and `zero` for a limit of 0: a cap
    that covers nothing was not determined.

    >>> lower = CapTerms("lower", Decimal(70000), Decimal(20))  # scenario 6
    >>> limit = cap_limit(lower, Decimal(300000), Decimal("0.01"))
    >>> limit.amount
    Decimal('60000.00')
    >>> for step in limit.steps:
    ...     print(step.code, *step.made_of, "->", step.amount)
    fixed -> 70000
    percent 300000 20 -> 60000
    lower 70000 60000 -> 60000
    """
    _check_amounts(base)
    if not (rounding.is_finite() and MIN_ROUNDING <= rounding < AMOUNT_BOUND):
        raise LiabilityError("rounding", f"cannot round to {rounding}")
    with localcontext(_EXACT):
        steps = _steps(terms, base)
        exact = steps[-1].amount
        units = (exact / rounding).to_integral_value(ROUND_HALF_UP)
        amount = (units * rounding).quantize(rounding)  # as many digits as the rounding has
    _check_amounts(amount)
    if amount == 0:
        raise LiabilityError("zero", f"a cap of 0 on a base of {base}")
    if amount != exact:
        steps += (CapStep("rounded", (exact, rounding), amount),)
    return CapLimit(amount, steps)


def remaining(limit: Decimal, consumed: Decimal) -> Decimal:
    """The room that is left; 0 where an earlier day's limit is under what is consumed.

    Raises LiabilityError `amount`.

    >>> remaining(Decimal(60000), Decimal(45000))
    Decimal('15000')
    """
    _check_amounts(limit, consumed)
    with localcontext(_EXACT):
        return max(limit - consumed, Decimal(0))


def draw(limit: Decimal, consumed: Decimal, claimed: Decimal) -> Draw:
    """What a claim gets of the room that earlier claims left (T2-16.1.2, scenario 6).

    All three are amounts in the cap's currency. Raises LiabilityError `amount`.

    >>> draw(Decimal(60000), Decimal(45000), Decimal(30000))
    Draw(allowed=Decimal('15000'), uncovered=Decimal('15000'))
    """
    _check_amounts(claimed)
    allowed = min(claimed, remaining(limit, consumed))
    with localcontext(_EXACT):
        return Draw(allowed, claimed - allowed)


def usage(limit: Decimal, consumed: Decimal) -> Decimal:
    """How much of a limit is consumed: percent 0..100, rounded down to 0.01.

    Rounded down, so that neither 80 nor 100 shows before it is there. An account whose
    limit is 0 is not determined yet: 0 while nothing is consumed, 100 otherwise. Raises
    LiabilityError `amount`.

    >>> usage(Decimal(60000), Decimal(45000)), usage(Decimal(3), Decimal(2))
    (Decimal('75.00'), Decimal('66.66'))
    """
    _check_amounts(limit, consumed)
    if consumed >= limit:
        return Decimal("100.00") if consumed else Decimal("0.00")
    with localcontext(_EXACT):
        return (consumed * 100 / limit).quantize(Decimal("0.01"), ROUND_DOWN)


def is_nearly_used(limit: Decimal, consumed: Decimal) -> bool:
    """Whether people are to be warned: from NEARLY_USED percent on.

    >>> is_nearly_used(Decimal(60000), Decimal(48000))
    True
    """
    return usage(limit, consumed) >= NEARLY_USED


def account_key(
    aggregation: Aggregation,
    *,
    day: date | None = None,
    anchor: date | None = None,
    claim: str = "",
    is_calendar_year: bool = False,
) -> str:
    """Which account of a cap a claim draws on (X-5): one key, one limit.

    All on one in aggregate; each claim on its own, by its reference however it is typed
    (upper or lower case, full or half width are one); or one a year: the
    contract year in which `day`, that of the breach, lies, named by its first day, or
    the calendar year by choice. Raises LiabilityError `aggregation` for an unknown one,
    `claim` for a blank reference, `day` without a day or beyond MAX_YEAR, `anchor` for
    contract years without the first one's first day.

    >>> account_key("per_year", day=date(2027, 1, 14), anchor=date(2026, 1, 15))
    '2026-01-15'
    >>> account_key("per_year", day=date(2027, 1, 14), is_calendar_year=True)
    '2027'
    >>> {account_key("per_claim", claim=typed) for typed in (" cl/7", "CL/7", "ＣＬ／７")}
    {'CL/7'}
    """
    if aggregation == "aggregate":
        return ""
    if aggregation == "per_claim":
        return _claim_key(claim)
    if aggregation == "per_year":
        return _year_key(day, anchor, is_calendar_year)
    raise LiabilityError("aggregation", f"unknown aggregation of a cap {aggregation!r}")


def contract_year(anchor: date, day: date) -> date:
    """The first day of the contract year in which `day` lies (CC 202).

    Years are counted from the anchor, so that 29 February comes back in leap years. No
    year precedes the first: what happened before the anchor belongs to it. Raises
    TermError `too_far` beyond MAX_YEAR.

    >>> [str(contract_year(date(2024, 2, 29), date(year, 2, 28))) for year in (2027, 2028)]
    ['2027-02-28', '2027-02-28']
    """
    years = day.year - anchor.year
    if years <= 0:
        return anchor
    first = add_period(anchor, years=years)
    return first if first <= day else add_period(anchor, years=years - 1)


def _steps(terms: CapTerms, base: Decimal) -> tuple[CapStep, ...]:
    fixed = CapStep("fixed", (), terms.fixed_amount)
    share = CapStep("percent", (base, terms.percent), base * terms.percent / 100)
    if terms.basis == "fixed":
        return (fixed,)
    if terms.basis == "percent":
        return (share,)
    pick = min if terms.basis == "lower" else max
    both = (fixed.amount, share.amount)
    return (fixed, share, CapStep(terms.basis, both, pick(both)))


def _claim_key(claim: str) -> str:
    reference = normalize("NFKC", claim).strip().casefold().upper()
    if not reference:
        raise LiabilityError("claim", "a cap per claim needs the claim's reference")
    return reference


def _year_key(day: date | None, anchor: date | None, is_calendar_year: bool) -> str:
    if day is None or day.year > MAX_YEAR:
        raise LiabilityError("day", f"no year of the day {day}")
    if is_calendar_year:
        return f"{day.year:04}"
    if anchor is None:
        raise LiabilityError("anchor", "contract years need the first one's first day")
    return contract_year(anchor, day).isoformat()


def _check_amounts(*amounts: Decimal) -> None:
    for amount in amounts:
        if not (amount.is_finite() and 0 <= amount < AMOUNT_BOUND):
            raise LiabilityError("amount", f"{amount} is not within 0..{AMOUNT_BOUND}")
