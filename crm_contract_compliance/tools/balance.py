"""What is unpaid of one due payment on each day, and which overdue days count (section 5).

The day of a receipt still counts at the old balance, the new one counts from the next
day. Overdue days run from the day after the due day (L-26); a day counts where something
is unpaid and no pause covers it, and only such days have a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from .liability import AMOUNT_BOUND
from .money import MoneyError, check_amounts
from .term import MAX_YEAR

PauseReason = Literal["force_majeure", "suspension", "creditor_delay"]

HORIZON = date(MAX_YEAR, 12, 31)
"""The last day that the rules of money know."""

_REASONS = ("force_majeure", "suspension", "creditor_delay")
_DAY = timedelta(days=1)


class BalanceError(MoneyError):
    """A payment's history that makes none: codes `amount`, `day`, `pause`."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment that came in on `day`; negative where one is taken back.

    Raises BalanceError `amount` unless finite and below AMOUNT_BOUND either way, `day`
    beyond MAX_YEAR.
    """

    day: date
    amount: Decimal

    def __post_init__(self) -> None:
        if not (self.amount.is_finite() and abs(self.amount) < AMOUNT_BOUND):
            raise BalanceError("amount", f"a receipt of {self.amount}")
        check_day(self.day)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count, both limits included; without a last day it goes on.

    Raises BalanceError `pause` for an unknown reason or a last day before the first,
    `day` beyond MAX_YEAR.
    """

    first: date
    last: date | None
    reason: PauseReason

    def __post_init__(self) -> None:
        if self.reason not in _REASONS:
            raise BalanceError("pause", f"unknown reason of a pause {self.reason!r}")
        if self.last is not None and self.last < self.first:
            raise BalanceError("pause", f"a pause from {self.first} to {self.last}")
        check_day(self.first, self.last or self.first)

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def excuses(self, due: date) -> bool:
        """Whether it helps a debtor whose payment was due that day.

        Force majeure does not help who was late already when it began (L-20, CC 590).

        >>> flood = Pause(date(2026, 7, 10), date(2026, 7, 20), "force_majeure")
        >>> flood.excuses(date(2026, 7, 15)), flood.excuses(date(2026, 7, 1))  # scenario 12
        (True, False)
        """
        return self.reason != "force_majeure" or due >= self.first


@dataclass(frozen=True, slots=True)
class Debt:
    """One payment: the day it was due, its amount, what came in, which days are excused.

    In any order. Raises BalanceError `amount`, `day`.
    """

    due: date
    amount: Decimal
    receipts: tuple[Receipt, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        check_amounts(BalanceError, self.amount)
        check_day(self.due)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Overdue days in a row that count alike; `number` is that of the first of them."""

    first: date
    last: date
    days: int
    balance: Fraction
    number: int


def balance_on(debt: Debt, day: date) -> Fraction:
    """What is unpaid, as it counts on `day`: receipts of earlier days alone.

    Never under 0, never above the amount due: what was paid too much, or taken back
    without having come in, is no part of this payment.

    >>> part = Receipt(date(2026, 3, 31), Decimal(60000))  # T1-4.5
    >>> debt = Debt(date(2026, 3, 31), Decimal(100000), (part,))
    >>> [int(balance_on(debt, date(2026, 3, 31))), int(balance_on(debt, date(2026, 4, 1)))]
    [100000, 40000]
    """
    came = sum((Fraction(one.amount) for one in debt.receipts if one.day < day), Fraction(0))
    return min(max(Fraction(debt.amount) - came, Fraction(0)), Fraction(debt.amount))


def unpaid_at_due(debt: Debt) -> Fraction:
    """What is unpaid at the end of the due day."""
    return balance_on(debt, debt.due + _DAY)


def stretches(
    debt: Debt, through: date, days: Iterable[date] = (), numbers: Iterable[int] = ()
) -> Iterator[Stretch]:
    """The overdue days through that day which count, in order.

    A new stretch begins where the balance or a pause changes, and on each of `days` and
    each of `numbers` of overdue days. Raises BalanceError `day` beyond MAX_YEAR.

    >>> flood = Pause(date(2026, 7, 10), date(2026, 7, 20), "force_majeure")
    >>> debt = Debt(date(2026, 7, 15), Decimal(1000), pauses=(flood,))
    >>> for stretch in stretches(debt, date(2026, 7, 22)):  # scenario 12
    ...     print(stretch.first, stretch.last, stretch.days, stretch.number)
    2026-07-21 2026-07-22 2 1
    """
    check_day(through)
    number = 1
    turns = sorted(set(numbers))
    excusing = [pause for pause in debt.pauses if pause.excuses(debt.due)]
    for first, after in pairwise(_starts(debt, through, days)):
        balance = balance_on(debt, first)
        if balance and not any(pause.covers(first) for pause in excusing):
            for stretch in _numbered(first, (after - first).days, balance, number, turns):
                yield stretch
                number += stretch.days


def overdue_days(debt: Debt, through: date) -> int:
    """How many overdue days count by the end of that day."""
    return sum(stretch.days for stretch in stretches(debt, through))


def late_days(due: date, done: date, pauses: Iterable[Pause] = ()) -> int:
    """How many days late a duty is that was done on that day, as overdue days count.

    >>> flood = Pause(date(2026, 7, 10), date(2026, 7, 20), "force_majeure")
    >>> late_days(date(2026, 7, 15), date(2026, 7, 22), [flood])  # scenario 12
    2
    >>> late_days(date(2026, 7, 1), date(2026, 7, 22), [flood])  # late already: no exemption
    21
    """
    return overdue_days(Debt(due, Decimal(1), pauses=tuple(pauses)), done)


def first_late_day(due: date, pauses: Iterable[Pause] = ()) -> date | None:
    """The first overdue day that counts; None while a pause without end covers them all.

    >>> flood = Pause(date(2026, 7, 10), date(2026, 7, 20), "force_majeure")
    >>> print(first_late_day(date(2026, 7, 15), [flood]), first_late_day(date(2026, 7, 1), [flood]))
    2026-07-21 2026-07-02
    """
    counted = stretches(Debt(due, Decimal(1), pauses=tuple(pauses)), HORIZON)
    return next((stretch.first for stretch in counted), None)


def check_day(*days: date) -> None:
    """Raise BalanceError `day` beyond MAX_YEAR."""
    if max(days) > HORIZON:
        raise BalanceError("day", f"a day after {MAX_YEAR}: {max(days)}")


def _starts(debt: Debt, through: date, days: Iterable[date]) -> list[date]:
    """The first day of every stretch, and the day after the last one."""
    turns = {debt.due + _DAY, *days}
    turns.update(receipt.day + _DAY for receipt in debt.receipts)
    for pause in debt.pauses:
        turns.update({pause.first, pause.last + _DAY} if pause.last else {pause.first})
    return [*sorted(day for day in turns if debt.due < day <= through), through + _DAY]


def _numbered(
    first: date, days: int, balance: Fraction, number: int, turns: list[int]
) -> Iterator[Stretch]:
    """One stretch, cut where its days reach each of the numbers."""
    end = number + days
    cuts = [number, *(turn for turn in turns if number < turn < end), end]
    for start, after in pairwise(cuts):
        day = first + timedelta(days=start - number)
        last = day + timedelta(days=after - start - 1)
        yield Stretch(day, last, after - start, balance, start)
