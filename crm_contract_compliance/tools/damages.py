"""What a loss is claimable for, who bears which share, what stands outside a cap.

Civil Code (CC) 506 and 584 to 592, as requirements.md's L-rows read it. Amounts are in one
currency; every result is rounded once, half up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Literal

from .liability import AMOUNT_BOUND
from .money import (
    MoneyError,
    check_amounts,
    check_percents,
    check_rounding,
    rounded,
    share,
)

LossKind = Literal["direct", "indirect"]
Fault = Literal["none", "ordinary", "gross_negligence", "intent"]
Matter = Literal["other", "confidentiality", "personal_data"]
UncappedReason = Literal["injury", "intent", "gross_negligence", "confidentiality", "personal_data"]
LossCode = Literal[
    "direct",
    "indirect",
    "not_counted",
    "unforeseeable",
    "avoidable",
    "contributory",
    "mitigation",
    "rounded",
    "earnest_paid",
    "earnest_excess",
    "earnest_doubled",
]

EARNEST_PERCENT = Decimal(20)
"""The most of the subject's amount that earnest money may be (CC 586)."""

_FAULTS = ("none", "ordinary", "gross_negligence", "intent")
_CARVE_OUTS = ("confidentiality", "personal_data")


class DamagesError(MoneyError):
    """Losses, shares or faults that the rulebook refuses.

    Codes: `kind`, `mitigation`, `amount`, `percent`, `rounding`, `shares`, `fault`,
    `matter`, `carve_out`.
    """


@dataclass(frozen=True, slots=True)
class LossLine:
    """One loss, or one cost of keeping the loss small (L-18).

    What could have been avoided is not claimable. An indirect loss counts only where it
    was foreseeable at signing (L-04). Raises DamagesError `kind`, `amount`, `mitigation`
    for a cost that is avoidable too.
    """

    kind: LossKind
    amount: Decimal
    is_avoidable: bool = False
    is_mitigation: bool = False
    is_foreseeable: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("direct", "indirect"):
            raise DamagesError("kind", f"unknown kind of a loss {self.kind!r}")
        check_amounts(DamagesError, self.amount)
        if self.is_mitigation and self.is_avoidable:
            raise DamagesError("mitigation", "a cost of mitigation that is avoidable")


@dataclass(frozen=True, slots=True)
class LossStep:
    """What one rule added or took away, and the total after it.

    `direct`, `indirect` and `mitigation` add; `not_counted` (indirect losses that the
    contract leaves out), `unforeseeable`, `avoidable` and `contributory` take away;
    `rounded` either. Of earnest money: what was paid, less what lies above its limit, and
    as much again where it is returned double.
    """

    code: LossCode
    change: Fraction
    total: Fraction


@dataclass(frozen=True, slots=True)
class ClaimableLoss:
    """An amount that explains itself: the total of the last of its steps."""

    amount: Decimal
    steps: tuple[LossStep, ...]


@dataclass(frozen=True, slots=True)
class EarnestMoney:
    """What of a payment is earnest money; the rest is an ordinary payment (L-06, L-07).

    `double_refund` is what its receiver returns in default, beside the excess.
    """

    limit: Decimal
    earnest: Decimal
    excess: Decimal
    double_refund: Decimal


def claimable_loss(
    lines: Iterable[LossLine],
    is_indirect_counted: bool,
    contributory_percent: Decimal,
    rounding: Decimal,
) -> ClaimableLoss:
    """What may be claimed of these losses (T0-10.3b, L-04, L-18, L-19).

    The victim's own fault reduces the loss, not the cost of keeping it small, which the
    party in breach bears (CC 591, 592). A step is there where it changed something. Raises
    DamagesError `percent` unless within 0..100, `rounding`, `amount` for a total out of
    bounds.

    >>> lines = [LossLine("direct", Decimal(30000)),
    ...          LossLine("indirect", Decimal(12000), is_foreseeable=True)]
    >>> [claimable_loss(lines, flag, Decimal(0), Decimal(1)).amount for flag in (True, False)]
    [Decimal('42000'), Decimal('30000')]
    >>> partly_to_blame = claimable_loss(  # L-19
    ...     [LossLine("direct", Decimal(50000))], True, Decimal(20), Decimal(1))
    >>> for step in partly_to_blame.steps:
    ...     print(step.code, step.change, step.total)
    direct 50000 50000
    contributory -10000 40000
    """
    check_percents(DamagesError, contributory_percent)
    check_rounding(DamagesError, rounding)
    losses = list(lines)
    total = Fraction(0)
    steps: list[LossStep] = []
    for code, change in _changes(losses, is_indirect_counted):
        total = _add(steps, code, change, total)
    total = _add(steps, "contributory", -share(total, contributory_percent), total)
    mitigation = _sum(line for line in losses if line.is_mitigation)
    total = _add(steps, "mitigation", mitigation, total)
    amount = rounded(total, rounding)
    check_amounts(DamagesError, amount)
    _add(steps, "rounded", Fraction(amount) - total, total)
    return ClaimableLoss(amount, tuple(steps))


def apportion(amount: Decimal, shares: Sequence[Decimal], rounding: Decimal) -> tuple[Decimal, ...]:
    """The amount by percents or weights, in their order; the parts sum to it exactly.

    Each is rounded down to the currency; what is left goes, unit by unit, to the largest
    remainders, the earlier share first among equals. Raises DamagesError `rounding`,
    `amount` out of bounds or for one that is no multiple of the rounding, `shares` unless
    each is finite, at least 0 and below AMOUNT_BOUND and one is above 0.

    >>> [str(part) for part in  # T1-Br-C
    ...     apportion(Decimal(10000), [Decimal(60), Decimal(40)], Decimal("0.01"))]
    ['6000.00', '4000.00']
    >>> apportion(Decimal(100), [Decimal(1)] * 3, Decimal(1))
    (Decimal('34'), Decimal('33'), Decimal('33'))
    """
    check_rounding(DamagesError, rounding)
    check_amounts(DamagesError, amount)
    for one in shares:
        if not (one.is_finite() and 0 <= one < AMOUNT_BOUND):
            raise DamagesError("shares", f"a share of {one}")
    whole = sum((Fraction(one) for one in shares), Fraction(0))
    units = Fraction(amount) / Fraction(rounding)
    if whole == 0:
        raise DamagesError("shares", "nobody has a share")
    if units.denominator != 1:
        raise DamagesError("amount", f"{amount} is no multiple of {rounding}")
    exact = [units * Fraction(one) / whole for one in shares]
    parts = [floor(one) for one in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: int(units) - sum(parts)]:
        parts[place] += 1
    return tuple(rounded(part * Fraction(rounding), rounding) for part in parts)


def uncapped_reason(
    fault: Fault, is_personal_injury: bool, matter: Matter, carve_outs: Collection[str]
) -> UncappedReason | None:
    """Why a claim stands outside a cap, the law before the agreement; None where it does not.

    No cap holds for personal injury, nor for intent or gross negligence (L-09, CC 506);
    secrets and personal data where the cap's terms carve them out (X-6). Raises
    DamagesError `fault`, `matter`, `carve_out` for unknown ones.

    >>> uncapped_reason("gross_negligence", False, "other", ())  # scenario 6
    'gross_negligence'
    >>> uncapped_reason("ordinary", False, "personal_data", {"personal_data"})
    'personal_data'
    """
    if fault not in _FAULTS:
        raise DamagesError("fault", f"unknown fault {fault!r}")
    if matter != "other" and matter not in _CARVE_OUTS:
        raise DamagesError("matter", f"unknown matter {matter!r}")
    if not set(carve_outs) <= set(_CARVE_OUTS):
        raise DamagesError("carve_out", f"unknown among the carve-outs {sorted(carve_outs)}")
    if is_personal_injury:
        return "injury"
    if fault == "intent" or fault == "gross_negligence":
        return fault
    return matter if matter != "other" and matter in carve_outs else None


def earnest_money(subject_amount: Decimal, paid: Decimal, rounding: Decimal) -> EarnestMoney:
    """How much of what was paid as earnest money is it (CC 586-587).

    Raises DamagesError `amount`, `rounding`.

    >>> found = earnest_money(Decimal(200000), Decimal(50000), Decimal(1))  # scenario 15
    >>> str(found.limit), str(found.excess), str(found.double_refund)
    ('40000', '10000', '80000')
    """
    check_amounts(DamagesError, subject_amount, paid)
    check_rounding(DamagesError, rounding)
    limit = Fraction(rounded(share(subject_amount, EARNEST_PERCENT), rounding))
    earnest = min(Fraction(paid), limit)
    parts = (limit, earnest, Fraction(paid) - earnest, 2 * earnest)
    return EarnestMoney(*(rounded(part, rounding) for part in parts))


def earnest_steps(found: EarnestMoney, is_doubled: bool) -> tuple[LossStep, ...]:
    """How the double refund, or the sum that is forfeited, follows from what was paid (L-07).

    >>> found = earnest_money(Decimal(200000), Decimal(50000), Decimal(1))  # scenario 15
    >>> for step in earnest_steps(found, is_doubled=True):
    ...     print(step.code, step.change, step.total)
    earnest_paid 50000 50000
    earnest_excess -10000 40000
    earnest_doubled 40000 80000
    """
    steps: list[LossStep] = []
    earnest, excess = Fraction(found.earnest), Fraction(found.excess)
    total = _add(steps, "earnest_paid", earnest + excess, Fraction(0))
    total = _add(steps, "earnest_excess", -excess, total)
    if is_doubled:
        _add(steps, "earnest_doubled", earnest, total)
    return tuple(steps)


def _changes(
    losses: list[LossLine], is_indirect_counted: bool
) -> Iterator[tuple[LossCode, Fraction]]:
    """What the lines add and the rules take away, before anybody's fault."""
    direct, indirect = (
        [line for line in losses if line.kind == kind and not line.is_mitigation]
        for kind in ("direct", "indirect")
    )
    counted = indirect if is_indirect_counted else []
    foreseeable = [line for line in counted if line.is_foreseeable]
    yield "direct", _sum(direct)
    yield "indirect", _sum(indirect)
    yield "not_counted", _sum(counted) - _sum(indirect)
    yield "unforeseeable", _sum(foreseeable) - _sum(counted)
    yield "avoidable", -_sum(line for line in [*direct, *foreseeable] if line.is_avoidable)


def _add(steps: list[LossStep], code: LossCode, change: Fraction, total: Fraction) -> Fraction:
    """The total after a change, which is a step unless it is none."""
    if change:
        steps.append(LossStep(code, change, total + change))
    return total + change


def _sum(lines: Iterable[LossLine]) -> Fraction:
    return sum((Fraction(line.amount) for line in lines), Fraction(0))
