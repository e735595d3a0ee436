from odoo.exceptions import AccessError, UserError

from ..query_counts import QueryCounts
from .clause_case import ClauseCase


class TestClauseAdapt(QueryCounts, ClauseCase):
    """Clauses are written anew for one contract, by whoever drafts it, and stay what was signed."""

    def test_the_owner_adapts_what_then_no_longer_follows_the_type(self):
        contract = self._create_supply()
        contract.with_user(self.user).action_adapt_clauses()
        self._clause(contract, "parties").with_user(
            self.user
        ).body = "We two: {party_a}, {party_b}."
        self.supply.clause_ids.write({"body": "Another text."})
        self.assertIn("We two:", self._text(contract, "parties"))
        with self.assertRaises(AccessError):
            contract.with_user(self.other_user).action_adapt_clauses()

    def test_adapting_twice_changes_nothing(self):
        contract = self._create_adapted()
        rows = contract.clause_ids
        contract.action_adapt_clauses()
        self.assertEqual(contract.clause_ids, rows)
        self.assertIn("were taken over", self._log(contract))

    def test_the_type_is_left_alone(self):
        with self.assertRaises(AccessError):
            self.supply.clause_ids[0].with_user(self.user).body = "Mine"
        self.supply.clause_ids[0].with_user(self.manager).body = "Better"

    def test_starting_again_takes_todays_text_of_the_type(self):
        contract = self._create_adapted()
        self._clause(contract, "parties").body = "Ours."
        contract.with_user(self.user).action_reset_clauses()
        self.assertFalse(contract.clause_ids)
        self.assertNotIn("Ours.", self._text(contract, "parties"))

    def test_all_languages_come_along(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clause = self._clause(self._create_supply(), "parties")
        clause.with_context(lang="zh_CN").body = "甲乙双方。"
        contract = self._create_adapted()
        self.assertEqual(self._text(contract.with_context(lang="zh_CN"), "parties"), "甲乙双方。")
        self.assertNotEqual(self._text(contract, "parties"), "甲乙双方。")

    def test_a_renewal_and_a_copy_go_on_with_the_adapted_text(self):
        contract = self._create_adapted(
            recital="Once", goals="Fewer complaints", document_language="en_US"
        )
        self._clause(contract, "parties").body = "Ours."
        copied = contract.copy()
        self.assertEqual(self._text(copied, "parties"), "Ours.")
        self.assertFalse(copied.clause_ids & contract.clause_ids)
        self._sign(contract, "2026-01-15").action_activate()
        renewal = contract._renew()
        self.assertEqual(self._text(renewal, "parties"), "Ours.")
        self.assertEqual(len(renewal.clause_ids), len(contract.clause_ids))
        self.assertEqual((renewal.recital, renewal.goals), ("Once", "Fewer complaints"))

    def test_a_plain_copy_has_no_clauses_of_its_own(self):
        self.assertFalse(self._create_supply().copy().clause_ids)

    def test_a_draft_that_turns_to_another_type_is_told_by_that_one(self):
        contract = self._create_adapted()
        contract.type_id = self.env.ref("crm_contract_compliance.type_norms")
        self.assertFalse(contract.clause_ids)
        self.assertIn("care", self._codes(contract))

    def test_a_type_is_copied_with_its_clauses(self):
        self.assertEqual(len(self.supply.copy().clause_ids), len(self.supply.clause_ids))

    def test_forty_contracts_take_their_clauses_over_by_as_many_queries_as_two(self):
        contracts = self.env["crm.contract"].union(*(self._create_supply() for _ in range(43)))
        self._queries(contracts[0]._adopt_clauses)
        two = self._queries(contracts[1:3]._adopt_clauses)
        self.assertEqual(self._queries(contracts[3:]._adopt_clauses), two)
        self.assertTrue(all(contract.clause_ids for contract in contracts))

    def test_what_is_signed_changes_no_more(self):
        contract = self._create_adapted()
        clause = self._clause(contract, "parties")
        self._sign(contract, "2026-01-15")
        for attempt in (
            lambda: clause.write({"body": "Other"}),
            lambda: clause.write({"is_highlighted": True}),
            lambda: clause.update_field_translations("body", {"en_US": "Other"}),
            lambda: clause.unlink(),
            lambda: clause.create({"contract_id": contract.id, "name": "Another"}),
            contract.action_adapt_clauses,
            contract.action_reset_clauses,
            lambda: contract.write({"recital": "Otherwise"}),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        clause.write({"body": clause.body})

    def test_nobody_says_that_a_clause_was_left_out(self):
        clause = self._clause(self._create_adapted(), "parties")
        with self.assertRaises(UserError):
            clause.is_left_out = True
        with self.assertRaises(UserError):
            clause.removed_on = "2026-01-20"

    def test_bad_text_is_refused_by_the_window_of_translations_too(self):
        clause = self._clause(self._create_adapted(), "parties")
        with self.assertRaises(UserError):
            clause.update_field_translations("body", {"en_US": "a\0b"})
        with self.assertRaises(UserError):
            clause.update_field_translations("name", {"en_US": " "})

    def test_a_new_clause_stands_behind_the_others_of_its_chapter(self):
        """The list is in the order in which the clauses are printed."""
        contract = self._create_adapted()
        vals = {"contract_id": contract.id, "name": "Sundays", "body": "No work on Sundays."}
        new = self.env["crm.contract.clause"].create({**vals, "chapter": "service"})
        rows = contract.clause_ids.sorted(lambda row: (row.sequence, row.id))
        before = rows[: rows.ids.index(new.id)]
        after = rows[rows.ids.index(new.id) + 1 :]
        self.assertEqual(before[-1].chapter, "service")
        self.assertNotIn("service", after.mapped("chapter"))
        named = self.env["crm.contract.clause"].create({**vals, "sequence": 7})
        self.assertEqual(named.sequence, 7)
