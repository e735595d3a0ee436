"""What the penalties of many payments cost: counted in statements and read off the plans."""

import json

from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.crm_contract_compliance.models.payment import crm_contract_payment_penalty

from ..query_counts import QueryCounts
from .payment_case import PaymentCase

TABLE = "crm_contract_payment"


class TestMoneyQueries(QueryCounts, PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contracts = cls.env["crm.contract"]._register_existing(
            [
                {
                    "name": f"Norms {number}",
                    "type_id": cls.contract_type.id,
                    "state": "active",
                    "partner_id": cls.partner.id,
                    "effective_date": "2026-01-15",
                    "term_years": 1,
                    "amount_total": 100,
                    "fee_ids": [
                        Command.create({"name": "Fee", "amount": 100, "due_date": "2026-03-01"})
                    ],
                }
                for number in range(40)
            ]
        )
        contracts.fee_ids.action_build_schedule()
        cls.payments = contracts.payment_ids

    def test_forms_of_forty_cost_what_the_forms_of_four_cost(self):
        """B-G15: one query a model, one statement to write."""
        self.payments[:4]._settle_penalties()
        few = self._queries(self.payments[:4]._settle_penalties)
        self.assertEqual(self._queries(self.payments._settle_penalties), few)
        self.assertLessEqual(few, 8)

    def test_forms_of_ten_invoices_cost_what_those_of_two_cost(self):
        """What was paid is read for all at once, invoice by invoice though it is shared out."""
        payments = self.payments[:10]
        for payment in payments:
            self._pay(self._invoice(payment), 40, "2026-03-10")
        few = self._queries(payments[:2]._settle_penalties)
        self.assertEqual(self._queries(payments._settle_penalties), few)
        self.assertEqual(set(payments.mapped("residual_amount")), {60})

    def test_batch_of_the_job_takes_thousands(self):
        """B-G15: twenty queries for ten thousand contracts, of which a batch takes eight."""
        self.assertGreaterEqual(crm_contract_payment_penalty.BATCH, 5000)

    def test_proposing_forty_breaches_asks_for_their_type_once(self):
        few = self._queries(self.payments[:4]._propose_breaches)
        many = self._queries(self.payments[4:]._propose_breaches)
        self.assertLess(many - few, 36)

    def test_overdue_filter_reads_the_index(self):
        for domain in (
            [("is_overdue", "=", True)],
            [("overdue_days", ">", 0)],
            [("bucket", "in", ("today", "week"))],
        ):
            with self.subTest(domain=domain):
                plan = self._plan(domain)
                self.assertIn("_overdue_idx", plan)
                self.assertNotIn("Seq Scan", plan)

    def test_nothing_is_found_in_no_bucket(self):
        payments = self.env["crm.contract.payment"]
        self.assertFalse(payments.search([("bucket", "in", ())]))
        found = payments.search([("id", "in", self.payments.ids), ("overdue_days", ">=", 0)])
        self.assertEqual(found, self.payments)
        late = payments.search([("id", "in", self.payments.ids), ("overdue_days", ">=", 32)])
        self.assertFalse(late, "31 days late on the first of April")

    def test_penalties_of_all_are_summed_by_one_statement(self):
        """Engine 2: today's penalty over 100,000 payments; each row asks once for its zone."""
        payments = self.env["crm.contract.payment"]
        self.payments._settle_penalties()
        domain = [("id", "in", self.payments.ids)]
        aggregates = ["penalty_amount:sum"]
        payments._read_group(domain, [], aggregates)
        self.assertEqual(self._queries(payments._read_group, domain, [], aggregates), 1)
        [[total]] = payments._read_group(domain, [], aggregates)
        self.assertEqual(total, sum(self.payments.mapped("penalty_amount")))
        self.assertEqual(total, 80)

    def _plan(self, domain):
        """How the page of the list is read when the table is too large to scan."""
        payments = self.env["crm.contract.payment"].sudo(False).with_user(self.officer)
        query = payments._search(domain, order=payments._order, limit=80)
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute("SET LOCAL enable_bitmapscan = off")
        [[plan]] = self.env.execute_query(SQL("EXPLAIN (FORMAT JSON) %s", query.select()))
        self.env.cr.execute("RESET enable_seqscan")
        self.env.cr.execute("RESET enable_bitmapscan")
        return json.dumps(plan)
