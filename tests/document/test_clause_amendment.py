from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..contract.amendment_case import AmendmentCase


class TestClauseAmendment(AmendmentCase):
    """The text of a signed contract changes by an amendment alone (T0-10.1, I10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        supply = cls.env.ref("crm_contract_compliance.type_supply")
        cls.contract = cls._create_active(
            "2026-03-01", type_id=supply.id, forum="court", forum_basis="performance"
        )
        cls.clause = cls.contract.clause_ids.filtered(lambda row: row.code == "parties")

    def _new_body(self, text, **values):
        return self._change("clause.body", text, "text", clause_id=self.clause.id, **values)

    def _paragraphs(self, code, lang="en_US"):
        sections = self.contract.with_context(lang=lang)._clause_sections()
        return next((row.paragraphs for row in sections if row.code == code), None)

    def test_agreed_words_stand_in_the_text_in_every_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.clause._write_agreed_text("body", "旧文。", ["zh_CN"])
        self._amended(self._new_body("Clearer words."))
        self._run_job()
        self.assertEqual(self._paragraphs("parties"), ("Clearer words.",))
        self.assertEqual(self._paragraphs("parties", "zh_CN"), ("Clearer words.",))

    def test_words_agreed_for_later_wait_for_their_day(self):
        before = self._paragraphs("parties")
        self._amended(self._new_body("Later words."), effective_date="2026-12-01")
        self._run_job()
        self.assertEqual(self._paragraphs("parties"), before)
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual(self._paragraphs("parties"), ("Later words.",))

    def test_a_clause_is_added_at_the_end_of_its_chapter(self):
        self._amended(
            Command.create(
                {
                    "op": "add",
                    "subject": "clause",
                    "new_name": "Insurance",
                    "value_text": "{supplier} is insured.",
                    "new_chapter": "liability",
                }
            )
        )
        self._run_job()
        added = self.contract.clause_ids.filtered(lambda row: row.name == "Insurance")
        self.assertEqual(self._paragraphs(added._key()), ("Party B is insured.",))
        self.assertEqual(
            added,
            self.contract._standing_clauses().filtered(lambda row: row.chapter == "liability")[-1],
        )

    def test_a_removed_clause_stays_on_record_with_its_day(self):
        self._amended(
            Command.create({"op": "remove", "subject": "clause", "clause_id": self.clause.id})
        )
        self._run_job()
        self.assertEqual(str(self.clause.removed_on), "2026-11-05")
        self.assertIsNone(self._paragraphs("parties"))
        self.assertFalse(
            self.contract._renew().clause_ids.filtered(lambda row: row.code == "parties")
        )

    def test_a_clause_moves_to_another_chapter_and_place(self):
        """What stands where is agreed like the words, and kept with its day."""
        first = self.contract._standing_clauses().filtered(lambda row: row.chapter == "liability")[
            0
        ]
        self._amended(
            self._change(
                "clause.chapter", "clause.chapter=liability", "choice", clause_id=self.clause.id
            ),
            self._change(
                "clause.sequence", first.sequence - 1, "integer", clause_id=self.clause.id
            ),
        )
        self._run_job()
        liability = self.contract._standing_clauses().filtered(
            lambda row: row.chapter == "liability"
        )
        self.assertEqual(liability[:2], self.clause | first)
        lines = self.contract.amendment_line_ids
        self.assertEqual(lines.mapped("field_name"), ["chapter", "sequence"])

    def test_a_place_is_never_changed_without_an_amendment(self):
        for change in ({"chapter": "final"}, {"sequence": 1}):
            with self.assertRaises(UserError):
                self.clause.write(change)

    def test_of_two_amendments_the_later_agreement_wins(self):
        self._amended(self._new_body("First."))
        self._run_job()
        self._at("2026-11-06")
        self._amended(self._new_body("Second."))
        self._run_job()
        self.assertEqual(self._paragraphs("parties"), ("Second.",))

    def test_a_confidential_clause_is_not_amended_in_the_open(self):
        self.clause.is_classified = True
        with self.assertRaises(ValidationError):
            self._ask(self._new_body("Words."))
        with self.assertRaises(ValidationError):
            self._ask(
                Command.create({"op": "remove", "subject": "clause", "clause_id": self.clause.id})
            )

    def test_a_clause_of_another_contract_is_refused(self):
        other = self._create_contract(type_id=self.contract.type_id.id)
        other.action_adapt_clauses()
        with self.assertRaises(ValidationError):
            self._ask(
                self._change("clause.body", "Words.", "text", clause_id=other.clause_ids[0].id)
            )
