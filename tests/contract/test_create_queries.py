from odoo.fields import Command

from ..common import ComplianceCase
from ..query_counts import QueryCounts

DUTY = {"name": "Visit", "kind": "visit", "unit": "month", "interval": 3}


class TestCreateQueries(QueryCounts, ComplianceCase):
    """B-G6: a contract is created in a few statements, a thousand in as many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract_type.write(
            {
                "requirement_ids": [Command.create({"name": f"Paper {n}"}) for n in range(10)],
                "obligation_ids": [Command.create(DUTY), Command.create({**DUTY, "side": "b"})],
                "standard_ids": [Command.create({"category": "training", "response_hours": 4})],
                "penalty_rule_ids": [Command.create({"method": "daily_overdue", "rate": 0.05})],
            }
        )
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Customer {n}", "is_company": True} for n in range(40)]
        )

    def _create(self, count):
        return self.env["crm.contract"].create(
            [
                {
                    "name": f"Norms {n}",
                    "type_id": self.contract_type.id,
                    "partner_id": self.partners[n].id,
                    "user_id": self.user.id,
                }
                for n in range(count)
            ]
        )

    def test_forty_contracts_cost_what_two_cost_and_one_at_most_twenty(self):
        self._create(1)
        one, two, forty = (self._queries(self._create, count) for count in (1, 2, 40))
        self.assertLessEqual(one, 20)
        self.assertEqual(two, forty)

    def test_a_contract_takes_over_the_grounds_of_its_type_that_are_in_use(self):
        grounds = self.env["crm.contract.end.ground"].search([], limit=2)
        self.contract_type.end_ground_ids = grounds
        grounds[1].active = False
        taken = self._create(2)
        self.assertEqual(taken[0].with_context(active_test=False).end_ground_ids, grounds[0])
        self.assertEqual(taken[1].end_ground_ids, grounds[0])
        without = self._create_contract(end_ground_ids=[])
        self.assertFalse(without.end_ground_ids, "said outright")

    def test_forty_contracts_go_into_force_as_two_do(self):
        few, many = self._create(2), self._create(40)
        for contracts in (few, many):
            for contract in contracts:
                self._sign(contract, "2026-01-01")
                contract.requirement_ids.done_on = "2026-01-01"
        self._queries(few[0].action_activate)  # what a server has loaded long ago
        two = self._queries(few[1].action_activate)
        self.assertLessEqual(self._queries(many.action_activate), two + 6)
        self.assertEqual(many.mapped("state"), ["active"] * 40)

    def test_a_copied_duty_knows_its_span_as_if_it_were_computed(self):
        vals = {
            "name": "Norms",
            "type_id": self.contract_type.id,
            "partner_id": self.partner.id,
            "effective_date": "2026-01-15",
            "term_years": 1,
            "is_end_date_fixed": True,
            "end_date": "2026-10-31",
        }
        draft = self._create_contract(is_end_date_fixed=True, end_date="2026-10-31")
        running = self.env["crm.contract"]._register_existing([{**vals, "state": "active"}])
        duties = (draft | running).obligation_ids
        names = ("anchor_date", "last_date", "is_running", "lane")
        copied = [[duty[name] for name in names] for duty in duties]
        for name in names:
            self.env.add_to_compute(duties._fields[name], duties)
        self.assertEqual(len(copied), 4)
        self.assertEqual([[duty[name] for name in names] for duty in duties], copied)
        self.assertTrue(running.obligation_ids.deadline_ids, "what has begun gets its dates")
