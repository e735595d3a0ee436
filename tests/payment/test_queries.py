from odoo.fields import Command

from ..query_counts import QueryCounts
from .payment_case import PaymentCase

MONEY = (
    "amount",
    "paid_amount",
    "residual_amount",
    "overdue_days",
    "penalty_amount",
    "currency_id",
)


class TestQueries(QueryCounts, PaymentCase):
    """B-G1: lists of payments, breaches and claims cost the same for one row as for eighty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls.env["crm.contract"]._register_existing(
            [
                {
                    "name": f"Norms {number}",
                    "type_id": cls.contract_type.id,
                    "state": "active",
                    "partner_id": cls.partner.id,
                    "user_id": cls.user.id,
                    "effective_date": "2026-01-15",
                    "term_years": 1,
                    "fee_ids": [
                        Command.create({"name": "Fee", "amount": 100, "due_date": "2026-03-01"})
                    ],
                }
                for number in range(80)
            ]
        )
        cls.fees = cls.contracts.fee_ids
        for fee in cls.fees:
            fee._build_payments()
        cls.payments = cls.contracts.payment_ids
        cls._run_daily_job()
        cls.breaches = cls.contracts.breach_ids
        cls.env["crm.contract.loss"].create(
            [{"breach_id": row.id, "name": "Data", "amount": 9} for row in cls.breaches]
        )
        cls.claims = cls.env["crm.contract.claim"].create(
            [{"breach_id": row.id, "claimed_amount": 9} for row in cls.breaches]
        )

    def test_list_of_eighty_payments(self):
        names = ("due_date", "contract_id", "partner_id", "name", "direction", "move_id", *MONEY)
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.payments, (*names, "is_overdue", "bucket"), 14, user)

    def test_list_of_eighty_breaches(self):
        names = ("occurred_on", "contract_id", "type_id", "side", "third_party_id", "payment_id")
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                names = (*names, "claimable_amount", "currency_id", "state", "display_name")
                self._assert_flat(self.breaches, names, 20, user)

    def test_list_of_eighty_claims_and_fees(self):
        names = ("breach_id", "contract_id", "head", "debtor_side", "claimed_amount", "rule_id")
        for user in (self.user, self.officer, self.manager):
            with self.subTest(user=user.login):
                self._assert_flat(self.claims, (*names, "allowed_amount", "state"), 16, user)
                self._assert_flat(self.fees, ("contract_id", "name", "amount"), 14, user)
