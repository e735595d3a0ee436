"""A penalty as it is stored: a line that holds until something known changes its slope.

The form is that of the trace, evaluated without it: for every day from `since` on and
before `until` the amount is min(ceiling, (base + daily x days since) / divisor), exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from .accrual import Accrual, Facts, Slice, accrue
from .balance import HORIZON, check_day
from .money import check_amounts, check_rounding, common_divisor, decimal_of, rounded
from .penalty_terms import PenaltyError, PenaltyTerms


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """What to store: all numbers end behind the point, so that columns hold them exactly.

    `base` and `daily` are `divisor` times the money, `ceiling` is money (None for none).
    The divisor is 1 but where a year's days leave a fraction (a 365th: 73). `until` is the
    first day on which the form no longer holds; None where nothing known will change it.
    """

    base: Decimal
    daily: Decimal
    since: date
    ceiling: Decimal | None
    until: date | None
    divisor: int = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """From `first` on: so much on that day, so much more on each later one."""

    first: date
    amount: Fraction
    daily: Fraction

    def on(self, day: date) -> Fraction:
        return self.amount + self.daily * (day - self.first).days


def closed_form(facts: Facts, versions: Iterable[PenaltyTerms], as_of: date) -> ClosedForm:
    """The form that holds on `as_of`, the same on every day of its reach.

    But for the days before anything can be owed, whose form begins on `as_of`. Its end is
    the next change that is known: a receipt, a tier, an amended or floating rate, a pause,
    the grace, a leap year. Raises what `penalty` does but `rounding`; `reference` also
    where the next change needs a rate that is missing.

    >>> from .balance import Debt
    >>> from .penalty_terms import ReferenceRate
    >>> debt = Debt(date(2026, 3, 31), Decimal(100000))
    >>> daily = PenaltyTerms("daily_overdue", Decimal("0.05"), ceiling=Decimal(2))
    >>> form = closed_form(Facts(debt), [daily], date(2026, 5, 15))
    >>> print(form.base, form.daily, form.since, form.ceiling, form.until)
    50 50 2026-04-01 2000 None
    >>> evaluate(form, date(2026, 5, 10), Decimal("0.01"))
    Decimal('2000.00')
    >>> loan = PenaltyTerms("reference_rate", multiplier=Decimal("1.5"))
    >>> table = (ReferenceRate(date(2026, 1, 20), Decimal("3.00")),)
    >>> form = closed_form(Facts(debt, references=table), [loan], date(2026, 5, 15))
    >>> form.daily, form.divisor, evaluate(form, date(2026, 5, 15), Decimal("0.01"))
    (Decimal('900'), 73, Decimal('554.79'))
    """
    check_day(as_of)
    accrual = accrue(facts, versions, HORIZON)
    current, until = _Piece(min(as_of, facts.since), Fraction(0), Fraction(0)), None
    for piece in _pieces(accrual):
        if piece.amount == current.on(piece.first) and piece.daily == current.daily:
            continue
        if piece.first > as_of:
            until = piece.first
            break
        current = piece
    return _form(current, accrual.ceiling() if accrual else None, until)


def evaluate(form: ClosedForm, day: date, rounding: Decimal) -> Decimal:
    """The amount on a day of the form's reach, rounded as a penalty is.

    Raises PenaltyError `stale` for a day outside it, `rounding`, `amount`.
    """
    check_rounding(PenaltyError, rounding)
    if day < form.since or (form.until is not None and day >= form.until):
        raise PenaltyError("stale", f"{day} is not within {form.since}..{form.until}")
    days = (day - form.since).days
    exact = (Fraction(form.base) + Fraction(form.daily) * days) / form.divisor
    if form.ceiling is not None:
        exact = min(exact, Fraction(form.ceiling))
    check_amounts(PenaltyError, exact)
    amount = rounded(exact, rounding)
    check_amounts(PenaltyError, amount)
    return amount


def _pieces(accrual: Accrual | None) -> Iterator[_Piece]:
    """Where the line may turn, in order, before any ceiling."""
    if accrual is None or accrual.opens_on is None:
        return
    total, after = Fraction(0), accrual.opens_on
    for one in accrual.slices():
        if one.first >= accrual.opens_on:
            if one.first > after:
                yield _Piece(after, total, Fraction(0))
            daily = _daily(one)
            yield _Piece(one.first, total + one.amount - daily * (one.days - 1), daily)
            after = one.last + timedelta(days=1)
        total += one.amount
    if after <= HORIZON:
        yield _Piece(after, total, Fraction(0))


def _daily(one: Slice) -> Fraction:
    return Fraction(0) if one.per == "once" else one.amount / one.days


def _form(piece: _Piece, ceiling: Fraction | None, until: date | None) -> ClosedForm:
    divisor = common_divisor(piece.amount, piece.daily)
    return ClosedForm(
        base=decimal_of(piece.amount * divisor),
        daily=decimal_of(piece.daily * divisor),
        since=piece.first,
        ceiling=None if ceiling is None else decimal_of(ceiling),
        until=until,
        divisor=divisor,
    )
