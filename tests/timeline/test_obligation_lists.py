from ..query_counts import QueryCounts
from .obligation_case import ObligationCase


class TestObligationLists(QueryCounts, ObligationCase):
    """Lists of duties and of their occurrences cost the same for one row and for eighty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contract = cls._create_contract()
        for number in range(80):
            cls._create_obligation(contract, name=f"Visit {number}", count=1)
        cls._sign(contract, "2026-01-01").action_activate()
        cls.duties = contract.obligation_ids

    def test_the_list_of_duties(self):
        self._assert_flat(
            self.duties,
            ["name", "contract_id", "lane", "kind", "rhythm", "next_due", "overdue_count"]
            + ["user_id", "tz", "company_id", "contract_user_id"],
            9,
        )

    def test_the_list_of_their_occurrences(self):
        self._assert_flat(
            self.duties.deadline_ids,
            ["due_date", "name", "contract_id", "partner_id", "lane", "duty_kind", "late_days"]
            + ["user_id", "state", "bucket", "tz", "clause"],
            10,
        )

    def test_creating_forty_contracts_copies_their_duties_in_one_statement(self):
        template = self.Obligation.create({"type_id": self.contract_type.id, "name": "Visit"})

        def create(count):
            self.env["crm.contract"].create(
                [
                    {
                        "name": f"Norms {number}",
                        "type_id": self.contract_type.id,
                        "partner_id": self.partner.id,
                        "user_id": self.user.id,
                    }
                    for number in range(count)
                ]
            )

        create(1)
        one, forty = self._queries(create, 1), self._queries(create, 40)
        self.assertLessEqual(forty, one)
        self.assertEqual(
            self.Obligation.search_count([("template_id", "=", template.id)]), 1 + 1 + 40
        )
