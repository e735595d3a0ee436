from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from ..common import ComplianceCase


class TestTerm(ComplianceCase):
    """How long a contract runs, as its columns say it (T0-9.1, T1-1.5, X-3, X-4, L-24)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")

    def _draft(self, start, **values):
        """A draft whose term starts on a fixed day, so that its end is there at once."""
        return self._create_contract(term_start_basis="fixed", term_start_date=start, **values)

    def _end(self, *args, **values):
        return str(self._draft(*args, **values).end_date)

    def test_both_conventions_of_two_years_from_the_fifteenth(self):
        """T0-9.1, X-4: 2026-01-15, 2 years -> 2028-01-15 (statutory) or 2028-01-14 (inclusive)."""
        for convention, end in (("statutory", "2028-01-15"), ("inclusive", "2028-01-14")):
            contract = self._create_active(
                "2026-01-15", term_years=2, end_date_convention=convention
            )
            self.assertEqual(str(contract.effective_date), "2026-01-15")
            self.assertEqual(str(contract.end_date), end, convention)

    def test_one_year_from_the_first_of_march(self):
        """T1-1.5"""
        contract = self._create_active("2026-03-01", term_years=1)
        self.assertEqual(str(contract.end_date), "2027-03-01")

    def test_the_company_sets_the_convention_of_new_contracts_only(self):
        """X-4, X-S1: a setting reaches no contract that is there already."""
        old = self._draft("2026-01-15")
        self.company.crm_contract_end_date_convention = "inclusive"
        new = self._draft("2026-01-15")
        old.term_years = 2
        self.assertEqual((str(old.end_date), str(new.end_date)), ("2028-01-15", "2027-01-14"))

    def test_months_and_month_ends(self):
        """L-24: the month's last day where there is no corresponding one."""
        self.assertEqual(self._end("2024-08-31", term_years=0, term_months=6), "2025-02-28")
        self.assertEqual(self._end("2024-02-29", term_years=1), "2025-02-28")
        self.assertEqual(self._end("2024-02-29", term_years=4), "2028-02-29")
        self.assertEqual(self._end("2026-01-31", term_years=0, term_months=1), "2026-02-28")
        self.assertEqual(self._end("2026-01-31", term_years=0, term_months=2), "2026-03-31")
        self.assertEqual(self._end("2026-08-31", term_years=1, term_months=6), "2028-02-29")

    def test_month_ends_under_the_inclusive_convention_are_one_day_earlier(self):
        """§5: the corresponding day, or month end, minus one."""
        values = {"end_date_convention": "inclusive"}
        self.assertEqual(
            self._end("2024-08-31", term_years=0, term_months=6, **values), "2025-02-27"
        )
        self.assertEqual(self._end("2024-02-29", term_years=1, **values), "2025-02-27")

    def test_an_open_ended_contract_has_no_end_and_no_renewal(self):
        contract = self._create_active("2026-01-15", term_years=0, term_months=0)
        self.assertFalse(contract.end_date)
        self.assertFalse(contract.renewal_notice_date or contract.renewal_complete_date)
        self.assertFalse(contract.deadline_ids)
        self.assertFalse(contract.is_expired or contract.in_notice_window)
        self.assertIn("Open-ended", contract.term_note)
        with self.assertRaises(UserError):
            contract._renew()
        with self.assertRaises(UserError):
            contract._decide_renewal("renew", False)

    def test_a_typed_end_overrides_the_term_and_says_so(self):
        """X-3"""
        contract = self._create_active("2026-01-15", is_end_date_fixed=True, end_date="2026-12-31")
        self.assertEqual(str(contract.end_date), "2026-12-31")
        self.assertEqual(str(contract.renewal_notice_date), "2026-11-01")
        self.assertIn("typed", contract.term_note)

    def test_the_mark_taken_away_brings_the_computed_end_back(self):
        contract = self._draft("2026-01-15", is_end_date_fixed=True, end_date="2026-12-31")
        contract.is_end_date_fixed = False
        self.assertEqual(str(contract.end_date), "2027-01-15")
        self.assertNotIn("typed", contract.term_note)

    def test_a_typed_end_before_the_effective_day_stops_the_activation(self):
        contract = self._create_contract(is_end_date_fixed=True, end_date="2026-01-10")
        with self.assertRaisesRegex(ValidationError, "before its term starts"):
            self._sign(contract, "2026-01-15")

    def test_a_term_may_start_on_the_day_of_signing(self):
        """X-3: signed 01-12, sealed 01-15; counted from signing, effective from the last mark."""
        contract = self._create_contract(term_start_basis="signing")
        self._name_representatives(contract)
        contract.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(contract._main_execution(), side, "2026-01-12", "2026-01-15")
        contract.action_activate()
        self.assertEqual(str(contract.effective_date), "2026-01-15")
        self.assertEqual(str(contract.end_date), "2027-01-12")

    def test_a_term_that_starts_at_signing_needs_no_signature_where_a_seal_suffices(self):
        contract = self._create_contract(
            term_start_basis="signing", main_execution_mode="sign_or_seal"
        )
        self._name_representatives(contract)
        contract.action_send_to_sign()
        for side, day in (("a", "2026-01-12"), ("b", "2026-01-14")):
            self._record_marks(contract._main_execution(), side, sealed_on=day)
        self.assertEqual(str(contract.signing_date), "2026-01-14")
        self.assertEqual(str(contract.end_date), "2027-01-14")

    def test_the_calendar_ends_in_2200_with_a_clear_message(self):
        """security.md fact 9."""
        self.assertEqual(self._end("2150-01-01", term_years=50), "2200-01-01")
        for values in ({"term_years": 51}, {"term_years": 50, "term_months": 12}):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, "2200"):
                self._draft("2150-01-01", **values)

    def test_the_renewal_window_counts_back_from_the_end(self):
        """T0-9.2a, T0-9.2b: end 2027-06-30, 60 and 30 days -> 05-01 and 05-31."""
        contract = self._draft("2026-06-30")
        self.assertEqual(str(contract.end_date), "2027-06-30")
        self.assertEqual(str(contract.renewal_notice_date), "2027-05-01")
        self.assertEqual(str(contract.renewal_complete_date), "2027-05-31")
        contract.renewal_notice_days = 90
        self.assertEqual(str(contract.renewal_notice_date), "2027-04-01")

    def test_backward_counted_limits_never_shift(self):
        """L-25: 2027-05-01 is a holiday and a Saturday, and stays."""
        contract = self._draft("2026-06-30", is_weekend_shifted=True, is_holiday_shifted=True)
        self.assertEqual(str(contract.renewal_notice_date), "2027-05-01")

    def test_completion_cannot_come_before_the_notice(self):
        with self.assertRaises(ValidationError):
            self._draft("2026-06-30", renewal_notice_days=20, renewal_complete_days=30)

    def test_the_form_previews_the_term_of_a_draft(self):
        contract = self._create_contract()
        result = contract.onchange(
            {"term_start_basis": "fixed", "term_start_date": "2026-06-30", "term_years": 1},
            ["term_start_date"],
            {"end_date": {}, "renewal_notice_date": {}},
        )
        self.assertEqual(result["value"]["end_date"], self._day("2027-06-30"))
        self.assertEqual(result["value"]["renewal_notice_date"], self._day("2027-05-01"))

    def test_implementation_ends_after_it_starts(self):
        """T0-2.3: 2026-02-01..2026-01-01 rejected."""
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._create_contract(
                implementation_start="2026-02-01", implementation_end="2026-01-01"
            )
        contract = self._create_contract(
            implementation_start="2026-02-01", implementation_end="2026-02-01"
        )
        with self.assertRaisesRegex(ValidationError, "2026-01-01.*2026-02-01"):
            contract.implementation_end = "2026-01-01"

    def test_implementation_beyond_the_contracts_end_is_a_hint(self):
        """T0-2.3: end after contract end -> warning."""
        contract = self._create_active(
            "2026-01-15", implementation_start="2026-02-01", implementation_end="2027-03-01"
        )
        self.assertEqual(contract.alerts["implementation"]["level"], "info")

    def test_performance_before_the_contract_is_in_force_is_a_hint(self):
        """L-32"""
        contract = self._create_contract(implementation_start="2026-05-01")
        self.assertIn("CC 490", contract.alerts["unformed"]["message"])
