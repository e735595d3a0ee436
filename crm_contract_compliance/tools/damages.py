from decimal import ROUND_DOWN, Decimal


def apportion(amount, shares, rounding):
    total = sum(shares)
    parts = [
        (amount * share / total / rounding).to_integral_value(ROUND_DOWN) * rounding
        for share in shares
    ]
    rest = int((amount - sum(parts)) / rounding)
    return tuple(part + (rounding if n < rest else Decimal(0)) for n, part in enumerate(parts))
