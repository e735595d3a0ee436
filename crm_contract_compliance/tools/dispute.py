"""Who bears the costs of a dispute (T0-11.3)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .money import MoneyError, check_amounts, check_percents, check_rounding, rounded, share


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
