from odoo.exceptions import AccessError

from ..common import ComplianceCase
from ..query_counts import QueryCounts
from .test_checklist import Lines


class TestPapersButton(QueryCounts, Lines, ComplianceCase):
    """screens.md §3: “Documents 7/10”, which opens the checklist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-10 04:00:00")

    def test_it_counts_what_is_there_of_what_is_needed(self):
        contract = self._of_type("rollout")
        self.assertEqual(contract.papers_note, "0/3")
        self._attach(self._line(contract, "rollout_norms"))
        self.assertEqual(contract.papers_note, "1/3")
        self._line(contract, "rollout_flow_chart").with_user(self.manager)._waive("Not now")
        self.env.invalidate_all()
        self.assertEqual(contract.papers_note, "2/3")

    def test_what_nothing_calls_for_does_not_count(self):
        contract = self._of_type("norms")
        self.assertEqual(contract.papers_note, "0/1", "of ten lines nine are not needed yet")
        contract.paper_ids.unlink()
        self.assertFalse(contract.papers_note)

    def test_it_opens_the_checklist_for_who_may_read_the_contract(self):
        contract = self._of_type("rollout", user_id=self.user.id)
        action = contract.with_user(self.user).action_view_papers()
        rows = self.env[action["res_model"]].with_user(self.user).search(action["domain"])
        self.assertEqual(rows, contract.paper_ids)
        with self.assertRaises(AccessError):
            contract.with_user(self.other_user).action_view_papers()

    def test_a_confidential_line_counts_without_a_word(self):
        contract = self._of_type("rollout", user_id=self.user.id)
        contract.paper_ids[0].is_classified = True
        own = contract.with_user(self.user)
        self.assertEqual(own.papers_note, f"0/{len(own.paper_ids)}", "as the list below it")

    def test_eighty_contracts_are_counted_by_as_many_queries_as_two(self):
        contracts = self.env["crm.contract"].union(*(self._of_type("norms") for _ in range(80)))
        self._assert_flat(contracts, ["papers_note"], budget=6)

    def test_the_form_asks_nothing_more_for_it(self):
        """B-G10: the list below knows the states already."""
        contract = self._of_type("rollout").with_user(self.officer)
        lines = {"paper_ids": {"fields": {"paper_state": {}, "done_on": {}}}}
        self._queries(contract.web_read, lines)
        self.assertEqual(
            self._queries(contract.web_read, lines),
            self._queries(contract.web_read, {**lines, "papers_note": {}}),
        )
