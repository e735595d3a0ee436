from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..query_counts import QueryCounts
from .clause_case import ClauseCase

OLD = "clause “Parties” with old words in one language"


class TestClauseWording(QueryCounts, ClauseCase):
    """A clause that is adapted in one language says something else in the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.contract = cls._create_adapted(document_language="both", user_id=cls.user.id)
        cls.parties = cls._clause(cls.contract, "parties")

    def _adapt(self, words="We two.", lang="en_US", clause=None):
        (clause or self.parties).with_context(lang=lang).body = words

    def _gaps(self, contract=None):
        return [gap.text for gap in (contract or self.contract)._missing("sign")]

    def test_it_is_told_wherever_the_text_is_written(self):
        self._adapt()
        self.assertEqual(self.parties.outdated_language, "zh_CN")
        note = "The Chinese words are older than the English ones."
        self.assertIn(note, self.parties.wording_note)
        self.assertIn(note, self.parties.gap)
        self.assertIn(note, self.contract.text_note)
        self.assertIn(OLD, self._gaps())
        self.assertIn(OLD, self.contract.missing_note)

    def test_it_goes_once_the_other_language_is_written_too(self):
        self._adapt()
        self._adapt("我们两方。", "zh_CN")
        self.assertFalse(self.parties.outdated_language)
        self.assertNotIn(OLD, self._gaps())
        self._adapt("只有我们两方。", "zh_CN")
        self.assertEqual(self.parties.outdated_language, "en_US", "written once more")

    def test_it_goes_when_somebody_confirms_the_words(self):
        self._adapt()
        with self.assertRaises(AccessError):
            self.parties.with_user(self.other_user).action_confirm_wording()
        self.parties.with_user(self.user).action_confirm_wording()
        self.assertFalse(self.parties.outdated_language or self.parties.wording_note)
        self.assertNotIn(OLD, self._gaps())
        self.assertIn("Old Words In: Chinese → ", self._log(self.contract))

    def test_the_window_of_translations_writes_one_language_or_both(self):
        self.parties.update_field_translations("body", {"zh_CN": "我们两方。"})
        self.assertEqual(self.parties.outdated_language, "en_US")
        self.parties.update_field_translations("body", {"en_US": "We two."})
        self.assertFalse(self.parties.outdated_language)
        self.parties.update_field_translations("body", {"en_US": "Us.", "zh_CN": "我们。"})
        self.assertFalse(self.parties.outdated_language)

    def test_what_is_not_printed_is_not_told(self):
        self.contract.document_language = "en_US"
        self._adapt()
        self.assertFalse(self.parties.wording_note or self.parties.gap)
        self.assertNotIn(OLD, self._gaps())
        self.contract.document_language = "zh_CN"
        self.assertTrue(self.parties.wording_note)
        self.assertIn(OLD, self._gaps())

    def test_the_same_words_leave_nothing_behind(self):
        self._adapt(self.parties.body)
        self.parties.is_highlighted = True
        self.assertFalse(self.parties.outdated_language)

    def test_one_language_alone_has_no_other(self):
        self.env["res.lang"].search([("code", "=", "zh_CN")]).active = False
        self._adapt()
        self.assertFalse(self.parties.outdated_language)

    def test_a_new_clause_is_written_in_one_language(self):
        clause = self.env["crm.contract.clause"].create(
            {"contract_id": self.contract.id, "name": "More", "body": "More words."}
        )
        self.assertEqual(clause.outdated_language, "zh_CN")
        self.assertIn("clause “More” with old words in one language", self._gaps())
        self._adapt()
        self.assertIn("2 clauses with old words in one language", self._gaps())

    def test_words_of_the_type_are_told_until_the_contract_has_its_own(self):
        contract = self._create_supply(document_language="both")
        self._adapt(clause=self._clause(contract, "parties"))
        self.assertIn(OLD, self._gaps(contract))
        self.assertNotIn(OLD, self._gaps(), "this one has clauses of its own")
        contract.action_adapt_clauses()
        self.assertIn(OLD, self._gaps(contract), "they came along as they were")

    def test_a_copy_and_a_type_s_copy_bring_what_is_known(self):
        self._adapt()
        copied = self.contract.copy()
        self.assertEqual(copied.clause_ids.mapped("outdated_language").count("zh_CN"), 1)
        self.assertFalse(any(self.supply.copy().clause_ids.mapped("outdated_language")))

    def test_it_is_confirmed_until_all_have_signed(self):
        """The gate is shut; what was signed first stands, and lacks nothing afterwards."""
        contract = self._ready()
        self._adapt(clause=self._clause(contract, "parties"))
        contract.action_send_to_sign()
        contract._main_execution().signature_ids[0].signed_on = "2026-01-15"
        clause = self._clause(contract, "parties")
        with self.assertRaises(UserError):
            clause.body = "Later."
        self.assertIn(OLD, self._gaps(contract))
        clause.action_confirm_wording()
        self.assertNotIn(OLD, self._gaps(contract))

    def test_what_was_signed_is_told_no_more(self):
        contract = self._ready()
        self.assertTrue(contract.text_note)
        self._sign(contract, "2026-01-15")
        self.assertFalse(contract.text_note)
        self.assertFalse(any(contract.clause_ids.mapped("gap")))

    def test_the_list_finds_what_the_form_tells(self):
        contracts = self.contract | self._create_adapted() | self._create_supply()
        ready = self._ready()
        self._adapt(clause=self._clause(ready, "parties"))
        for contract in (contracts | ready).sorted("id"):
            found = contract.search([("is_incomplete", "=", True), ("id", "=", contract.id)])
            self.assertEqual(bool(found), contract.is_incomplete)
        self.assertTrue(ready.is_incomplete)
        self._clause(ready, "parties").action_confirm_wording()
        self.assertFalse(ready.is_incomplete, ready.missing_note)
        self.assertFalse(ready.search([("is_incomplete", "=", True), ("id", "=", ready.id)]))

    def test_a_confidential_clause_is_told_without_its_title(self):
        self._adapt()
        self.parties.is_classified = True
        self.assertIn(
            "a confidential clause with old words in one language",
            self._gaps(self.contract.with_user(self.user)),
        )

    def test_eighty_contracts_are_asked_by_as_many_queries_as_two(self):
        contracts = self.env["crm.contract"].union(*(self._create_supply() for _ in range(82)))

        def told(some):
            return some.mapped("outdated_clause_ids")

        contracts = contracts.sudo()
        self._queries(told, contracts[:2])
        self.assertEqual(self._queries(told, contracts[:2]), self._queries(told, contracts[2:]))

    def _ready(self):
        """A contract that lacks nothing but signatures."""
        contract = self._create_adapted(
            document_language="both",
            requirement_ids=[Command.clear()],
            signing_place="Nanjing",
        )
        contract.requirement_ids.filtered(lambda row: row.gate == "sign").write(
            {"done_on": "2026-01-10"}
        )
        self._name_representatives(contract)
        return contract
