"""A penalty that explains itself: what was charged, what was applied, the amount (T1-6.3).

Slices say what each run of days cost, steps what pauses, grace and ceiling made of it, in
that order. Nothing is owed on the due day itself. The total is rounded once, half up in
the currency; the ceiling is rounded with it, so that no penalty exceeds its ceiling as an
amount of money (I5). The same facts give the same penalty on any later day (I11).

>>> from .penalty_terms import ReferenceRate
>>> cent, due, spring = Decimal("0.01"), date(2026, 3, 31), date(2026, 5, 15)
>>> unpaid = Facts(Debt(due, Decimal(100000)))
>>> flat = PenaltyTerms("flat_overdue", Decimal(2))
>>> for day in (due, date(2026, 4, 1), spring):  # T1-4.5
...     print(penalty(unpaid, [flat], day, cent).amount)
0.00
2000.00
2000.00
>>> daily = PenaltyTerms("daily_overdue", Decimal("0.05"))
>>> penalty(unpaid, [daily], spring, cent).amount  # T1-6.3: 45 days
Decimal('2250.00')
>>> penalty(unpaid, [replace(daily, ceiling=Decimal(2))], spring, cent).amount  # scenario 4
Decimal('2000.00')
>>> table = (ReferenceRate(date(2026, 1, 20), Decimal("3.00")),)
>>> for times in ("1.5", "1.3"):
...     loan = PenaltyTerms("reference_rate", multiplier=Decimal(times))
...     print(penalty(replace(unpaid, references=table), [loan], spring, cent).amount)
554.79
480.82
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .accrual import Accrual, Facts, Slice, accrue, priced
from .balance import Debt, Pause, overdue_days
from .money import check_amounts, check_rounding, readable, rounded, text
from .penalty_terms import PenaltyError, PenaltyTerms

TRACE_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was applied, and what it made of what came before.

    `pause` and `late_already` (a pause that does not help) are of overdue days; `grace`
    too, with its reading as detail; `ceiling` (the most it allows, percent, and its base
    as detail) and `rounded` are of money.
    """

    code: Literal["pause", "late_already", "grace", "ceiling", "rounded"]
    before: Fraction
    after: Fraction
    detail: str = ""
    first: date | None = None
    last: date | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Penalty:
    """The amount on a day, the overdue days that count, and how it came about.

    `since` is the due day, or that of another breach.
    """

    amount: Decimal
    since: date
    as_of: date
    overdue_days: int
    slices: tuple[Slice, ...]
    steps: tuple[Step, ...]


def penalty(
    facts: Facts, versions: Iterable[PenaltyTerms], as_of: date, rounding: Decimal
) -> Penalty:
    """What is owed by the end of the day `as_of`, in the currency of that rounding.

    `versions` are those of one rule, in any order. Raises PenaltyError `versions`, `twin`,
    `method`, `ceiling`, `reference`, `rounding`, `amount` for a total out of bounds;
    BalanceError `day`.

    >>> tenth = PenaltyTerms("percent_total", Decimal(10))  # T2-8.2.2
    >>> fault = Facts(occurred_on=date(2026, 6, 1), contract_total=Decimal(500000))
    >>> penalty(fault, [tenth], date(2026, 6, 1), Decimal("0.01")).amount
    Decimal('50000.00')
    """
    check_rounding(PenaltyError, rounding)
    accrual = accrue(facts, versions, as_of)
    slices = tuple(_merged(accrual.slices())) if accrual else ()
    days = overdue_days(facts.debt, as_of) if facts.debt else 0
    limits, exact = _limited(accrual, sum((one.amount for one in slices), Fraction(0)))
    amount = rounded(exact, rounding)
    check_amounts(PenaltyError, amount)
    steps = (*_pauses(facts, as_of), *_grace(accrual, days), *limits, *_rounded(exact, amount))
    return Penalty(amount, facts.since, as_of, days, slices, steps)


def trace(found: Penalty) -> dict[str, object]:
    """The penalty as plain values for storage: ISO dates, numbers as text, stable order.

    A slice's `amount` is for reading, `exact` what it is. `canonical` makes it one text.

    >>> flat = PenaltyTerms("flat_overdue", Decimal(2), clause="4.5")
    >>> unpaid = Facts(Debt(date(2026, 3, 31), Decimal(50000)))
    >>> kept = trace(penalty(unpaid, [flat], date(2026, 4, 30), Decimal("0.01")))
    >>> kept["amount"], kept["overdue_days"], kept["slices"][0]["base"]  # T1-Br-ex
    ('1000', 30, '50000')
    """
    return {
        "format": TRACE_FORMAT,
        "amount": text(found.amount),
        "since": found.since.isoformat(),
        "as_of": found.as_of.isoformat(),
        "overdue_days": found.overdue_days,
        "slices": [_plain_slice(one) for one in found.slices],
        "steps": [_plain_step(one) for one in found.steps],
    }


def canonical(kept: Mapping[str, object]) -> str:
    """A trace as the one text that the same inputs give, byte for byte in UTF-8."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _merged(slices: Iterable[Slice]) -> Iterator[Slice]:
    """Neighbours at one price are one slice, whatever parted them."""
    kept: Slice | None = None
    for one in slices:
        if kept is not None and _is_continued(kept, one):
            kept = priced(replace(kept, last=one.last, days=kept.days + one.days))
        else:
            if kept is not None:
                yield kept
            kept = one
    if kept is not None:
        yield kept


def _is_continued(kept: Slice, one: Slice) -> bool:
    days_apart = (one.first - kept.last).days
    same = replace(one, first=kept.first, last=kept.last, days=kept.days, amount=kept.amount)
    return days_apart == 1 and same == kept


def _pauses(facts: Facts, as_of: date) -> Iterator[Step]:
    """What each pause took of the overdue days, in the order of their days."""
    if facts.debt is None:
        return
    debt = replace(facts.debt, pauses=())
    before = overdue_days(debt, as_of)
    for pause in sorted(facts.debt.pauses, key=_place):
        debt = replace(debt, pauses=(*debt.pauses, pause))
        after = overdue_days(debt, as_of)
        span = (pause.reason, pause.first, pause.last)
        if after < before:
            yield Step("pause", Fraction(before), Fraction(after), *span)
        elif _would_help(pause, debt, as_of):
            yield Step("late_already", Fraction(before), Fraction(after), *span)
        before = after


def _would_help(pause: Pause, debt: Debt, as_of: date) -> bool:
    """Whether it covers overdue days, and is refused for that the debtor was late already."""
    helping = replace(debt, pauses=(*debt.pauses, replace(pause, reason="suspension")))
    is_helping = overdue_days(helping, as_of) < overdue_days(debt, as_of)
    return is_helping and not pause.excuses(debt.due)


def _place(pause: Pause) -> tuple[date, date, str]:
    return pause.first, pause.last or date.max, pause.reason


def _grace(accrual: Accrual | None, days: int) -> Iterator[Step]:
    """What the grace left of the overdue days: a threshold all or none, a later start some."""
    if accrual is None or accrual.facts.debt is None or accrual.terms.grace_days == 0:
        return
    terms = accrual.terms
    left = max(days - terms.grace_days, 0)
    if terms.grace == "threshold" and left:
        left = days
    yield Step("grace", Fraction(days), Fraction(left), terms.grace)


def _limited(accrual: Accrual | None, exact: Fraction) -> tuple[tuple[Step, ...], Fraction]:
    """The ceiling where it applied, and what it left."""
    most = accrual.ceiling() if accrual else None
    if accrual is None or most is None or exact <= most:
        return (), exact
    terms = accrual.terms
    step = Step("ceiling", exact, most, terms.ceiling_base, percent=terms.ceiling)
    return (step,), most


def _rounded(exact: Fraction, amount: Decimal) -> Iterator[Step]:
    if Fraction(amount) != exact:
        yield Step("rounded", exact, Fraction(amount))


def _plain_slice(one: Slice) -> dict[str, object]:
    return {
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "days": one.days,
        "method": one.method,
        "base": text(one.base),
        "rate": text(one.rate),
        "per": one.per,
        "clause": one.clause,
        "amount": readable(one.amount),
        "exact": text(one.amount),
        "reference": None if one.reference is None else text(one.reference),
        "multiplier": None if one.multiplier is None else text(one.multiplier),
        "year_days": one.year_days,
    }


def _plain_step(step: Step) -> dict[str, object]:
    return {
        "code": step.code,
        "before": readable(step.before),
        "after": readable(step.after),
        "detail": step.detail,
        "first": step.first.isoformat() if step.first else None,
        "last": step.last.isoformat() if step.last else None,
        "percent": None if step.percent is None else text(step.percent),
    }
