"""What the tests of penalties share: facts at random, and a count day by day to hold them to."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import Debt, Pause, Receipt
from odoo.addons.crm_contract_compliance.tools.penalty import penalty
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyTerms, ReferenceRate

CENT = Decimal("0.01")
DUE = date(2027, 11, 20)  # so that the days that follow reach the leap year 2028
SPAN = 120
MARCH = date(2026, 3, 31)
MAY = date(2026, 5, 15)  # 45 days later
LPR = (ReferenceRate(date(2026, 1, 20), Decimal("3.00")),)
OUT_OF_BOUNDS = [Decimal(text) for text in ("-0.01", "1e15", "1e308", "NaN", "sNaN", "Infinity")]
BAD_PERCENTS = [Decimal(text) for text in ("-0.01", "100.01", "1e15", "NaN", "sNaN", "-Infinity")]

ONCE = ("flat_overdue", "percent_total", "fixed", "negotiated")
BY_THE_DAY = ("daily_overdue", "reference_rate")


def money(number):
    return Decimal(number)


def after(days):
    return DUE + timedelta(days=days)


def unpaid(amount=100_000, due=date(2026, 3, 31), *receipts, pauses=(), **facts):
    """A payment and what came in: pairs of day and amount."""
    came = tuple(Receipt(day, money(part)) for day, part in receipts)
    return Facts(Debt(due, money(amount), came, tuple(pauses)), **facts)


def terms(method, rate=0, **values):
    numbers = ("multiplier", "fixed_amount", "ceiling")
    converted = {name: money(value) if name in numbers else value for name, value in values.items()}
    return PenaltyTerms(method, money(rate), **converted)


def april(day):
    return date(2026, 4, day)


def amount(known, rule, as_of, rounding=CENT):
    """Of one version or of a list of them."""
    versions = rule if isinstance(rule, list) else [rule]
    return penalty(known, versions, as_of, rounding).amount


FLAT = terms("flat_overdue", 2, clause="4.5")
DAILY = terms("daily_overdue", "0.05", clause="6.3")

offsets = st.integers(-5, SPAN)
event_days = offsets.map(after)
rates = st.decimals(0, 5, places=2)
amounts = st.decimals(0, 1_000_000, places=2)
receipts = st.builds(Receipt, event_days, st.decimals(-200_000, 600_000, places=2))
pauses = st.builds(
    lambda first, length, reason: Pause(
        first, None if length is None else first + timedelta(days=length), reason
    ),
    event_days,
    st.none() | st.integers(0, 30),
    st.sampled_from(["force_majeure", "suspension", "creditor_delay"]),
)
tables = st.lists(
    st.builds(ReferenceRate, event_days, rates), max_size=3, unique_by=lambda one: one.valid_from
).map(lambda later: (ReferenceRate(date(2020, 1, 20), Decimal("3.45")), *later))
debts = st.builds(
    Debt,
    st.just(DUE),
    amounts,
    st.lists(receipts, max_size=4).map(tuple),
    st.lists(pauses, max_size=3).map(tuple),
)
facts = st.builds(
    lambda debt, total, table: Facts(debt, None, total, table), debts, amounts, tables
)


@st.composite
def versions_of(draw, methods):
    method = draw(st.sampled_from(methods))
    tiers = ()
    if method == "daily_overdue":
        starts = draw(st.lists(st.integers(1, 60), max_size=2, unique=True))
        tiers = tuple((start, draw(rates)) for start in sorted(starts))
    return PenaltyTerms(
        method,
        draw(rates),
        draw(st.decimals(0, 4, places=1)),
        draw(amounts),
        tiers,
        draw(st.sampled_from([0, 0, 1, 5, 40])),
        draw(st.sampled_from(["threshold", "later_start"])),
        draw(st.sampled_from([Decimal(0), Decimal(0), Decimal("0.5"), Decimal(30)])),
        draw(st.sampled_from(["overdue", "contract_total"])),
        draw(st.sampled_from(["4.5", "6.3"])),
        draw(st.none() | event_days),
        draw(st.sampled_from(["365", "360", "actual"])),
        draw(st.sampled_from(["fixed", "floating"])),
    )


def rules_of(methods):
    return st.lists(
        versions_of(methods), min_size=1, max_size=3, unique_by=lambda one: one.valid_from
    )


rules = rules_of(ONCE) | rules_of(BY_THE_DAY) | rules_of(ONCE + BY_THE_DAY)


def course(known, versions, last):
    """{day: exact amount} by section 5's words, day by day, with none of the rulebook's code."""
    debt, number, start, own, total = known.debt, 0, None, None, Fraction(0)
    found, day = {}, debt.due
    while day < last:
        day += timedelta(days=1)
        balance = unpaid_on(debt, day)
        if balance > 0 and not is_excused(debt, day):
            number += 1
            start = start or day
            own = own or of_breach(versions, start)
            if own is not None:
                total += charged(known, versions, own, number, day, start, balance)
        is_owed = own is not None and number > own.grace_days
        found[day] = capped(known, own, total) if is_owed else Fraction(0)
    return found


def counted(known, versions, as_of):
    return course(known, versions, as_of).get(as_of, Fraction(0))


def of_breach(versions, start):
    later = [one for one in by_day(versions) if one.method in BY_THE_DAY]
    return of_day(versions, start) or (later[0] if later else None)


def charged(known, versions, own, number, day, start, balance):
    if own.method in ONCE:
        return once(known, own) if number == 1 else 0
    now = of_day([one for one in versions if one.method in BY_THE_DAY], day)
    is_skipped = own.grace == "later_start" and number <= own.grace_days
    return 0 if now is None or is_skipped else balance * price(known, now, number, day, start)


def once(known, own):
    if own.method in ("fixed", "negotiated"):
        return Fraction(own.fixed_amount)
    flat = unpaid_on(known.debt, known.debt.due + timedelta(days=1))
    base = {"flat_overdue": flat, "percent_total": Fraction(known.contract_total)}
    return base[own.method] * Fraction(own.rate) / 100


def price(known, own, number, day, start):
    if own.method == "daily_overdue":
        rate = own.rate
        for first, tier_rate in own.tiers:
            rate = tier_rate if number >= first else rate
        return Fraction(rate) / 100
    rate_day = start if own.reference == "fixed" else day
    valid = {one.valid_from: one.percent for one in known.references if one.valid_from <= rate_day}
    leap = day.year % 4 == 0
    year = {"365": 365, "360": 360, "actual": 366 if leap else 365}[own.day_count]
    return Fraction(valid[max(valid)]) * Fraction(own.multiplier) / 100 / year


def capped(known, own, total):
    if not own.ceiling:
        return total
    flat = unpaid_on(known.debt, known.debt.due + timedelta(days=1))
    base = flat if own.ceiling_base == "overdue" else Fraction(known.contract_total)
    return min(total, base * Fraction(own.ceiling) / 100)


def unpaid_on(debt, day):
    balance = Fraction(debt.amount)
    for receipt in debt.receipts:
        if receipt.day < day:
            balance -= Fraction(receipt.amount)
    return sorted([Fraction(0), balance, Fraction(debt.amount)])[1]


def is_excused(debt, day):
    for pause in debt.pauses:
        is_late = pause.reason == "force_majeure" and debt.due < pause.first
        if not is_late and pause.first <= day <= (pause.last or date.max):
            return True
    return False


def by_day(versions):
    return sorted(versions, key=lambda one: one.valid_from or date.min)


def of_day(versions, day):
    valid = [one for one in by_day(versions) if (one.valid_from or date.min) <= day]
    return valid[-1] if valid else None


def half_up(exact, rounding=CENT):
    units = (exact / Fraction(rounding) + Fraction(1, 2)).__floor__()
    return Fraction(rounding) * units
