from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .liability_case import LiabilityCase

NUMBERS = (float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 1e15, 10**18, "12,5", "x", [])
DATES = ("0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31", "2026-02-30", "tomorrow")
TEXTS = ("a\0b", "\ud800", "x" * 5000)


class TestBadCapInput(LiabilityCase):
    """security.md 2e (A50 to A57) for third parties, caps and their dialogs."""

    def _assert_refused(self, records, values):
        told = str(values)[:80]
        with self.subTest(model=records._name, values=told), mute_logger("odoo.sql_db"):
            with self.assertRaises(UserError) as caught, self.env.cr.savepoint():
                if records:
                    records.write(values)
                else:
                    records.create(values)
                self.env.flush_all()
            self.assertNotIn("psycopg", str(caught.exception))

    def _new_third_party(self, **values):
        return {
            "contract_id": self.contract.id,
            "partner_id": self.anzhi.id,
            "kind": "consultant",
            **values,
        }

    def test_numbers_out_of_bounds_are_refused(self):
        """A50, A51: NaN passes PostgreSQL's > 0, so it must not get there."""
        proposal, cap = self._propose(), self._create_cap()
        terms = {"third_party_id": proposal.id, "basis": "lower", "percent": 5, "fixed_amount": 5}
        for number in (*NUMBERS, -0.01):
            self._assert_refused(proposal, {"fee_amount": number})
            self._assert_refused(proposal.browse(), self._new_third_party(fee_amount=number))
            for name in ("fixed_amount", "percent"):
                self._assert_refused(cap, {name: number})
                self._assert_refused(cap.browse(), {**terms, name: number})
        for percent in (100.0001, 101, -1):
            self._assert_refused(cap.browse(), {**terms, "percent": percent})

    def test_numbers_at_the_bounds_are_taken(self):
        cap = self._create_cap(basis="lower", percent=0.0001, fixed_amount=999_999_999_999.99)
        cap.action_determine()
        self.assertEqual(cap.limit_amount, 0.3)
        whole = self._determined(basis="percent", fixed_amount=0, percent=100)
        self.assertEqual(whole.limit_amount, 300000)

    def test_limit_of_nothing_is_no_limit(self):
        """A percent so small that nothing is left of it after rounding."""
        draft = self._propose(fee_amount=0.01)
        for aggregation in ("aggregate", "per_claim", "per_year"):
            cap = self._create_cap(
                third_party_id=draft.id,
                basis="percent",
                percent=0.0001,
                percent_base="third_party_fee",
                aggregation=aggregation,
            )
            with self.subTest(aggregation=aggregation), self.assertRaises(UserError):
                cap.action_determine()
            self.assertFalse(cap.determined_by_id)

    def test_dialogs_refuse_what_is_no_number(self):
        cap = self._determined()
        post = self.env["crm.contract.liability.post.wizard"]
        limit = self.env["crm.contract.liability.limit.wizard"]
        for number in NUMBERS:
            values = {"cap_id": cap.id, "note": "Claim", "amount": number}
            self._assert_refused(post, values)
            self._assert_refused(limit, {"cap_id": cap.id, "reason": "Why", "limit_amount": number})
            with self.subTest(limit=number), self.assertRaises(UserError):
                cap._change_limit(number, "Why")
        for amount in (0, -1, 0.001):
            with self.subTest(amount=amount), self.assertRaises(UserError):
                self._post(cap, "commit", amount)
        for number in (0, -1, 0.001):
            with self.subTest(limit=number), self.assertRaises(UserError):
                cap._change_limit(number, "Why")
        self.assertEqual(self._figures(cap), (0, 0, 60000))

    def test_hint_of_the_dialog_survives_what_is_typed_on_the_way(self):
        cap = self._determined()
        post = self.env["crm.contract.liability.post.wizard"]
        for amount in (-1, 0, 999_999_999_999_999, 1e15, 1e300):
            values = {"cap_id": cap.id, "kind": "commit", "amount": amount}
            with self.subTest(amount=amount):
                try:
                    post.onchange(values, ["amount"], {"hint": {}, "amount": {}})
                except UserError as error:
                    self.assertTrue(str(error))

    def test_dates_out_of_bounds_are_refused(self):
        """A52, A53: years 1900 to 2200."""
        proposal, cap = self._propose(), self._create_cap()
        row = self._certify(proposal)
        for day in DATES:
            for name in ("notified_on", "consent_due_date", "date_start", "date_end"):
                self._assert_refused(proposal, {name: day})
            for name in ("issued_on", "expires_on"):
                self._assert_refused(row, {name: day})
            self._assert_refused(cap, {"determined_on": day})
            self._assert_refused(proposal._consent_of("a"), {"done_on": day})
            self._assert_refused(
                self.env["crm.contract.consent.wizard"],
                {"third_party_id": proposal.id, "answered_on": day},
            )
        determined = self._determined(aggregation="per_year", is_calendar_year=True)
        for day in DATES:
            with self.subTest(breach=day), self.assertRaises(UserError):
                self._post(determined, "commit", 1, breach_date=day)

    def test_entry_has_a_day_that_exists(self):
        cap = self._determined()
        for day in DATES:
            self._assert_refused(
                self.env["crm.contract.liability.entry"],
                {
                    "account_id": cap.account_ids.id,
                    "kind": "commit",
                    "bucket": "committed",
                    "amount": 1,
                    "posted_on": day,
                },
            )
        self.assertEqual(self._figures(cap), (0, 0, 60000))

    def test_end_before_its_start_is_refused(self):
        proposal = self._propose()
        self._assert_refused(proposal, {"date_end": "2026-05-31"})
        self._assert_refused(proposal, {"date_start": "2026-07-01", "date_end": "2026-06-30"})
        self._assert_refused(
            proposal.browse(),
            self._new_third_party(date_start="2026-07-01", date_end="2026-06-30"),
        )
        row = self._certify(proposal, issued_on="2026-01-01")
        self._assert_refused(row, {"expires_on": "2025-12-31"})
        row.expires_on = "2026-01-01"
        self._assert_refused(row, {"issued_on": "2026-01-02"})
        future = {"third_party_id": proposal.id, "fixed_amount": 1, "determined_on": "2026-05-21"}
        self._assert_refused(self.env["crm.contract.liability.cap"], future)
        self._assert_refused(proposal._consent_of("a"), {"done_on": "2026-05-21"})

    def test_text_that_no_column_holds_is_refused(self):
        """A56, A57: NUL, lone surrogates, lines of 5,000 characters."""
        proposal, cap = self._propose(), self._create_cap()
        row = self._certify(proposal)
        for text in TEXTS:
            for name in ("role", "purpose", "kind_note", "entry_manner"):
                self._assert_refused(proposal, {name: text})
            for name in ("name", "number", "issuer"):
                self._assert_refused(row, {name: text})
            self._assert_refused(cap, {"carve_out_note": text})
            for wizard, name, where in (
                ("liability.post", "note", {"cap_id": cap.id}),
                ("liability.post", "claim_reference", {"cap_id": cap.id}),
                ("liability.limit", "reason", {"cap_id": cap.id, "limit_amount": 1}),
                ("consent", "reason", {"third_party_id": proposal.id}),
            ):
                dialog = self.env[f"crm.contract.{wizard}.wizard"]
                self._assert_refused(dialog, {**where, "reason": "Why", name: text})
        for text in TEXTS[:2]:
            for name in ("duties", "permissions", "entry_conditions"):
                self._assert_refused(proposal, {name: text})
            for name in ("factor_scope", "factor_quality", "factor_market"):
                self._assert_refused(cap, {name: text})
            with self.subTest(reason=text), self.assertRaises(UserError):
                self._determined()._change_limit(70000, text)
        self._assert_refused(proposal, {"duties": "x" * (2**20 + 1)})

    def test_claim_of_any_length_names_an_account_or_is_refused(self):
        """A57: PostgreSQL refuses index rows over 2,704 bytes with words for nobody."""
        cap = self._determined(aggregation="per_claim")
        for reference in ("", "   ", "合" * 65, "x" * 3000):
            with self.subTest(reference=reference[:5]), self.assertRaises(UserError):
                self._post(cap, "commit", 1, claim_reference=reference)
        self._post(cap, "commit", 1, claim_reference="合" * 64)
        self._post(cap, "commit", 1, claim_reference=" CLM-1 ")
        self._post(cap, "commit", 1, claim_reference="CLM-1")
        self.assertEqual(set(cap.account_ids.mapped("key")), {"合" * 64, "CLM-1"})

    def test_values_that_are_no_choice_are_refused(self):
        proposal, cap = self._propose(), self._create_cap()
        for record, names in (
            (proposal, ("kind", "engaged_by", "capacity")),
            (cap, ("basis", "percent_base", "aggregation", "determined_by")),
        ):
            for name in names:
                for value in ("nonsense", 7, [], {}):
                    self._assert_refused(record, {name: value})

    def test_third_party_without_contract_or_contact_is_refused(self):
        for values in (
            {"partner_id": self.anzhi.id},
            {"contract_id": self.contract.id},
            {"contract_id": 10**9, "partner_id": self.anzhi.id},
            {"contract_id": False, "partner_id": False},
        ):
            with self.subTest(values=values), mute_logger("odoo.sql_db"):
                with self.assertRaises(Exception) as caught, self.env.cr.savepoint():
                    self.env["crm.contract.third.party"].create(values)
                    self.env.flush_all()
                self.assertIn(
                    type(caught.exception).__module__, ("odoo.exceptions", "psycopg2.errors")
                )
