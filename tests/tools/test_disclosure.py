"""Rows T0-8.2, T1-8.2 to T1-8.4, and scenario 10's court order, by hand."""

from dataclasses import replace
from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.disclosure import (
    Consent,
    Disclosure,
    Order,
    Verdict,
    judge,
)

DAY = date(2026, 5, 10)
OWNER = frozenset({"b"})
CONSENT = Consent(date(2026, 5, 1), OWNER, "performance", True, True)
NO_CONSENT = Consent(None, frozenset(), "performance", True, False)
ORDER = Order(True, True, True)
NO_ORDER = Order(False, False, False)
AGREED = Disclosure(DAY, "performance", "consent", OWNER, CONSENT, NO_ORDER)
COMPELLED = Disclosure(DAY, "compelled", "law", OWNER, NO_CONSENT, ORDER)


def refused(*reasons):
    return Verdict(False, reasons)


def with_consent(**values):
    return judge(replace(AGREED, consent=replace(CONSENT, **values)))


def with_order(**values):
    return judge(replace(COMPELLED, order=replace(ORDER, **values)))


def test_the_other_side_consented_before():
    assert judge(AGREED) == Verdict(True, ("consent",))


def test_a_consent_of_the_same_day_is_in_time():
    assert with_consent(given_on=DAY).is_authorised


def test_a_consent_after_the_fact_is_none():
    assert with_consent(given_on=date(2026, 5, 11)) == refused("late_consent")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"given_on": None}, "no_consent_day"),
        ({"has_paper": False}, "no_consent_paper"),
        ({"by": frozenset({"a"})}, "other_consent"),
        ({"names_recipient": False}, "other_recipient"),
        ({"purpose": "marketing"}, "other_purpose"),
    ],
)
def test_a_consent_that_does_not_cover_it(values, reason):
    assert with_consent(**values) == refused(reason)


def test_a_secret_of_both_takes_both():
    both = replace(AGREED, owners=frozenset({"a", "b"}))
    assert judge(both) == refused("other_consent")
    assert judge(replace(both, consent=replace(CONSENT, by=frozenset({"a", "b"})))).is_authorised


def test_a_court_order_needs_no_consent():
    """T1-8.4, scenario 10."""
    assert judge(COMPELLED) == Verdict(True, ("law",))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"has_authority": False}, "no_authority"),
        ({"has_reference": False}, "no_reference"),
        ({"has_paper": False}, "no_order"),
        ({"given_on": date(2026, 5, 11)}, "late_order"),
    ],
)
def test_a_law_that_is_not_shown_compels_nobody(values, reason):
    assert with_order(**values) == refused(reason)


def test_an_order_of_the_same_day_compels():
    assert with_order(given_on=DAY).is_authorised


def test_no_consent_and_no_law():
    """T0-8.2."""
    assert judge(replace(AGREED, ground="none")) == refused("no_ground")


def test_all_that_is_wrong_is_said():
    nothing = replace(AGREED, consent=NO_CONSENT)
    assert judge(nothing) == refused("no_consent_day", "other_consent", "no_consent_paper")


@pytest.mark.parametrize("purpose", ["marketing", "other"])
def test_a_use_beyond_the_contract_is_not_covered(purpose):
    """T1-8.3: neither by a consent for performance, nor by an order, nor by nothing."""
    assert judge(replace(AGREED, purpose=purpose)) == refused("beyond_contract")
    assert judge(replace(COMPELLED, purpose=purpose)) == refused("beyond_contract")
    nothing = replace(AGREED, purpose=purpose, ground="none")
    assert judge(nothing) == refused("beyond_contract", "no_ground")


def test_a_consent_for_just_that_use_covers_it():
    consent = replace(CONSENT, purpose="marketing")
    assert judge(replace(AGREED, purpose="marketing", consent=consent)).is_authorised


def test_advice_is_for_performance():
    assert judge(replace(AGREED, purpose="advice")).is_authorised
