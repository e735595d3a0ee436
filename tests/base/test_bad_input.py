import random

from odoo.exceptions import UserError, ValidationError

from .freeze_case import FreezeCase

NUMBERS = (float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 1e15, 10**18, "12,5", "x")
DATES = ("0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31", "2026-02-30", "tomorrow")
LONE_SURROGATE = "\ud800"


class TestBadInput(FreezeCase):
    """security.md 2e (A50-A58): a clear refusal, and nothing half-written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract(amount_total=1000)

    def _assert_refused(self, record, values):
        names = [name for name in values if name in record._fields]
        before = {name: record[name] for name in names}
        with self.subTest(model=record._name, values=str(values)[:80]):
            with self.assertRaises(UserError) as caught:
                record.write(values)
                self.env.flush_all()
            self.assertNotIn("psycopg", str(caught.exception))
            self.assertEqual({name: record[name] for name in names}, before)

    def test_numbers_out_of_bounds_are_refused(self):
        """A50, A51: NaN passes PostgreSQL's > 0, so it must not get there."""
        rule = self.draft.penalty_rule_ids
        for number in (*NUMBERS, -0.01):
            self._assert_refused(self.draft, {"amount_total": number})
            for name in ("rate", "ceiling", "multiplier", "fixed_amount"):
                self._assert_refused(rule, {name: number})
        for percent in (100.0001, -1):
            self._assert_refused(rule, {"rate": percent})
            self._assert_refused(rule, {"ceiling": percent})

    def test_numbers_at_the_bounds_are_taken(self):
        rule = self.draft.penalty_rule_ids
        rule.write({"rate": 100, "ceiling": 0.0001, "multiplier": 0, "fixed_amount": 0})
        self.assertEqual((rule.rate, rule.ceiling), (100, 0.0001))
        self.draft.amount_total = 999_999_999_999.99
        self.assertEqual(self.draft.amount_total, 999_999_999_999.99)

    def test_an_amount_is_rounded_to_its_currency(self):
        """A51: a thousandth of a yuan is no money."""
        self.draft.amount_total = 0.001
        self.assertEqual(self.draft.amount_total, 0)
        self.draft.amount_total = 0.006
        self.assertEqual(self.draft.amount_total, 0.01)

    def test_counts_out_of_bounds_are_refused(self):
        for name, numbers in {
            "term_years": (-1, 101, 10**15, float("nan"), "x"),
            "term_months": (-1, 1201, 10**15),
            "renewal_notice_days": (-1, 3651, 2**31),
            "renewal_complete_days": (-1, 61),
            "complaint_days": (-1, 3651),
            "information_update_days": (-1,),
            "rescission_notice_days": (-1,),
            "termination_notice_days": (-1, 10**10),
            "fm_notice_days": (-1, 3651),
            "fm_proof_days": (-1, 3651),
            "confidentiality_years": (-1, 101),
            "copies_total": (-2, 3, 10**12),
            "copies_a": (-1,),
        }.items():
            for number in numbers:
                self._assert_refused(self.draft, {name: number})
        nda = self.nda.create({"contract_id": self.draft.id, "name": "New"})
        for number in (-1, 101, 10**12):
            self._assert_refused(nda, {"years": number})
        for number in (-1, 3651, 10**12):
            self._assert_refused(self.draft.penalty_rule_ids, {"grace_days": number})

    def test_the_friendly_check_speaks_before_the_database(self):
        """An INSERT that a CHECK refuses leaves an error in the log, and none of our words."""
        creates = (
            (self._create_contract, {"term_years": 999}, "100 years"),
            (self._create_contract, {"term_months": -1}, "100 years"),
            (self._create_contract, {"amount_total": -5}, "from 0"),
            (self._create_type, {"term_years": 999}, "100 years"),
        )
        for create, values, words in creates:
            quiet = self.subTest(values=values), self.assertNoLogs("odoo.sql_db", "ERROR")
            with quiet[0], quiet[1], self.assertRaisesRegex(ValidationError, words):
                create(**values)

    def test_dates_out_of_bounds_are_refused(self):
        """A52, A53: years 1900 to 2200."""
        nda = self.nda.create({"contract_id": self.draft.id, "name": "New", "basis": "dates"})
        for day in DATES:
            for name in (
                "signing_date",
                "term_start_date",
                "implementation_start",
                "implementation_end",
            ):
                self._assert_refused(self.draft, {name: day})
            self._assert_refused(self.draft, {"is_end_date_fixed": True, "end_date": day})
            self._assert_refused(nda, {"date_start": day})
            self._assert_refused(nda, {"date_end": day})
            self._assert_refused(self.draft.penalty_rule_ids, {"valid_from": day})
            self._assert_refused(self.draft.requirement_ids, {"done_on": day})
        for day in DATES:
            with self.subTest(sent_on=day), self.assertRaises(UserError):
                self.notice.create({"contract_id": self.contract.id, "side": "a", "sent_on": day})

    def test_an_end_before_its_start_is_refused(self):
        self._assert_refused(
            self.draft,
            {
                "implementation_start": "2026-02-01",
                "implementation_end": "2026-01-01",
            },
        )
        self._assert_refused(
            self.draft,
            {
                "term_start_basis": "fixed",
                "term_start_date": "2026-02-01",
                "is_end_date_fixed": True,
                "end_date": "2026-01-31",
            },
        )
        nda = self.nda.create({"contract_id": self.draft.id, "name": "New", "basis": "dates"})
        self._assert_refused(nda, {"date_start": "2026-02-01", "date_end": "2026-01-31"})

    def test_text_that_no_column_holds_is_refused(self):
        """A56: NUL and lone surrogates would break inside the driver."""
        for text in ("a\0b", LONE_SURROGATE):
            self._assert_refused(self.draft, {"name": text})
            self._assert_refused(self.draft, {"scope": text})
            self._assert_refused(self.draft.party_ids[0], {"legal_name": text})
            self._assert_refused(self.draft.party_ids[0], {"address": text})
            self._assert_refused(self.draft.requirement_ids, {"note": text})
            with self.assertRaises(ValidationError):
                self._create_contract(name=text)

    def test_text_is_limited_to_one_megabyte(self):
        """A56"""
        self.draft.scope = "x" * 2**20
        self.assertEqual(len(self.draft.scope), 2**20)
        self._assert_refused(self.draft, {"scope": "x" * (2**20 + 1)})
        self._assert_refused(self.draft, {"scope": "合" * 2**19})
        self._assert_refused(self.draft, {"scope": "x" * 10 * 2**20})

    def test_every_script_and_sign_is_kept(self):
        for text in ("合同 📄🤝", "عقد", "e\u0301 zero\u200bwidth", "100 % / <b>&amp;</b> '--"):
            self.draft.write({"name": text, "scope": text})
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual((self.draft.name, self.draft.scope), (text, text))

    def test_names_of_any_sensible_length(self):
        """A57: 0, blank, 1, 255, 4096 characters, and one more."""
        for length in (1, 255, 4096):
            self.draft.name = "n" * length
            self.assertEqual(len(self.draft.name), length)
        self._assert_refused(self.draft, {"name": ""})
        self._assert_refused(self.draft, {"name": "  \t"})
        self._assert_refused(self.draft, {"name": "n" * 4097})
        for name in ("", " "):
            with self.subTest(name=name), self.assertRaises(ValidationError):
                self._create_contract(name=name)

    def test_a_number_too_long_for_its_index_is_refused(self):
        """A57: PostgreSQL refuses index rows over 2,704 bytes with words for nobody."""
        letters = random.Random(7)
        code = "".join(chr(letters.randrange(0x4E00, 0x9FFF)) for _letter in range(4000))
        self._assert_refused(self.draft, {"code": code})
        with self.assertRaises(ValidationError):
            self._create_contract(code=code)

    def test_values_that_are_no_choice_are_refused(self):
        for name in ("our_side", "forum", "term_start_basis", "tz", "main_execution_mode"):
            self._assert_refused(self.draft, {name: "nonsense"})
        for values in ({"our_side": "nonsense"}, {"our_side": "third"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._create_contract(**values)

    def test_a_contract_made_of_nothing_still_says_what_it_needs(self):
        for values in ({"company_id": False, "our_side": False}, {"tz": False}):
            contract = self._create_contract(**values)
            self.assertEqual(
                (contract.company_id, contract.our_side, contract.tz),
                (self.company, "a", "Asia/Shanghai"),
            )

    def test_the_form_survives_what_a_person_types_on_the_way(self):
        """The preview of a term must not fail before the save explains what is wrong."""
        for values in (
            {"term_years": -1},
            {"term_years": 500},
            {"renewal_complete_days": 90},
            {"renewal_notice_days": -1},
            {"is_end_date_fixed": True, "end_date": "0001-01-01"},
            {"term_start_basis": "fixed", "term_start_date": "9999-12-31"},
        ):
            with self.subTest(values=values):
                spec = {name: {} for name in (*values, "end_date", "renewal_notice_date")}
                known = {
                    "term_start_basis": "fixed",
                    "term_start_date": "2026-01-01",
                    "term_years": 1,
                    "renewal_notice_days": 60,
                    **values,
                }
                try:
                    self.draft.onchange(known, list(values), spec)
                except UserError as error:
                    self.assertTrue(str(error))
