from odoo.exceptions import ValidationError
from odoo.fields import Command

from .clause_case import ClauseCase


class TestClauseLog(ClauseCase):
    """Who changed a clause stands in the contract's log; of a confidential one, no word (I9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._add_cleared()
        cls.contract = cls._create_adapted()
        cls.clause = cls._clause(cls.contract, "parties")

    def test_the_log_says_what_changed_before_and_after_and_who_did_it(self):
        self.clause.body = "Old words."
        self.clause.with_user(self.user).write({"body": "New words.", "is_highlighted": True})
        message = self.contract.message_ids[0]
        self.assertEqual(message.author_id, self.user.partner_id)
        self.assertIn("Text: Old words. → New words.", message.body)
        self.assertIn("Highlighted: No → Yes", message.body)

    def test_what_stays_the_same_is_not_told(self):
        before = self.contract.message_ids
        self.clause.write({"body": self.clause.body, "sequence": 7})
        self.assertEqual(self.contract.message_ids, before)

    def test_clauses_that_come_and_go_are_told(self):
        self.contract.clause_ids = [Command.create({"name": "Insurance"})]
        self.assertIn("Clause added: Insurance", self._log(self.contract))
        self.clause.unlink()
        self.assertIn("Clauses removed: Parties", self._log(self.contract))

    def test_translations_are_told_too(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.clause.update_field_translations("body", {"zh_CN": "双方为{party_a}。"})
        self.assertIn("双方为{party_a}。", self._log(self.contract))

    def test_a_template_tells_no_contract(self):
        self.supply.clause_ids[0].body = "Other"
        self.clause.body = "Its own"
        self.assertIn("Its own", self._log(self.contract))
        self.assertNotIn("Other", self._log(self.contract))

    def test_a_confidential_clause_is_changed_without_a_word(self):
        clause = self.clause.with_user(self.cleared)
        clause.is_classified = True
        clause.write({"name": "Zinnober", "body": "Zinnober words."})
        clause.unlink()
        self.assertNotIn("Zinnober", self._log(self.contract))
        self.assertIn("A confidential clause was changed.", self._log(self.contract))

    def test_a_clause_that_becomes_confidential_is_taken_back_from_the_log(self):
        self.clause.body = "Zinnober words."
        self.assertIn("Zinnober", self._log(self.contract))
        self.clause.with_user(self.cleared).is_classified = True
        self.assertNotIn("Zinnober", self._log(self.contract))
        self.assertIn("A confidential clause was changed.", self._log(self.contract))

    def test_markup_is_told_as_text(self):
        self.clause.body = "<script>alert(1)</script>"
        self.assertNotIn("<script", self._log(self.contract))

    def test_a_new_confidential_clause_is_no_news(self):
        self.env["crm.contract.clause"].with_user(self.cleared).create(
            {"contract_id": self.contract.id, "name": "Zinnober", "is_classified": True}
        )
        self.contract.clause_ids = [Command.create({"name": "Insurance"})]
        self.assertIn("Clause added: Insurance", self._log(self.contract))
        self.assertNotIn("Zinnober", self._log(self.contract))

    def test_what_an_amendment_has_told_cannot_become_confidential(self):
        self._sign(self.contract, "2026-01-15").action_activate()
        self.env["crm.contract.amendment"].create(
            {
                "name": "Words",
                "contract_id": self.contract.id,
                "side": "a",
                "reason": "Clearer",
                "change_ids": [
                    Command.create(
                        {
                            "subject": "clause",
                            "clause_id": self.clause.id,
                            "term": "clause.body",
                            "value_text": "Clearer words.",
                        }
                    )
                ],
            }
        )
        with self.assertRaises(ValidationError):
            self.clause.with_user(self.cleared).is_classified = True
