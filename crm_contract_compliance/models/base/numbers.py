"""Money at the edge: the rulebook counts in Decimal, fields hold floats."""

from decimal import Decimal


def to_decimal(number) -> Decimal:
    """The decimal that a field's number is written as: 0.1 is 0.1, not its binary neighbour."""
    return Decimal(str(number or 0))
