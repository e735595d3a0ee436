"""What the law says about a clause or a claim: hints with their article, never a verdict.

A rule is a row: id, article, key, and what it finds in plain values. It returns the
numbers that its sentence needs, or None where it has nothing to say; the sentences are
the model's, by key, in the reader's language. What is None in the values is not known,
and no rule speaks on what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .advisory_case import AdvisoryError, Case
from .damages import EARNEST_PERCENT
from .money import (
    check_percents,
    decimal_of,
    rounded,
    share,
)

Numbers = Mapping[str, Decimal]

EXCESSIVE_PERCENT = Decimal(130)
"""Of the proven loss: a penalty above it is generally excessive (CGI 65)."""

LPR_TIMES = 4
MAX_SME_DAYS = 60
STATE_BODY_DAYS = 30
LEGAL_DAILY_PERCENT = Decimal("0.05")
"""Of what is owed to a small or medium company, where no rate was agreed (Decree 802, 17)."""

DAYS_OF_YEAR = 365

_GRAVE = ("gross_negligence", "intent")
_SPOKEN: Numbers = {}  # a rule that speaks without numbers


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its row in requirements.md, the article, the key of its sentence."""

    id: str
    article: str
    key: str
    find: Callable[[Case], Numbers | None]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a rule said, and the numbers for its sentence by name, in the rule's order."""

    id: str
    article: str
    key: str
    numbers: tuple[tuple[str, Decimal], ...] = ()


def advise(case: Case, off: Collection[str] = ()) -> tuple[Advice, ...]:
    """What the rules say of a case, in their order, without those switched off by key.

    >>> case = Case(penalty=Decimal(50000), proven_loss=Decimal(30000))  # scenario 5
    >>> for advice in advise(case):
    ...     print(advice.id, advice.article, advice.key, *map(str, dict(advice.numbers).values()))
    L-02 CGI 65 penalty_excessive 50000 30000 39000.00
    >>> advise(Case(penalty=Decimal(50000), proven_loss=Decimal("38461.54")))
    ()
    """
    found: list[Advice] = []
    for rule in RULES:
        numbers = None if rule.key in off else rule.find(case)
        if numbers is not None:
            found.append(Advice(rule.id, rule.article, rule.key, tuple(numbers.items())))
    return tuple(found)


def annual_of_daily(percent: Decimal) -> Decimal:
    """What a daily percent comes to in a year of 365 days, exactly (L-28).

    >>> annual_of_daily(Decimal("0.05"))
    Decimal('18.25')
    """
    check_percents(AdvisoryError, percent)
    return decimal_of(Fraction(percent) * DAYS_OF_YEAR)


def _shortfall(case: Case) -> Numbers | None:
    if case.penalty is None or case.proven_loss is None or case.penalty >= case.proven_loss:
        return None
    return {"shortfall": decimal_of(Fraction(case.proven_loss) - Fraction(case.penalty))}


def _excessive(case: Case) -> Numbers | None:
    """Strictly above 1.30 x the loss, as an amount of money."""
    if case.penalty is None or case.proven_loss is None:
        return None
    limit = rounded(share(case.proven_loss, EXCESSIVE_PERCENT), case.rounding)
    if case.penalty <= limit:
        return None
    return {"penalty": case.penalty, "loss": case.proven_loss, "limit": limit}


def _excessive_in_bad_faith(case: Case) -> Numbers | None:
    return _excessive(case) if case.fault == "intent" else None


def _earnest_above_limit(case: Case) -> Numbers | None:
    if case.earnest_paid is None or case.earnest_subject is None:
        return None
    limit = rounded(share(case.earnest_subject, EARNEST_PERCENT), case.rounding)
    if case.deposit != "earnest" or case.earnest_paid <= limit:
        return None
    excess = decimal_of(Fraction(case.earnest_paid) - Fraction(limit))
    return {"paid": case.earnest_paid, "limit": limit, "excess": excess}


def _profit_too_long(case: Case) -> Numbers | None:
    """Lost profit for the whole rest of the term instead of the time to replace it."""
    if not case.profit_days or case.remaining_days is None:
        return None
    if case.profit_days < case.remaining_days:
        return None
    return {"days": Decimal(case.profit_days), "remaining": Decimal(case.remaining_days)}


def _above_four_lpr(case: Case) -> Numbers | None:
    if case.annual_percent is None or case.lpr_percent is None:
        return None
    limit = decimal_of(Fraction(case.lpr_percent) * LPR_TIMES)
    if case.annual_percent <= limit:
        return None
    return {"annual": case.annual_percent, "limit": limit}


def _sme_term(case: Case) -> Numbers | None:
    if not case.is_sme_protected or case.payment_days is None:
        return None
    return {"days": Decimal(case.payment_days)} if case.payment_days > MAX_SME_DAYS else None


def _sme_default_term(case: Case) -> Numbers | None:
    """Where no term was agreed the decree's own runs from the delivery."""
    if not (case.is_sme_protected and case.is_payment) or case.payment_days is not None:
        return None
    return {"days": Decimal(STATE_BODY_DAYS if case.is_state_body else MAX_SME_DAYS)}


def _sme_default_rate(case: Case) -> Numbers | None:
    if not (case.is_sme_protected and case.is_payment) or case.has_late_clause:
        return None
    return {"rate": LEGAL_DAILY_PERCENT, "annual": annual_of_daily(LEGAL_DAILY_PERCENT)}


def _sme_rate(case: Case) -> Numbers | None:
    if case.annual_percent is None or case.lpr_percent is None:
        return None
    if not case.is_sme_protected or case.annual_percent >= case.lpr_percent:
        return None
    return {"annual": case.annual_percent, "lpr": case.lpr_percent}


def _when(is_so: Callable[[Case], bool]) -> Callable[[Case], Numbers | None]:
    """A rule that speaks without numbers."""
    return lambda case: _SPOKEN if is_so(case) else None


def _amount(read: Callable[[Case], Decimal]) -> Callable[[Case], Numbers | None]:
    """A rule that speaks of an amount, wherever there is one."""
    return lambda case: {"amount": read(case)} if read(case) else None


DOUBTFUL = frozenset(
    {"penalty_excessive", "loss_unproven", "above_four_lpr", "purpose_not_defeated"}
)
"""Keys of the hints that an amount may not be had in full; the other ones inform."""

RULES: tuple[Rule, ...] = tuple(
    Rule(*row)
    for row in (
        ("L-01", "CC 585", "penalty_below_loss", _shortfall),
        ("L-02", "CGI 65", "penalty_excessive", _excessive),
        ("L-02", "CGI 65", "no_cut_in_bad_faith", _excessive_in_bad_faith),
        ("L-03", "CGI 64", "adjustment_excluded", _when(lambda c: c.is_adjustment_excluded)),
        ("L-03", "CGI 64", "loss_unproven", _amount(lambda c: c.unproven_loss)),
        ("L-04", "CC 584", "loss_unforeseeable", _amount(lambda c: c.unforeseeable_loss)),
        ("L-05", "CGI 61", "profit_too_long", _profit_too_long),
        ("L-06", "CC 586", "earnest_above_limit", _earnest_above_limit),
        (
            "L-07",
            "CGI 67",
            "deposit_not_earnest",
            _when(lambda c: c.is_double_refund and c.deposit != "earnest"),
        ),
        (
            "L-07",
            "CC 587",
            "purpose_not_defeated",
            _when(lambda c: c.is_double_refund and not c.is_purpose_defeated),
        ),
        (
            "L-08",
            "CC 588",
            "penalty_or_earnest",
            _when(lambda c: c.is_penalty_chosen and c.is_earnest_chosen),
        ),
        (
            "L-09",
            "CC 506",
            "cap_does_not_hold",
            _when(lambda c: c.is_capped and (c.is_personal_injury or c.fault in _GRAVE)),
        ),
        ("L-13", "CC 562", "one_sided", _when(lambda c: c.is_one_sided)),
        ("L-14", "CC 564", "right_lapsed", _when(lambda c: c.is_right_lapsed)),
        ("L-18", "CC 591", "loss_avoidable", _amount(lambda c: c.avoidable_loss)),
        ("L-22", "CC 593", "party_answers_for_third", _when(lambda c: c.is_third_party)),
        (
            "L-27",
            "SCI 18",
            "no_late_clause",
            _when(lambda c: c.is_payment and not c.has_late_clause),
        ),
        ("L-28", "PL 29", "above_four_lpr", _above_four_lpr),
        ("L-29", "Decree 802, 9", "sme_term_too_long", _sme_term),
        ("L-29", "Decree 802, 9", "sme_default_term", _sme_default_term),
        (
            "L-29",
            "Decree 802, 9",
            "sme_pay_when_paid",
            _when(lambda c: c.is_sme_protected and c.is_pay_when_paid),
        ),
        ("L-29", "Decree 802, 17", "sme_rate_below_lpr", _sme_rate),
        ("L-29", "Decree 802, 17", "sme_default_rate", _sme_default_rate),
        (
            "L-31",
            "Civil Procedure Law 35",
            "court_unlinked",
            _when(lambda c: c.is_court_unlinked),
        ),
        (
            "L-47",
            "Software Regulation 11",
            "ip_of_developer",
            _when(lambda c: c.is_custom_work and not c.has_ip_owner),
        ),
    )
)
