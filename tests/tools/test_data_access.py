"""Who gets personal data, and whose: L-39 to L-41, L-44, T0-3.2; scenario 14."""

from dataclasses import replace
from datetime import date

import pytest

from odoo.addons.crm_contract_compliance.tools.data_access import (
    PersonConsent,
    Processing,
    Refusal,
    agreement_refusals,
    is_valid,
    needs_consent,
    refusals,
    why_left_out,
)

DAY = date(2026, 8, 1)
AGREED = Processing(
    "processor",
    first_day=date(2026, 7, 1),
    last_day=date(2027, 6, 30),
    assessed_on=DAY,
)
GIVEN = PersonConsent("consent", date(2026, 7, 20))


def codes(terms, day=DAY):
    return [refusal.code for refusal in refusals(terms, day)]


def test_assessed_processor_gets_the_data():
    """Scenario 14: no assessment, blocked; dated 2026-08-01, allowed from that day on."""
    assert codes(replace(AGREED, assessed_on=None)) == ["assessment"]
    assert codes(AGREED) == []
    assert codes(AGREED, date(2026, 7, 31)) == ["assessment"], "it comes before the data"


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"is_third_party_acting": False}, ["third_party"]),
        ({"is_data_returned": True}, ["returned"]),
        ({"is_in_force": False}, ["not_in_force"]),
        ({"silent_sides": ("b",)}, ["consent"]),
        ({"missing_items": ("Purpose", "Method")}, ["item", "item"]),
        ({"is_assessment_passed": False}, ["assessment_failed"]),
        ({"is_sub_entrusted": True}, ["sub_entrusting"]),
        ({"is_sub_entrusted": True, "is_sub_entrusting_agreed": True}, []),
        ({"is_sensitive": True}, ["sensitive"]),
        ({"is_sensitive": True, "persons": 1}, []),
        ({"role": "controller"}, ["persons"]),
        ({"role": "controller", "persons": 2}, []),
        ({"role": "controller", "is_sensitive": True}, ["sensitive"]),
    ],
)
def test_each_reason_by_itself(terms, expected):
    assert codes(replace(AGREED, **terms)) == expected


def test_all_reasons_are_told_at_once():
    worst = Processing(
        "controller",
        is_in_force=False,
        is_third_party_acting=False,
        silent_sides=("a", "b"),
        missing_items=("Purpose",),
        last_day=date(2026, 7, 31),
        is_sub_entrusted=True,
    )
    assert codes(worst) == [
        "consent",
        "consent",
        "third_party",
        "not_in_force",
        "item",
        "assessment",
        "sub_entrusting",
        "over",
        "persons",
    ]
    assert refusals(worst, DAY)[1] == Refusal("consent", "b")


def test_the_term_holds_on_both_of_its_days():
    """L-26: the first and the last day count."""
    assert codes(replace(AGREED, assessed_on=date(2026, 6, 1)), date(2026, 6, 30)) == ["not_begun"]
    assert codes(AGREED, date(2027, 6, 30)) == []
    assert codes(AGREED, date(2027, 7, 1)) == ["over"]


def test_the_agreement_alone_is_judged_without_clock_of_its_term():
    over = replace(AGREED, last_day=date(2026, 7, 2), is_in_force=False)
    assert agreement_refusals(over, DAY) == ()


def test_a_processor_needs_no_separate_consent_for_ordinary_data():
    """L-40: another handler does; L-41: sensitive data do, whoever gets them."""
    assert not needs_consent("processor", False)
    assert why_left_out([], "processor", False, DAY) is None
    assert why_left_out([], "processor", True, DAY) == "none"
    assert why_left_out([], "controller", False, DAY) == "none"


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        (GIVEN, None),
        (replace(GIVEN, given_on=date(2026, 8, 2)), "later"),
        (replace(GIVEN, withdrawn_on=DAY), "withdrawn"),
        (replace(GIVEN, withdrawn_on=date(2026, 8, 2)), None),
        (replace(GIVEN, is_outdated=True), "outdated"),
        (replace(GIVEN, basis="contract"), "basis"),
    ],
)
def test_why_a_person_is_left_out(consent, expected):
    assert why_left_out([consent], "controller", False, DAY) == expected


def test_sensitive_data_need_their_own_tick():
    assert why_left_out([GIVEN], "controller", True, DAY) == "sensitive"
    assert why_left_out([replace(GIVEN, is_sensitive=True)], "controller", True, DAY) is None


def test_of_several_consents_the_best_counts():
    """Withdrawn once and given anew: the newer one holds."""
    withdrawn = replace(GIVEN, withdrawn_on=date(2026, 7, 25))
    for day in (date(2026, 7, 25), date(2026, 7, 28)):
        anew = replace(GIVEN, given_on=day)
        assert why_left_out([withdrawn, anew], "controller", False, DAY) is None
    assert why_left_out(
        [withdrawn, replace(GIVEN, basis="contract")], "controller", False, DAY
    ) == ("withdrawn")


def test_a_withdrawal_ends_whatever_was_given_before_it():
    """Given twice on record, such as by two contacts that were merged, and withdrawn once."""
    withdrawn = replace(GIVEN, withdrawn_on=date(2026, 7, 25))
    for earlier in (GIVEN, replace(GIVEN, given_on=date(2026, 7, 24))):
        for consents in ([withdrawn, earlier], [earlier, withdrawn]):
            assert why_left_out(consents, "controller", False, DAY) == "withdrawn"
    before = date(2026, 7, 24)
    assert why_left_out([withdrawn, GIVEN], "controller", False, before) is None


def test_a_consent_holds_from_its_day_until_its_withdrawal():
    until = replace(GIVEN, withdrawn_on=DAY)
    days = (date(2026, 7, 19), date(2026, 7, 20), date(2026, 7, 31), DAY)
    assert [is_valid(until, day) for day in days] == [False, True, True, False]
    assert not is_valid(replace(GIVEN, is_outdated=True), DAY)
