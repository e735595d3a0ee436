"""Exact amounts, their bounds and their one rounding: what the rules of money share.

An annual rate by the day has no end behind the point (3% / 365), so amounts on their way
are fractions: the parts of a split period sum to the whole whatever is split. They become
money once, on the total.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from math import floor, gcd, lcm

from .liability import AMOUNT_BOUND, MIN_ROUNDING

READABLE_PLACES = 10
"""Digits behind the point of an exact amount that is shown to people."""

# Exact for amounts of 15 digits before the point, whatever context the caller is in (I11).
_EXACT = Context(prec=60)  # pragma: no mutate - any number of digits that is enough


class MoneyError(ValueError):
    """What the rules of money refuse.

    `code` is stable, so that a model can say it in the user's language; each module names
    its own in its subclass. The message is for us.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_amounts(error: type[MoneyError], *amounts: Decimal | Fraction) -> None:
    """Raise `error` `amount` unless each is finite, at least 0 and below AMOUNT_BOUND."""
    for amount in amounts:
        if not (_is_finite(amount) and 0 <= amount < AMOUNT_BOUND):
            raise error("amount", f"{amount} is not within 0..{AMOUNT_BOUND}")


def check_percents(error: type[MoneyError], *percents: Decimal) -> None:
    """Raise `error` `percent` unless each is finite and within 0..100."""
    for percent in percents:
        if not (percent.is_finite() and 0 <= percent <= 100):
            raise error("percent", f"{percent} percent, not within 0..100")


def check_rounding(error: type[MoneyError], rounding: Decimal) -> None:
    """Raise `error` `rounding` unless money can be a multiple of it."""
    if not (rounding.is_finite() and MIN_ROUNDING <= rounding < AMOUNT_BOUND):
        raise error("rounding", f"cannot round to {rounding}")


def share(amount: Decimal | Fraction, percent: Decimal) -> Fraction:
    """So much percent of an amount, exactly.

    >>> share(Decimal(500000), Decimal(10))
    Fraction(50000, 1)
    """
    return Fraction(amount) * Fraction(percent) / 100


def rounded(exact: Fraction, rounding: Decimal) -> Decimal:
    """Half up to a multiple of the currency's rounding (0.01, 1, 0.001), with its digits.

    `exact` is at least 0; bounds are the caller's to check.

    >>> rounded(Fraction(40500, 73), Decimal("0.01")), rounded(Fraction(1, 2), Decimal(1))
    (Decimal('554.79'), Decimal('1'))
    """
    units = floor(exact / Fraction(rounding) + Fraction(1, 2))
    with localcontext(_EXACT):
        return (units * rounding).quantize(rounding, ROUND_HALF_UP)


def open_part(exact: Fraction) -> int:
    """What an exact number must be multiplied by to end behind the point; 1 where it does.

    >>> open_part(Fraction(40500, 73)), open_part(Fraction(1, 80))
    (73, 1)
    """
    whole = exact.denominator
    return whole // gcd(whole, 10 ** whole.bit_length())


def common_divisor(*exacts: Fraction) -> int:
    """The least that makes all of them end behind the point.

    >>> common_divisor(Fraction(1, 365), Fraction(1, 366))
    13359
    """
    return lcm(*(open_part(exact) for exact in exacts))


def decimal_of(exact: Fraction) -> Decimal:
    """The same number as a Decimal without idle zeros; it must end behind the point.

    >>> decimal_of(Fraction(9, 4)), decimal_of(Fraction(50000))
    (Decimal('2.25'), Decimal('50000'))
    """
    enough = range(exact.denominator.bit_length())
    places = next(n for n in enough if 10**n % exact.denominator == 0)
    units = exact * 10**places
    return Decimal(f"{units.numerator}E-{places}")  # as text: exact in any context


def text(exact: Decimal | Fraction) -> str:
    """The one way to write an exact number: plain digits, or a fraction without end.

    >>> text(Decimal("2250.00")), text(Decimal("1E+5")), text(Fraction(40500, 73))
    ('2250', '100000', '40500/73')
    """
    number = Fraction(exact)
    return str(number) if open_part(number) != 1 else f"{decimal_of(number):f}"


def readable(exact: Decimal | Fraction) -> str:
    """An exact amount for people: READABLE_PLACES digits behind the point at most.

    >>> readable(Fraction(40500, 73)), readable(Fraction(2250))
    ('554.7945205479', '2250')
    """
    unit = Fraction(1, 10**READABLE_PLACES)
    return text(floor(Fraction(exact) / unit + Fraction(1, 2)) * unit)


def _is_finite(amount: Decimal | Fraction) -> bool:
    return isinstance(amount, Fraction) or amount.is_finite()
