"""Hints of the law: rows L-01 to L-09, L-13, L-14, L-18, L-22, L-27 to L-29, L-31, L-47."""

import pytest

from odoo.addons.crm_contract_compliance.tools.advisory import (
    DOUBTFUL,
    RULES,
    advise,
    annual_of_daily,
)
from odoo.addons.crm_contract_compliance.tools.advisory_case import AdvisoryError, Case

from .penalty_common import OUT_OF_BOUNDS, money
from .timeline_common import refused


def case(**values):
    kept = {
        name: value if isinstance(value, bool | None) or name.endswith("_days") else money(value)
        for name, value in values.items()
        if name not in ("fault", "deposit")
    }
    return Case(**values | kept)


def keys(**values):
    return [advice.key for advice in advise(case(**values))]


def numbers(key, **values):
    (found,) = [advice for advice in advise(case(**values)) if advice.key == key]
    return {name: str(number) for name, number in found.numbers}


class TestRules:
    def test_doubts_are_rules(self):
        assert {rule.key for rule in RULES} > DOUBTFUL

    def test_have_each_its_own_key_and_an_article(self):
        assert len({rule.key for rule in RULES}) == len(RULES) == 25
        assert all(rule.article and rule.key.isidentifier() for rule in RULES)
        assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)

    def test_of_the_whole_list_are_there(self):
        ids = {"L-01", "L-02", "L-03", "L-04", "L-05", "L-06", "L-07", "L-08", "L-09"}
        assert {rule.id for rule in RULES} == ids | {
            *("L-13", "L-14", "L-18", "L-22", "L-27", "L-28", "L-29", "L-31", "L-47")
        }

    def test_say_nothing_of_what_is_not_known(self):
        assert advise(Case()) == ()

    def test_are_switched_off_by_key(self):
        bad_faith = case(penalty=50_000, proven_loss=30_000, fault="intent")

        (left,) = advise(bad_faith, off={"penalty_excessive"})
        assert (left.id, left.article, left.key) == ("L-02", "CGI 65", "no_cut_in_bad_faith")

    def test_come_in_the_order_of_their_rows(self):
        assert keys(is_third_party=True, avoidable_loss=1, is_adjustment_excluded=True) == [
            "adjustment_excluded",
            "loss_avoidable",
            "party_answers_for_third",
        ]


class TestPenaltyAgainstLoss:
    def test_more_than_thirty_percent_above_is_excessive(self):
        """Scenario 5: 50,000 > 39,000."""
        assert numbers("penalty_excessive", penalty=50_000, proven_loss=30_000) == {
            "penalty": "50000",
            "loss": "30000",
            "limit": "39000.00",
        }

    @pytest.mark.parametrize(
        ("penalty", "loss", "found"),
        [
            ("50000", "38461.54", []),
            ("50000", "38461.53", ["penalty_excessive"]),
            ("39000", "30000", []),
            ("39000.01", "30000", ["penalty_excessive"]),
            ("10.01", "7.70", []),
            ("0.10", "0.08", []),
            ("1", "0", ["penalty_excessive"]),
            ("0", "0", []),
        ],
    )
    def test_is_compared_strictly_and_as_money(self, penalty, loss, found):
        """Scenario 5: 1.30 x 38,461.54 rounds to 50,000.00."""
        assert keys(penalty=penalty, proven_loss=loss) == found

    def test_is_compared_in_the_currency(self):
        """1.30 x 77 is 100.1: 100 yen, and 101 are above it."""
        assert keys(penalty=101, proven_loss=77, rounding=1) == ["penalty_excessive"]
        assert keys(penalty="100.1", proven_loss=77, rounding="0.1") == []

    def test_below_shows_what_is_short(self):
        """Scenario 5: loss 60,000."""
        assert keys(penalty=50_000, proven_loss=60_000) == ["penalty_below_loss"]
        assert numbers("penalty_below_loss", penalty=50_000, proven_loss=60_000) == {
            "shortfall": "10000"
        }
        assert keys(penalty=50_000, proven_loss=50_000) == []

    def test_of_one_side_alone_says_nothing(self):
        assert keys(penalty=50_000) == keys(proven_loss=50_000) == []

    def test_bad_faith_gets_no_cut(self):
        both = {"penalty": 50_000, "proven_loss": 30_000}

        assert keys(**both, fault="intent") == ["penalty_excessive", "no_cut_in_bad_faith"]
        assert keys(**both, fault="gross_negligence") == ["penalty_excessive"]

    def test_clause_that_excludes_a_cut(self):
        """L-03."""
        assert keys(is_adjustment_excluded=True) == ["adjustment_excluded"]


class TestLosses:
    @pytest.mark.parametrize(
        ("field", "key"),
        [
            ("unproven_loss", "loss_unproven"),
            ("unforeseeable_loss", "loss_unforeseeable"),
            ("avoidable_loss", "loss_avoidable"),
        ],
    )
    def test_that_do_not_count_are_named(self, field, key):
        """L-03, L-04, L-18."""
        assert keys(**{field: 12_000}) == [key]
        assert numbers(key, **{field: 12_000}) == {"amount": "12000"}
        assert keys(**{field: 0}) == []

    @pytest.mark.parametrize(
        ("profit", "remaining", "found"),
        [
            (200, 200, ["profit_too_long"]),
            (201, 200, ["profit_too_long"]),
            (199, 200, []),
            (0, 0, []),
            (200, None, []),
            (None, 200, []),
        ],
    )
    def test_profit_of_the_whole_rest_of_the_term(self, profit, remaining, found):
        """L-05."""
        assert keys(profit_days=profit, remaining_days=remaining) == found
        if found:
            told = numbers(found[0], profit_days=profit, remaining_days=remaining)
            assert told == {"days": str(profit), "remaining": "200"}


class TestEarnestMoney:
    def test_above_a_fifth(self):
        """L-06, scenario 15."""
        above = {"earnest_paid": 50_000, "earnest_subject": 200_000}

        assert numbers("earnest_above_limit", **above) == {
            "paid": "50000",
            "limit": "40000.00",
            "excess": "10000",
        }
        assert keys(earnest_paid=40_000, earnest_subject=200_000) == []
        assert keys(**above, deposit="other") == []
        assert keys(earnest_paid=50_000) == keys(earnest_subject=1) == []

    def test_double_refund_of_another_deposit_or_without_a_defeated_purpose(self):
        """L-07."""
        assert keys(is_double_refund=True) == []
        assert keys(is_double_refund=True, deposit="other") == ["deposit_not_earnest"]
        assert keys(is_double_refund=True, is_purpose_defeated=False) == ["purpose_not_defeated"]
        assert keys(deposit="other", is_purpose_defeated=False) == []

    def test_or_penalty(self):
        """L-08."""
        assert keys(is_penalty_chosen=True, is_earnest_chosen=True) == ["penalty_or_earnest"]
        assert keys(is_penalty_chosen=True) == keys(is_earnest_chosen=True) == []


class TestLiability:
    @pytest.mark.parametrize("grave", [{"fault": "intent"}, {"fault": "gross_negligence"}])
    def test_cap_does_not_hold(self, grave):
        """L-09."""
        assert keys(is_capped=True, **grave) == ["cap_does_not_hold"]
        assert keys(**grave) == []

    def test_cap_does_not_hold_for_injury(self):
        assert keys(is_capped=True, is_personal_injury=True) == ["cap_does_not_hold"]
        assert keys(is_capped=True, fault="ordinary") == keys(is_personal_injury=True) == []

    def test_party_answers_for_its_third_party(self):
        """L-22."""
        assert keys(is_third_party=True) == ["party_answers_for_third"]


class TestPayingLate:
    def test_without_a_clause(self):
        """L-27."""
        assert keys(is_payment=True, has_late_clause=False) == ["no_late_clause"]
        assert keys(is_payment=True) == keys(has_late_clause=False) == []

    def test_above_four_times_the_lpr(self):
        """L-28, scenario 4: 0.05% a day is 18.25% > 12%."""
        annual = annual_of_daily(money("0.05"))

        assert numbers("above_four_lpr", annual_percent=annual, lpr_percent="3.00") == {
            "annual": "18.25",
            "limit": "12",
        }
        assert keys(annual_percent=12, lpr_percent=3) == []
        assert keys(annual_percent=annual) == keys(lpr_percent=3) == []

    @pytest.mark.parametrize(("days", "found"), [(60, []), (61, ["sme_term_too_long"])])
    def test_small_company_waits_sixty_days_at_most(self, days, found):
        """L-29."""
        assert keys(is_sme_protected=True, payment_days=days) == found
        assert keys(payment_days=days) == []
        if found:
            told = numbers(found[0], is_sme_protected=True, payment_days=days)
            assert told == {"days": "61"}

    def test_small_company_does_not_wait_for_others_to_pay(self):
        assert keys(is_sme_protected=True, is_pay_when_paid=True) == ["sme_pay_when_paid"]
        assert keys(is_sme_protected=True) == keys(is_pay_when_paid=True) == []

    def test_small_company_gets_the_lpr_at_least(self):
        low = {"annual_percent": "2.99", "lpr_percent": 3}

        assert keys(is_sme_protected=True, **low) == ["sme_rate_below_lpr"]
        assert numbers("sme_rate_below_lpr", is_sme_protected=True, **low) == {
            "annual": "2.99",
            "lpr": "3",
        }
        assert keys(**low) == []
        assert keys(is_sme_protected=True, annual_percent=3, lpr_percent=3) == []
        assert keys(is_sme_protected=True, annual_percent=3) == []


class TestRefusals:
    @pytest.mark.parametrize(
        "name",
        ["penalty", "proven_loss", "earnest_paid", "earnest_subject"]
        + ["unforeseeable_loss", "avoidable_loss", "unproven_loss"],
    )
    def test_amount_out_of_bounds(self, name):
        for bad in OUT_OF_BOUNDS:
            with refused("amount", AdvisoryError):
                Case(**{name: bad})

    @pytest.mark.parametrize("name", ["annual_percent", "lpr_percent"])
    def test_annual_percent_out_of_bounds(self, name):
        for bad in ("-0.01", "NaN", "sNaN", "Infinity"):
            with refused("percent", AdvisoryError):
                Case(**{name: money(bad)})
        assert Case(**{name: money(0)})

    @pytest.mark.parametrize("name", ["profit_days", "remaining_days", "payment_days"])
    def test_days_out_of_bounds(self, name):
        with refused("days", AdvisoryError):
            Case(**{name: -1})
        assert Case(**{name: 0})

    def test_daily_percent_and_rounding_out_of_bounds(self):
        with refused("percent", AdvisoryError):
            annual_of_daily(money("NaN"))
        with refused("rounding", AdvisoryError):
            Case(rounding=money(0))


class TestSmallCompanies:
    """L-29 where nothing was agreed."""

    def test_decree_gives_the_term(self):
        owed = {"is_sme_protected": True, "is_payment": True}
        assert numbers("sme_default_term", **owed) == {"days": "60"}
        assert numbers("sme_default_term", **owed, is_state_body=True) == {"days": "30"}
        assert keys(**owed, payment_days=45, is_state_body=True) == []

    def test_decree_gives_the_rate(self):
        owed = {"is_sme_protected": True, "is_payment": True, "payment_days": 30}
        assert numbers("sme_default_rate", **owed, has_late_clause=False) == {
            "rate": "0.05",
            "annual": "18.25",
        }
        assert keys(**owed, has_late_clause=True) == []

    def test_decree_is_silent_on_others(self):
        assert keys(is_payment=True, has_late_clause=False) == ["no_late_clause"]
        assert keys(is_sme_protected=True, has_late_clause=False) == []
