"""How a penalty is told, what it refuses, what always holds: section 5, promises I5, I11."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.crm_contract_compliance.tools.accrual import Facts
from odoo.addons.crm_contract_compliance.tools.balance import BalanceError, Debt, Pause, Receipt
from odoo.addons.crm_contract_compliance.tools.penalty import canonical, penalty, trace
from odoo.addons.crm_contract_compliance.tools.penalty_terms import PenaltyError
from odoo.addons.crm_contract_compliance.tools.term import MAX_YEAR

from .penalty_common import (
    CENT,
    DAILY,
    DUE,
    FLAT,
    LPR,
    MARCH,
    MAY,
    ONCE,
    OUT_OF_BOUNDS,
    SPAN,
    after,
    amount,
    april,
    counted,
    facts,
    half_up,
    money,
    rules,
    terms,
    unpaid,
)
from .timeline_common import PROPERTY, refused


def shuffle(items, random):
    return tuple(random.sample(items, k=len(items)))


class TestTrace:
    def test_is_plain_and_stable(self):
        known = unpaid(
            references=LPR, pauses=[Pause(april(2), None, "suspension")], contract_total=money(5)
        )
        rule = terms(
            "reference_rate", multiplier="1.5", clause="违约 6.3", ceiling="0.01", grace_days=0
        )

        kept = trace(penalty(known, [rule], MAY, CENT))

        assert kept == {
            "format": 1,
            "amount": "10",
            "since": "2026-03-31",
            "as_of": "2026-05-15",
            "overdue_days": 1,
            "slices": [
                {
                    "first": "2026-04-01",
                    "last": "2026-04-01",
                    "days": 1,
                    "method": "reference_rate",
                    "base": "100000",
                    "rate": "4.5",
                    "per": "year",
                    "clause": "违约 6.3",
                    "amount": "12.3287671233",
                    "exact": "900/73",
                    "reference": "3",
                    "multiplier": "1.5",
                    "year_days": 365,
                }
            ],
            "steps": [
                {
                    "code": "pause",
                    "before": "45",
                    "after": "1",
                    "detail": "suspension",
                    "first": "2026-04-02",
                    "last": None,
                    "percent": None,
                },
                {
                    "code": "ceiling",
                    "before": "12.3287671233",
                    "after": "10",
                    "detail": "overdue",
                    "first": None,
                    "last": None,
                    "percent": "0.01",
                },
            ],
        }
        assert json.loads(canonical(kept)) == kept

    def test_of_a_daily_rate_names_no_reference(self):
        (one,) = trace(penalty(unpaid(), [DAILY], april(1), CENT))["slices"]

        assert (one["reference"], one["multiplier"], one["year_days"]) == (None, None, None)
        pause = Pause(MARCH, april(1), "suspension")
        kept = trace(penalty(unpaid(pauses=[pause]), [DAILY], april(2), CENT))
        assert kept["steps"][0]["last"] == "2026-04-01"

    def test_as_text_is_sorted_tight_and_readable(self):
        kept = trace(penalty(unpaid(), [FLAT], MARCH, CENT))

        assert canonical(kept) == (
            '{"amount":"0","as_of":"2026-03-31","format":1,"overdue_days":0,'
            '"since":"2026-03-31","slices":[],"steps":[]}'
        )
        assert '"款"' in canonical(
            trace(penalty(unpaid(), [replace(FLAT, clause="款")], MAY, CENT))
        )

    def test_is_the_same_however_a_number_was_written(self):
        plain = penalty(unpaid(100_000), [FLAT], MAY, CENT)
        padded = penalty(unpaid("1.0E+5"), [replace(FLAT, rate=money("2.00"))], MAY, CENT)

        assert canonical(trace(plain)) == canonical(trace(padded))


class TestRefusals:
    @pytest.mark.parametrize("bad", OUT_OF_BOUNDS, ids=str)
    def test_amount_out_of_bounds(self, bad):
        with refused("amount", BalanceError):
            Debt(MARCH, bad)
        with refused("amount", PenaltyError):
            Facts(occurred_on=MARCH, contract_total=bad)
        if str(bad) != "-0.01":
            with refused("amount", BalanceError):
                Receipt(MARCH, bad)

    @pytest.mark.parametrize("bad", ["0", "-0.01", "0.0000009", "1e15", "NaN", "Infinity"])
    def test_rounding_out_of_bounds(self, bad):
        with refused("rounding", PenaltyError):
            amount(unpaid(), FLAT, MARCH, money(bad))

    def test_total_out_of_bounds(self):
        whole = terms("daily_overdue", 100)
        known = unpaid(money("999999999999999"))

        assert amount(known, whole, april(1)) == 999_999_999_999_999
        with refused("amount", PenaltyError):
            amount(known, whole, april(2))
        with refused("amount", PenaltyError):
            amount(unpaid(money("999999999999999.99")), whole, april(1), money(1))

    def test_subject_that_is_none_or_two(self):
        for given_ in ({}, {"debt": Debt(MARCH, money(1)), "occurred_on": MARCH}):
            with refused("subject", PenaltyError):
                Facts(**given_)

    def test_day_beyond_the_last(self):
        last, beyond = date(MAX_YEAR, 12, 31), date(MAX_YEAR + 1, 1, 1)

        assert amount(unpaid(), FLAT, last) == 2000
        for refuse in (
            lambda: amount(unpaid(), FLAT, beyond),
            lambda: amount(Facts(occurred_on=MARCH), terms("fixed"), beyond),
            lambda: Facts(occurred_on=beyond),
            lambda: Debt(beyond, money(1)),
            lambda: Receipt(beyond, money(1)),
            lambda: Pause(beyond, None, "suspension"),
            lambda: Pause(last, beyond, "suspension"),
        ):
            with refused("day", BalanceError):
                refuse()

    def test_two_reference_rates_of_one_day(self):
        with refused("twin", PenaltyError):
            unpaid(references=(LPR[0], replace(LPR[0], percent=money(4))))

    def test_versions_that_are_none_or_twins(self):
        with refused("versions", PenaltyError):
            amount(unpaid(), [], MAY)
        for day in (None, april(2)):
            twin = replace(FLAT, valid_from=day)
            with refused("twin", PenaltyError):
                amount(unpaid(), [twin, DAILY, twin] if day else [twin, twin], MAY)


class TestProperties:
    @PROPERTY
    @given(facts, rules, st.integers(-3, SPAN))
    def test_equals_a_count_day_by_day(self, known, versions, days):
        as_of = after(days)

        found = penalty(known, versions, as_of, CENT)

        assert found.amount == half_up(counted(known, versions, as_of))

    @PROPERTY
    @given(facts, rules)
    def test_never_falls_when_days_grow_nor_exceeds_its_ceiling(self, known, versions):
        """I5."""
        found = [penalty(known, versions, after(days), CENT) for days in range(-1, SPAN, 7)]

        amounts = [one.amount for one in found]
        assert amounts == sorted(amounts)
        for one in found:
            exact = sum(part.amount for part in one.slices)
            most = [step.after for step in one.steps if step.code == "ceiling"]
            assert one.amount == half_up(min([exact, *most]))

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.lists(st.integers(0, SPAN), max_size=4))
    def test_splitting_a_period_never_changes_the_sum(self, known, versions, days, cuts):
        """Receipts of nothing part the days."""
        cut = [Receipt(after(day), Decimal(0)) for day in cuts]
        debt = replace(known.debt, receipts=(*known.debt.receipts, *cut))

        whole = penalty(known, versions, after(days), CENT)
        assert penalty(replace(known, debt=debt), versions, after(days), CENT) == whole

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.integers(1, SPAN))
    def test_what_two_days_differ_by_is_what_lies_between(self, known, versions, one, other):
        earlier, later = sorted([after(one), after(other)])
        open_rules = [replace(rule, ceiling=Decimal(0), grace_days=0) for rule in versions]

        first = penalty(known, open_rules, earlier, CENT)
        second = penalty(known, open_rules, later, CENT)

        between = Fraction(0)
        for part in second.slices:
            share = (part.last - max(part.first - timedelta(days=1), earlier)).days
            if part.method in ONCE:
                between += part.amount if part.first > earlier else 0
            else:
                between += part.amount / part.days * max(share, 0)
        assert sum(x.amount for x in second.slices) - sum(x.amount for x in first.slices) == between

    @PROPERTY
    @given(facts, rules, st.integers(1, SPAN), st.randoms(use_true_random=False))
    def test_same_inputs_give_the_same_bytes(self, known, versions, days, random):
        """I11: whatever the decimal context, the order of facts, and what is known since."""
        plain = canonical(trace(penalty(known, versions, after(days), CENT)))

        late = Receipt(after(days), Decimal("0.01"))
        debt = replace(
            known.debt,
            receipts=tuple(
                random.sample([*known.debt.receipts, late], k=len(known.debt.receipts) + 1)
            ),
            pauses=tuple(random.sample(known.debt.pauses, k=len(known.debt.pauses))),
        )
        table = tuple(random.sample(known.references, k=len(known.references)))
        shuffled = replace(known, debt=debt, references=table)
        with localcontext() as context:
            context.prec = 3
            context.traps = dict.fromkeys(context.traps, False)
            same = canonical(trace(penalty(shuffled, reversed(versions), after(days), CENT)))
        assert same == plain

    @PROPERTY
    @given(facts, rules, st.integers(0, SPAN))
    def test_owes_nothing_by_the_end_of_the_due_day(self, known, versions, days):
        found = penalty(known, versions, DUE - timedelta(days=days), CENT)

        assert (found.amount, found.slices, found.steps, found.overdue_days) == (0, (), (), 0)
