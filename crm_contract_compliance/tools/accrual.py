"""What each overdue day costs: the slices of a penalty, in order (T1-6.3, section 5).

Terms are those of the day of the breach, the first overdue day that counts: how it is
charged, the grace, the ceiling, a fixed reference rate. Rates, tiers and the multiplier
are those of each day. A version that charges in another way, once instead of by the day,
leaves alone what was overdue before it.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast

from .balance import Debt, Stretch, check_day, stretches, unpaid_at_due
from .money import check_amounts, decimal_of, share
from .penalty_terms import (
    Method,
    PenaltyError,
    PenaltyTerms,
    ReferenceRate,
    in_force,
    in_order,
    reference_on,
)

_DAYS_OF_YEAR = {"365": 365, "360": 360}
_OF_ANY_BREACH = ("percent_total", "fixed", "negotiated")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a penalty is computed on: a late payment, or the day of another breach.

    `contract_total` is that of the contract as amended on the day of the breach;
    `references` is the table of annual rates. Raises PenaltyError `subject` unless
    either a debt or a day is given, `amount`, `twin` for two reference rates of one day,
    BalanceError `day`.
    """

    debt: Debt | None = None
    occurred_on: date | None = None
    contract_total: Decimal = Decimal(0)
    references: tuple[ReferenceRate, ...] = ()

    def __post_init__(self) -> None:
        if (self.debt is None) == (self.occurred_on is None):
            raise PenaltyError("subject", "a penalty is of a late payment or of a day")
        check_amounts(PenaltyError, self.contract_total)
        check_day(self.since)
        if len({one.valid_from for one in self.references}) < len(self.references):
            raise PenaltyError("twin", "two reference rates from one day on")

    @property
    def since(self) -> date:
        """The due day of the payment, or the day of the breach."""
        return self.debt.due if self.debt else cast(date, self.occurred_on)


@dataclass(frozen=True, slots=True)
class Slice:
    """Days in a row at one price: base x rate percent x days / days of the year.

    `per` says what of that counts: `once` neither days nor year, `day` no year. `rate`
    of a reference rate is the annual one times the multiplier, both beside it.
    """

    first: date
    last: date
    days: int
    method: Method
    base: Decimal
    rate: Decimal
    per: Literal["once", "day", "year"]
    clause: str
    amount: Fraction
    reference: Decimal | None = None
    multiplier: Decimal | None = None
    year_days: int | None = None


@dataclass(frozen=True, slots=True)
class Accrual:
    """How one penalty runs: from the day of the breach, owed from `opens_on` on.

    That is the first day on which the grace has passed; None where it never does.
    `versions` are those that charge as `terms`, the ones of the breach, do.
    """

    facts: Facts
    versions: tuple[PenaltyTerms, ...]
    terms: PenaltyTerms
    breach_day: date
    opens_on: date | None
    through: date

    def ceiling(self) -> Fraction | None:
        """The most that it comes to; None without a ceiling."""
        if self.terms.ceiling == 0:
            return None
        if self.terms.ceiling_base == "contract_total":
            return share(self.facts.contract_total, self.terms.ceiling)
        if self.facts.debt is None:
            raise PenaltyError("ceiling", "a percent of what is overdue, where nothing is due")
        return share(unpaid_at_due(self.facts.debt), self.terms.ceiling)

    def slices(self) -> Iterator[Slice]:
        """All that is charged through the last day, in order; not merged, found one by one.

        Raises PenaltyError `reference` at the first day that lacks a reference rate.
        """
        if self.opens_on is None:
            return
        if self.facts.debt is None or not self.terms.is_by_the_day:
            yield self._once(self.opens_on)
            return
        for stretch in self._stretches(self.facts.debt):
            terms = in_force(self.versions, stretch.first)
            if terms is not None:
                yield self._by_the_day(stretch, terms)

    def _stretches(self, debt: Debt) -> Iterator[Stretch]:
        grace = self.terms.grace_days
        numbers = [grace + 1, *(start for one in self.versions for start, _rate in one.tiers)]
        for stretch in stretches(debt, self.through, self._turns(), numbers):
            if self.terms.grace == "threshold" or stretch.number > grace:
                yield stretch

    def _turns(self) -> Iterator[date]:
        """The days on which a rate may change by the calendar alone; one too many parts nothing."""
        for terms in self.versions:
            if terms.valid_from is not None:
                yield terms.valid_from
            if terms.reference == "floating":
                yield from (one.valid_from for one in self.facts.references)
            if terms.day_count == "actual":
                yield from _leap_turns(self.breach_day.year, self.through.year)

    def _once(self, day: date) -> Slice:
        base, rate = _charged_once(self.facts, self.terms)
        return Slice(
            first=day,
            last=day,
            days=1,
            method=self.terms.method,
            base=decimal_of(base),
            rate=rate,
            per="once",
            clause=self.terms.clause,
            amount=share(base, rate),
        )

    def _by_the_day(self, stretch: Stretch, terms: PenaltyTerms) -> Slice:
        slice_ = Slice(
            first=stretch.first,
            last=stretch.last,
            days=stretch.days,
            method=terms.method,
            base=decimal_of(stretch.balance),
            rate=terms.daily_rate(stretch.number),
            per="day",
            clause=terms.clause,
            amount=Fraction(0),  # pragma: no mutate - priced below
        )
        if terms.method == "reference_rate":
            slice_ = self._at_reference(slice_, terms)
        return priced(slice_)

    def _at_reference(self, slice_: Slice, terms: PenaltyTerms) -> Slice:
        day = slice_.first if terms.reference == "floating" else self.breach_day
        annual = reference_on(self.facts.references, day)
        return replace(
            slice_,
            per="year",
            rate=decimal_of(Fraction(annual) * Fraction(terms.multiplier)),
            reference=annual,
            multiplier=terms.multiplier,
            year_days=_DAYS_OF_YEAR.get(terms.day_count) or 365 + isleap(slice_.first.year),
        )


def accrue(facts: Facts, versions: Iterable[PenaltyTerms], through: date) -> Accrual | None:
    """How the penalty runs through that day; None where nothing was breached or agreed.

    What falls under no version on the day of the breach runs from the first version that
    charges by the day; one that charges once came too late. Raises PenaltyError
    `versions`, `twin`, `method` for another breach than a late payment whose terms need
    one, BalanceError `day`.
    """
    ordered = in_order(versions)
    check_day(through)
    breach_day = _day_of_number(facts, 1, through)
    if breach_day is None:
        return None
    terms = in_force(ordered, breach_day) or _first_by_the_day(facts, ordered, through)
    if terms is None:
        return None
    if facts.debt is None and terms.method not in _OF_ANY_BREACH:
        raise PenaltyError("method", f"{terms.method} of a breach that is no late payment")
    alike = tuple(one for one in ordered if one.is_by_the_day == terms.is_by_the_day)
    opens_on = _day_of_number(facts, terms.grace_days + 1, through)
    return Accrual(facts, alike, terms, breach_day, opens_on, through)


def priced(slice_: Slice) -> Slice:
    """The same days with what they cost."""
    amount = share(slice_.base, slice_.rate) * slice_.days / (slice_.year_days or 1)
    return replace(slice_, amount=amount)


def _first_by_the_day(
    facts: Facts, ordered: tuple[PenaltyTerms, ...], through: date
) -> PenaltyTerms | None:
    """The first of a late payment that comes into force by then; nothing later is told."""
    begun = (one for one in ordered if one.is_by_the_day and in_force([one], through))
    return next(begun, None) if facts.debt else None


def _charged_once(facts: Facts, terms: PenaltyTerms) -> tuple[Fraction, Decimal]:
    """Base and percent; of an agreed sum, all of it."""
    if terms.method == "percent_total":
        return Fraction(facts.contract_total), terms.rate
    if terms.method == "flat_overdue" and facts.debt is not None:
        return unpaid_at_due(facts.debt), terms.rate
    return Fraction(terms.fixed_amount), Decimal(100)


def _day_of_number(facts: Facts, number: int, through: date) -> date | None:
    """The overdue day of that number; of another breach its own day, without any grace."""
    if facts.debt is None:
        return facts.since if facts.since <= through else None
    for stretch in stretches(facts.debt, through, numbers=[number]):
        if stretch.number == number:
            return stretch.first
    return None


def _leap_turns(after: int, until: int) -> Iterator[date]:
    """The new years on which the days of the year change."""
    for year in range(after, until):
        if isleap(year) != isleap(year + 1):
            yield date(year + 1, 1, 1)
