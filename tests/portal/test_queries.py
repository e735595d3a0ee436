from ..common import ComplianceCase
from ..query_counts import QueryCounts
from .portal_case import PortalWorld

MOST_QUERIES = 12


class TestQueries(QueryCounts, PortalWorld, ComplianceCase):
    """The list costs the same for one contract and for eighty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-02-10 02:00:00")
        cls.build_portal()
        cls.contracts = cls.env["crm.contract"].create(
            [
                {
                    "name": f"Contract {number}",
                    "type_id": cls.contract_type.id,
                    "partner_id": cls.partner.id,
                    "user_id": cls.user.id,
                }
                for number in range(80)
            ]
        )
        for contract in cls.contracts:
            cls._name_representatives(contract)
        cls.contracts.action_send_to_sign()

    def _rows(self, limit):
        contracts = self.env["crm.contract"].with_user(self.customer).sudo()
        partner = self.customer.partner_id
        found = contracts.search(contracts._portal_domain(partner), limit=limit)
        rows = found._portal_lines(partner)
        self.assertEqual(len(rows), limit)
        self.assertTrue(all(row["is_to_sign"] for row in rows))

    def test_list_costs_the_same_for_one_and_for_eighty(self):
        self._queries(self._rows, 80)
        one, eighty = (self._queries(self._rows, limit) for limit in (1, 80))
        self.assertEqual(one, eighty)
        self.assertLessEqual(one, MOST_QUERIES)
