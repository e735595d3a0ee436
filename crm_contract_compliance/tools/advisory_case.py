"""What is known of a clause, a breach or a claim, as the rules of advisory.py read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .money import MoneyError, check_amounts, check_rounding

Deposit = Literal["earnest", "other"]

_MONEY = ("penalty", "proven_loss", "earnest_paid", "earnest_subject")
_LOSSES = ("unforeseeable_loss", "avoidable_loss", "unproven_loss")


class AdvisoryError(MoneyError):
    """Values that no rule can read: codes `amount`, `percent`, `rounding`, `days`."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a clause, a breach or a claim; the rest stays as it is here.

    Money is in one currency of that `rounding`. `annual_percent` is what being late costs
    a year (see `annual_of_daily`), `lpr_percent` the one-year loan prime rate. Raises
    AdvisoryError `amount`, `percent` unless finite and at least 0, `rounding`, `days` for
    a negative number of days.
    """

    rounding: Decimal = Decimal("0.01")
    # the penalty and what was lost
    penalty: Decimal | None = None
    proven_loss: Decimal | None = None
    unforeseeable_loss: Decimal = Decimal(0)
    avoidable_loss: Decimal = Decimal(0)
    unproven_loss: Decimal = Decimal(0)
    profit_days: int | None = None
    remaining_days: int | None = None
    is_adjustment_excluded: bool = False
    # the breach
    fault: str = "none"
    is_personal_injury: bool = False
    is_capped: bool = False
    is_third_party: bool = False
    # earnest money
    earnest_paid: Decimal | None = None
    earnest_subject: Decimal | None = None
    deposit: Deposit = "earnest"
    is_double_refund: bool = False
    is_purpose_defeated: bool = True
    is_penalty_chosen: bool = False
    is_earnest_chosen: bool = False
    # paying late
    is_payment: bool = False
    has_late_clause: bool = True
    annual_percent: Decimal | None = None
    lpr_percent: Decimal | None = None
    # a small or medium company paid by a state body or a large one
    is_sme_protected: bool = False
    is_state_body: bool = False
    payment_days: int | None = None
    is_pay_when_paid: bool = False
    # the end of the contract, whose the work is, and where one sues
    is_right_lapsed: bool = False
    is_one_sided: bool = False
    is_custom_work: bool = False
    has_ip_owner: bool = True
    is_court_unlinked: bool = False

    def __post_init__(self) -> None:
        check_rounding(AdvisoryError, self.rounding)
        for name in _MONEY + _LOSSES:
            value = getattr(self, name)
            check_amounts(AdvisoryError, *([] if value is None else [value]))
        for percent in (self.annual_percent, self.lpr_percent):
            if percent is not None and not (percent.is_finite() and percent >= 0):
                raise AdvisoryError("percent", f"{percent} percent a year")
        for days in (self.profit_days, self.remaining_days, self.payment_days):
            if days is not None and days < 0:
                raise AdvisoryError("days", f"{days} days")
