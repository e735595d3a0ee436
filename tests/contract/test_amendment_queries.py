from ..query_counts import QueryCounts
from .amendment_case import AmendmentCase

LIST = ("contract_id", "name", "side", "effective_date", "applied_on", "kind", "error", "state")


class TestAmendmentQueries(QueryCounts, AmendmentCase):
    """What the list, the cards and the page of changes cost: the same for one and eighty."""

    def _many(self):
        """Each of a contract of its own, with one change and without a notice."""
        contracts = self.contract
        for _number in range(79):
            contracts |= self._create_contract()
        contracts._write_settled({"effective_date": "2026-03-01"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_contract SET state = 'active' WHERE id IN %s", [contracts._ids]
        )
        self.env.invalidate_all()
        row = self._change("contract.scope", "More", "text")
        return self.env["crm.contract.amendment"].create(
            [
                {
                    "contract_id": contract.id,
                    "name": "More",
                    "side": "a",
                    "reason": "More work",
                    "change_ids": [row],
                }
                for contract in contracts
            ]
        )

    def test_list_and_cards_cost_the_same_for_one_and_eighty(self):
        amendments = self._many()
        self._assert_flat(amendments, LIST, 8)
        self._assert_flat(amendments, (*LIST, "missing_note", "is_locked"), 14)

    def test_rows_of_changes_cost_the_same_for_one_and_eighty(self):
        changes = self._many().change_ids
        self._assert_flat(changes, ("what", "before", "after", "value_kind"), 14)

    def test_history_costs_the_same_for_one_and_eighty(self):
        vals = [self.contract._changed_vals("scope", f"{n}", f"{n + 1}") for n in range(80)]
        self.contract._record_changes(vals, "Agreed")
        lines = self.contract.amendment_line_ids
        self._assert_flat(lines, ("effective_date", "what", "old_said", "new_said"), 10)
