from odoo.exceptions import AccessError, UserError

from .signing_case import SigningCase


class TestQuestion(SigningCase):
    """What a signer asks is answered before anybody signs: no tick alone (L-11)."""

    def ask(self, question="Does the cap hold for data, too?", code="cap"):
        clauses = self.execution._clauses_to_confirm()
        clause = next(clause for clause in clauses if clause["code"] == code)
        return self.env["crm.contract.question"]._ask(
            self.row.sudo(), clause, question, self.customer.partner_id
        )

    def test_the_owner_is_asked_to_answer(self):
        asked = self.ask()
        self.assertEqual(asked.title, "Article 2 Cap")
        self.assertEqual(asked.clause_text, "We answer for at most 60,000.")
        self.assertEqual(asked.contract_id, self.contract)
        self.assertEqual(self.contract.activity_ids.user_id, self.user)
        self.assertNotIn("data", self.contract.activity_ids.summary)
        self.assertIn("for data, too?", str(self.contract.message_ids.mapped("body")))

    def test_of_a_confidential_contract_its_owner_is_told_that_somebody_asks_and_no_more(self):
        """I9: the owner may lack the clearance; the signer is not refused because of it."""
        self.contract.is_classified = True
        self.ask("What of the secret formula?")
        self.row.sudo()._refuse_online("The secret formula.")
        told = self.contract.activity_ids
        self.assertEqual(told.user_id, self.user)
        said = " ".join(str(row.summary) + str(row.note or "") for row in told)
        self.assertNotIn("formula", said)

    def test_it_stops_signing_until_it_is_answered_and_is_kept_with_the_signature(self):
        asked = self.ask()
        with self.assertRaisesRegex(UserError, "“Article 2 Cap” is not answered yet"):
            self.sign()
        asked.with_user(self.user).answer = "Yes, for everything."
        self.assertEqual(asked.answered_by_id, self.user)
        self.assertFalse(self.contract.activity_ids)
        self.sign()
        [cap, forum] = self.row.confirmations
        self.assertEqual(cap["questions"][0]["answer"], "Yes, for everything.")
        self.assertEqual(cap["questions"][0]["question"], "Does the cap hold for data, too?")
        self.assertEqual(forum["questions"], [])

    def test_an_answer_stays_as_it_was_read(self):
        asked = self.ask().with_user(self.user)
        for empty in ("", "  ", False):
            with self.assertRaises(UserError):
                asked.answer = empty
        asked.answer = "Yes."
        with self.assertRaisesRegex(UserError, "given once"):
            asked.answer = "No."
        for values in ({"question": "Other?"}, {"title": "X"}, {"answered_at": False}):
            with self.subTest(values=values), self.assertRaises(UserError):
                asked.write(values)

    def test_asked_twice_by_pressing_twice_is_asked_once(self):
        self.ask()
        self.assertFalse(self.ask())
        self.assertEqual(len(self.row.question_ids), 1)

    def test_nonsense_and_floods_are_refused(self):
        for question in ("", " ", None, "x" * 2_001):
            with self.assertRaisesRegex(UserError, "Write your question"):
                self.ask(question)
        for number in range(20):
            self.ask(f"Question {number}?")
        with self.assertRaisesRegex(UserError, "Wait for the answers"):
            self.ask("One more?")

    def test_signed_or_withdrawn_nothing_is_asked(self):
        self.sign()
        with self.assertRaisesRegex(UserError, "Already signed"):
            self.ask()

    def test_only_people_of_the_contract_answer(self):
        asked = self.ask()
        for user in (self.other_user, self.customer):
            with self.assertRaises(AccessError):
                asked.with_user(user).answer = "Yes."
        for name in ("create", "unlink"):
            with self.assertRaises(AccessError):
                getattr(asked.with_user(self.manager), name)(*([{}] if name == "create" else []))

    def test_the_owner_is_asked_in_one_language(self):
        """Not in that of whoever asks."""
        self.env["res.lang"]._activate_lang("zh_CN")
        self.row = self.row.with_context(lang="zh_CN")
        question = self.env["crm.contract.question"].with_context(lang="zh_CN")
        clause = self.execution._clauses_to_confirm()[0]
        question._ask(self.row.sudo(), clause, "为什么？", self.customer.partner_id)
        self.assertEqual(self.contract.activity_ids.summary, "Party B asks before signing")
