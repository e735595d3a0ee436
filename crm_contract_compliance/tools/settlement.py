"""What is owed when a contract ends before its time: what was earned, less what was paid.

The first day of service and the day of ending both count, and a period is shared out over
its own days (requirements.md §5). What was earned of the periods stays exact until the total,
which alone is rounded; so splitting a period never changes the sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .money import MoneyError, check_amounts, check_rounding, readable, rounded, text

StepCode = Literal["earned", "earned_back", "paid", "paid_back", "rounded", "extra", "aside"]


class SettlementError(MoneyError):
    """What the rules of a settlement refuse.

    Codes: `order` for a period that ends before it begins, `amount`, `rounding`.
    """


@dataclass(frozen=True, slots=True)
class FeePart:
    """What was agreed for one period of service, and what became of it.

    A thing that is owed once has the day on which it falls due as its only day. `paid` is the
    money that came, `charged` what is still asked for of the fee as it stands: all of it, or
    nothing where its payment was cancelled. `is_back`: it is owed by the supplier. `is_aside`:
    earnest money and deposits are no fee, and stay out of every sum. Raises SettlementError
    `order`, `amount`.
    """

    name: str
    first: date
    last: date
    fee: Decimal | Fraction
    paid: Decimal = Decimal(0)
    charged: Decimal | Fraction = Decimal(0)
    is_back: bool = False
    is_aside: bool = False

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise SettlementError("order", f"a period from {self.first} to {self.last}")
        check_amounts(SettlementError, self.fee, self.paid, self.charged)

    @property
    def days(self) -> int:
        """How long it is; both its days count.

        >>> FeePart("Support", date(2026, 1, 1), date(2026, 12, 31), Decimal(1)).days
        365
        """
        return (self.last - self.first).days + 1

    def days_used(self, day: date) -> int:
        """How many of its days had been served when the contract ended on `day`.

        >>> year = FeePart("Support", date(2026, 1, 1), date(2026, 12, 31), Decimal(120000))
        >>> [year.days_used(date(2026, *day)) for day in [(1, 1), (5, 26), (12, 31)]]
        [1, 146, 365]
        >>> year.days_used(date(2025, 12, 31)), year.days_used(date(2027, 2, 1))
        (0, 365)
        """
        return min(max((day - self.first).days + 1, 0), self.days)

    def earned(self, day: date) -> Fraction:
        """The fee of the days that were served, exactly.

        >>> leap = FeePart("Support", date(2028, 1, 1), date(2028, 12, 31), Decimal(366))
        >>> leap.earned(date(2028, 2, 29))
        Fraction(60, 1)
        """
        return Fraction(self.fee) * self.days_used(day) / self.days


@dataclass(frozen=True, slots=True)
class Extra:
    """What the sides agreed on besides; below 0 where it is owed to the payer."""

    name: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_amounts(SettlementError, self.amount.copy_abs())


@dataclass(frozen=True, slots=True)
class Slice:
    """One period, explained: how many of its days were served, and what that earned.

    `amount` is its part of the rounded total: the parts sum to it to the cent.
    """

    part: FeePart
    days_used: int
    earned: Fraction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """What was added or taken away, and the balance after it."""

    code: StepCode
    change: Fraction
    total: Fraction
    name: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A balance that explains itself.

    Above 0 the payer still owes it, below 0 the supplier returns it. `open_amount` is what
    payments still ask for on their own; `to_book` is what an invoice, or below 0 a credit note,
    has to bring about, so that both make up the balance.
    """

    day: date
    slices: tuple[Slice, ...]
    steps: tuple[Step, ...]
    earned: Decimal
    paid: Decimal
    balance: Decimal
    open_amount: Decimal
    to_book: Decimal


def settle(
    parts: Iterable[FeePart], day: date, rounding: Decimal, extras: Iterable[Extra] = ()
) -> Settlement:
    """The settlement of a contract that ended on `day` (T2-11.2.1, scenario 11).

    Raises SettlementError `rounding`, `amount` for a sum out of bounds.

    >>> year = FeePart("Support", date(2026, 1, 1), date(2026, 12, 31), Decimal(120000),
    ...                paid=Decimal(60000), charged=Decimal(60000))
    >>> found = settle([year], date(2026, 5, 26), Decimal("0.01"))
    >>> [str(amount) for amount in (found.earned, found.paid, found.balance)]
    ['48000.00', '60000.00', '-12000.00']
    >>> for step in found.steps:
    ...     print(step.code, step.change, step.total)
    earned 48000 48000
    paid -60000 -12000
    >>> invoiced_in_full = FeePart("Support", date(2026, 1, 1), date(2026, 12, 31),
    ...     Decimal(120000), paid=Decimal(60000), charged=Decimal(120000))
    >>> found = settle([invoiced_in_full], date(2026, 5, 26), Decimal("0.01"))
    >>> str(found.balance), str(found.open_amount), str(found.to_book)
    ('-12000.00', '60000.00', '-72000.00')
    """
    check_rounding(SettlementError, rounding)
    ordered, agreed = list(parts), list(extras)
    slices = tuple(_slices(ordered, day, rounding))
    counted = [part for part in ordered if not part.is_aside]
    earned = sum((_sign(one.part) * Fraction(one.amount) for one in slices), Fraction(0))
    paid = sum((_sign(part) * Fraction(part.paid) for part in counted), Fraction(0))
    charged = sum((_sign(part) * Fraction(part.charged) for part in counted), Fraction(0))
    balance = earned - paid + sum((Fraction(one.amount) for one in agreed), Fraction(0))
    amounts = (earned, paid, balance, charged - paid, balance - charged + paid)
    check_amounts(SettlementError, *map(abs, amounts))
    return Settlement(
        day,
        slices,
        tuple(_steps(slices, agreed)),
        *(_money(amount, rounding) for amount in amounts),
    )


def trace(found: Settlement) -> dict[str, object]:
    """The settlement as plain values, the same for the same facts (I11).

    >>> year = FeePart("Support", date(2026, 1, 1), date(2026, 12, 31), Decimal(120000))
    >>> plain = trace(settle([year], date(2026, 5, 26), Decimal("0.01")))
    >>> plain["amount"], plain["slices"][0]["days"], plain["slices"][0]["of_days"]
    ('48000.00', 146, 365)
    """
    return {
        "of": "settlement",
        "day": found.day.isoformat(),
        "amount": f"{found.balance:f}",
        "slices": [_plain_slice(one, found.day) for one in found.slices],
        "steps": [
            {
                "code": step.code,
                "name": step.name,
                "change": readable_signed(step.change),
                "total": readable_signed(step.total),
            }
            for step in found.steps
        ],
    }


def readable_signed(exact: Fraction) -> str:
    """As `money.readable`, of what may lie below 0.

    >>> readable_signed(Fraction(-40500, 73))
    '-554.7945205479'
    """
    return f"-{readable(-exact)}" if exact < 0 else readable(exact)


def _slices(parts: Sequence[FeePart], day: date, rounding: Decimal) -> Iterator[Slice]:
    """Each period with its part of its direction's total, which is rounded once."""
    exact = {False: Fraction(0), True: Fraction(0)}
    said = {False: Fraction(0), True: Fraction(0)}
    for part in parts:
        earned = Fraction(0) if part.is_aside else part.earned(day)
        exact[part.is_back] += earned
        check_amounts(SettlementError, exact[part.is_back])
        upto = Fraction(rounded(exact[part.is_back], rounding))
        amount = rounded(upto - said[part.is_back], rounding)
        yield Slice(part, part.days_used(day), earned, amount)
        said[part.is_back] = upto


def _steps(slices: Sequence[Slice], extras: Sequence[Extra]) -> Iterator[Step]:
    """From what was earned to the balance; a step is there where it changed something."""
    total = Fraction(0)
    for code, change, name in _changes(slices, extras):
        if change:
            total += change
            yield Step(code, change, total, name)
    aside = sum((Fraction(one.part.paid) for one in slices if one.part.is_aside), Fraction(0))
    if aside:
        yield Step("aside", aside, total)


def _changes(
    slices: Sequence[Slice], extras: Sequence[Extra]
) -> Iterator[tuple[StepCode, Fraction, str]]:
    counted = [one for one in slices if not one.part.is_aside]
    there = [one for one in counted if not one.part.is_back]
    back = [one for one in counted if one.part.is_back]
    yield "earned", sum((one.earned for one in there), Fraction(0)), ""
    yield "earned_back", -sum((one.earned for one in back), Fraction(0)), ""
    off = sum(
        (_sign(one.part) * (Fraction(one.amount) - one.earned) for one in counted), Fraction()
    )
    yield "rounded", off, ""
    yield "paid", -sum((Fraction(one.part.paid) for one in there), Fraction(0)), ""
    yield "paid_back", sum((Fraction(one.part.paid) for one in back), Fraction(0)), ""
    for extra in extras:
        yield "extra", Fraction(extra.amount), extra.name


def _sign(part: FeePart) -> int:
    return -1 if part.is_back else 1


def _money(exact: Fraction, rounding: Decimal) -> Decimal:
    amount = rounded(abs(exact), rounding)
    return amount.copy_negate() if exact < 0 else amount


def _plain_slice(one: Slice, day: date) -> dict[str, object]:
    part = one.part
    return {
        "name": part.name,
        "first": part.first.isoformat(),
        "last": min(part.last, max(day, part.first)).isoformat(),
        "days": one.days_used,
        "of_days": part.days,
        "fee": text(part.fee),
        "paid": text(part.paid),
        "is_back": part.is_back,
        "is_aside": part.is_aside,
        "earned": readable(one.earned),
        "amount": text(one.amount),
    }
