"""Who bears the costs of a dispute (T0-11.3)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from .money import MoneyError, check_amounts, check_percents, check_rounding, rounded, share

Who = TypeVar("Who", bound=Hashable)


class DisputeError(MoneyError):
    """Costs that cannot be split; the codes of `MoneyError`. The message is for us."""


@dataclass(frozen=True, slots=True)
class CostSplit:
    """What each of the two sides bears; together, to the cent, all of it."""

    first: Decimal
    second: Decimal


def split_costs(total: Decimal, percent: Decimal, rounding: Decimal) -> CostSplit:
    """The first side bears ``percent`` of ``total``, rounded once; the second the rest.

    The losing side bears it all, unless the tribunal orders otherwise. Raises DisputeError
    `amount`, `percent`, `rounding`.

    >>> split_costs(Decimal(8000), Decimal(100), Decimal("0.01"))  # the first side loses
    CostSplit(first=Decimal('8000.00'), second=Decimal('0.00'))
    >>> split_costs(Decimal(8000), Decimal(30), Decimal("0.01"))
    CostSplit(first=Decimal('2400.00'), second=Decimal('5600.00'))
    """
    check_amounts(DisputeError, total)
    check_percents(DisputeError, percent)
    check_rounding(DisputeError, rounding)
    first = rounded(share(total, percent), rounding)
    return CostSplit(first, total - first)


@dataclass(frozen=True, slots=True)
class Recovery(Generic[Who]):
    """What one owes to another who advanced costs in its place."""

    debtor: Who
    creditor: Who
    amount: Decimal


def recoveries(
    borne: Mapping[Who, Decimal], advanced: Mapping[Who, Decimal]
) -> list[Recovery[Who]]:
    """What flows between those who bear the costs and those who advanced them.

    Who advanced less than it bears owes the rest to who advanced more, in the order in which they
    are named and in as few payments as that takes; each is square afterwards. Raises DisputeError
    `amount` for one below 0, `sum` unless both sides make up the same.

    >>> bears = {"a": Decimal(2400), "b": Decimal(5600)}
    >>> recoveries(bears, {"a": Decimal(8000)})
    [Recovery(debtor='b', creditor='a', amount=Decimal('5600'))]
    """
    check_amounts(DisputeError, *borne.values(), *advanced.values())
    if sum(borne.values()) != sum(advanced.values()):
        raise DisputeError("sum", f"{borne} borne, {advanced} advanced")
    left = {who: advanced.get(who, Decimal(0)) - bears for who, bears in borne.items()}
    left |= {who: amount for who, amount in advanced.items() if who not in borne}
    found = []
    for debtor in [who for who, amount in left.items() if amount < 0]:
        for creditor in [who for who, amount in left.items() if amount > 0]:
            amount = min(-left[debtor], left[creditor])
            if amount > 0:
                found.append(Recovery(debtor, creditor, amount))
                left[debtor] += amount
                left[creditor] -= amount
    return found
