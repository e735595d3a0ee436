"""What the daily job pays for contracts that run out together."""

from odoo.fields import Command

from ..query_counts import QueryCounts
from .ending_case import EndingCase


class TestEndingQueries(QueryCounts, EndingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.listed = cls._create_type(
            handover_days=3,
            requirement_ids=[
                Command.create({"name": name, "kind": "handover", "gate": "close", "side": "a"})
                for name in ("System", "Accounts")
            ],
        )

    def _run_out(self, number):
        """Contracts of one type, each with an open yearly visit and a hand-over list to come."""
        self.freeze("2026-06-10 04:00:00")
        contracts = self.env["crm.contract"]
        for _index in range(number):
            contracts |= self._create_active("2026-01-15", type_id=self.listed.id)
        self.freeze("2027-01-17 04:00:00")
        return contracts

    def test_many_that_expire_together_cost_no_query_each(self):
        few, many = self._run_out(2), self._run_out(22)
        warm = self._run_out(1)
        self._queries(warm._expire)

        small = self._queries(self._expire_and_flush, few)
        large = self._queries(self._expire_and_flush, many)

        self.assertEqual(set(many.mapped("state")), {"ended"})
        self.assertEqual(len(many.handover_ids), 44)
        self.assertLessEqual(large, small + 5)

    def _expire_and_flush(self, contracts):
        contracts._expire()
        self.env.flush_all()
