from odoo.exceptions import AccessError, UserError

from .payment_case import PaymentCase


class TestSchedule(PaymentCase):
    """The button of the Money tab (screens.md §6)."""

    def _draft(self, *fees):
        contract = self._create_contract(amount_total=100000)
        for fee in fees:
            self._create_fee(contract, **fee)
        return contract.with_user(self.user)

    def test_draft_shows_what_will_be_made_and_makes_nothing(self):
        quarterly = {
            "name": "Care",
            "amount": 100,
            "schedule": "periods",
            "period_months": 6,
            "date_start": "2026-01-15",
            "date_end": "2027-01-14",
            "days_before_end": 15,
        }
        contract = self._draft({"name": "<b>Setup</b>"}, quarterly)
        action = contract.action_build_schedule()
        self.assertEqual((action["res_id"], action["target"]), (contract.id, "new"))
        for said in ("03/31/2026", "Care (2/2)", "12/30/2026", "&lt;b&gt;Setup"):
            self.assertIn(said, contract.schedule_preview)
        self.assertFalse(contract.payment_ids)

    def test_draft_whose_days_are_not_known_says_so(self):
        contract = self._draft(
            {"schedule": "periods"},
            {"name": "Licence", "is_after_invoice": True, "due_date": False},
        )
        self.assertIn("known once the contract is in force", contract.schedule_preview)
        self.assertIn("after its invoice", contract.schedule_preview)

    def test_in_force_it_adds_what_is_missing_once(self):
        """T1-4.4: four quarters, 15 days before each ends."""
        contract = self._in_force(
            {"schedule": "periods", "days_before_end": 15, "date_end": "2027-01-14"}
        )
        contract.payment_ids.flush_recordset()
        self.env.cr.execute(
            "DELETE FROM crm_contract_payment WHERE contract_id = %s", [contract.id]
        )
        self.env.invalidate_all()
        self.assertIn("4 payments", self._said(contract))
        self.assertEqual(len(contract.payment_ids), 4)
        self.assertIn("Nothing to add", self._said(contract))
        self.assertEqual(len(contract.payment_ids), 4)

    def test_fee_below_its_number_of_periods_has_fewer_payments(self):
        """0.05 over twelve months: five times 0.01, in the first five months."""
        contract = self._in_force(
            {
                "amount": 0.05,
                "schedule": "periods",
                "period_months": 1,
                "date_start": "2026-01-15",
                "date_end": "2027-01-14",
            }
        )
        payments = contract.payment_ids.sorted("due_date")
        self.assertEqual(contract.state, "active")
        self.assertEqual(payments.mapped("amount"), [0.01] * 5)
        self.assertEqual(
            (payments[0].name, str(payments[4].due_date)), ("Support (1/5)", "2026-06-14")
        )

    def test_fee_below_the_unit_of_its_currency_is_named(self):
        """0.40 in a contract that turned to yen: which fee, and what the smallest amount is."""
        for schedule in ("once", "periods"):
            contract = self._draft(
                {
                    "amount": 0.4,
                    "schedule": schedule,
                    "date_start": "2026-01-15",
                    "date_end": "2027-01-14",
                }
            )
            yen = self.env.ref("base.JPY")
            yen.sudo().write({"active": True, "rounding": 1})
            contract.sudo().currency_id = yen
            with self.assertRaisesRegex(
                UserError, "“Support” is 0.4: nothing below .*1.* can be paid"
            ):
                contract.fee_ids._payment_vals()

    def test_without_fees_it_asks_for_them(self):
        with self.assertRaisesRegex(UserError, "Add fees first"):
            self._draft().action_build_schedule()

    def test_strangers_get_nothing(self):
        for contract in (self._draft({}), self._in_force()):
            with self.assertRaises(AccessError):
                contract.with_user(self.other_user).action_build_schedule()

    def _said(self, contract):
        return contract.with_user(self.user).action_build_schedule()["params"]["message"]
