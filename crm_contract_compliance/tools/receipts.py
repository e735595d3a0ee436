"""What came in for an invoice, shared out among the payments that it invoices (CC 560).

An invoice pays the payments in their order, one after the other. Each has a share of it: what
of the payment is invoiced, and what the invoice asks for that, with taxes, withholdings and
whatever else it carries. So a payment is settled as far as it was invoiced, and no further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .balance import BalanceError, Receipt
from .money import check_amounts, check_rounding, rounded


@dataclass(frozen=True, slots=True)
class Share:
    """Of a payment `invoiced` is in the invoice, which asks `asked` for it.

    Raises BalanceError `amount` unless both are at least 0 and below AMOUNT_BOUND.
    """

    invoiced: Decimal
    asked: Decimal

    def __post_init__(self) -> None:
        check_amounts(BalanceError, self.invoiced, self.asked)


def limited(share: Share, agreed: Decimal, room: Decimal = Decimal(0)) -> tuple[Share, Share]:
    """What of a share is for one that was agreed, and what is beyond it and has `room` elsewhere.

    What finds no room is asked for the first one all the same, and invoices nothing.

    >>> first, beyond = limited(Share(Decimal(90), Decimal(99)), Decimal(60), Decimal(30))
    >>> str(first.asked), str(beyond.asked)
    ('66', '33')
    """
    check_amounts(BalanceError, agreed, room)
    over = min(max(share.invoiced - agreed, Decimal(0)), room)
    asked = share.asked * over / share.invoiced if over else Decimal(0)
    return Share(min(share.invoiced, agreed), share.asked - asked), Share(over, asked)


def share_out(
    receipts: Sequence[Receipt], shares: Sequence[Share], total: Decimal, rounding: Decimal
) -> list[list[Receipt]]:
    """The receipts of each share, in order; what goes back is taken from the last one first.

    `total` is what the whole invoice asks: what it carries beside the shares is spread over
    them. Raises BalanceError `rounding`, `amount`.

    >>> from datetime import date
    >>> day = date(2026, 3, 31)
    >>> halved = Share(invoiced=Decimal(50000), asked=Decimal(56500))  # 13 % of tax
    >>> [[paid]] = share_out([Receipt(day, Decimal(56500))], [halved], Decimal(56500), Decimal(1))
    >>> str(paid.amount)
    '50000'
    """
    check_rounding(BalanceError, rounding)
    check_amounts(BalanceError, total)
    asked = sum((Fraction(share.asked) for share in shares), Fraction(0))
    if not asked or not total:
        return [[] for _share in shares]
    scale = Fraction(total) / asked
    found: list[list[Receipt]] = []
    before = Fraction(0)
    for share in shares:
        whole = Fraction(share.asked) * scale
        found.append(_filled(receipts, before, whole, share.invoiced, rounding))
        before += whole
    return found


def _filled(
    receipts: Sequence[Receipt],
    before: Fraction,
    whole: Fraction,
    invoiced: Decimal,
    rounding: Decimal,
) -> list[Receipt]:
    """What reaches a share of `whole` once `before` was paid to those ahead of it."""
    found, came, settled = [], Fraction(0), Decimal(0)
    for receipt in receipts:
        came += Fraction(receipt.amount)
        reached = min(max(came - before, Fraction(0)), whole)
        now = rounded(Fraction(invoiced) * reached / whole, rounding) if whole else Decimal(0)
        if now != settled:
            found.append(Receipt(receipt.day, now - settled))
        settled = now
    return found
