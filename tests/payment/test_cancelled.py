"""Payments that never fall due, since their contract ended before: rows T2-11.2.2, X-13."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .payment_case import PaymentCase


@tagged("post_install", "-at_install")
class TestCancelled(PaymentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._in_force({"due_date": "2026-03-31"}, {"due_date": "2026-06-30"})
        cls.late, cls.later = cls.contract.payment_ids

    def test_nothing_is_left_of_it_and_its_amount_stays(self):
        self.later._cancel("end")

        self.assertRecordValues(
            self.later,
            [
                {
                    "amount": 100000,
                    "paid_amount": 0,
                    "residual_amount": 0,
                    "paid_on": False,
                    "cancelled_on": self._day("2026-04-01"),
                    "cancel_reason": "end",
                    "cancelled_by_id": self.env.uid,
                }
            ],
        )

    def test_its_deadline_vanishes(self):
        row = self.later._deadline_rows()
        self.assertEqual(row.state, "open")

        self.later._cancel("end")

        self.assertEqual(row.state, "cancelled")
        self.assertEqual(self.late._deadline_rows().state, "open")

    def test_it_is_never_late_and_costs_nothing(self):
        """By the company's own rule the other one, late too, costs 2%."""
        self.later._cancel("end")

        self.freeze("2026-08-01 04:00:00")
        self._run_daily_job()
        self.contract.invalidate_recordset()

        self.assertFalse(self.later.is_overdue)
        self.assertEqual((self.later.overdue_days, self.later.bucket), (0, "done"))
        self.assertEqual((self.later.penalty_amount, self.late.penalty_amount), (0, 2000))
        self.assertFalse(self.later.get_penalty_trace("2026-08-01"))
        self.assertNotIn(self.later, self.contract.breach_ids.payment_id)
        self.assertEqual(self.contract.overdue_amount, 100000)
        self.assertNotIn(
            self.later, self.env["crm.contract.payment"].search([("is_overdue", "=", True)])
        )

    def test_it_is_not_invoiced(self):
        self.later._cancel("end")

        result = self.later.action_create_invoices()

        self.assertFalse(self.later.move_id)
        self.assertIn("it was cancelled", result["params"]["message"])

    def test_what_was_invoiced_stays(self):
        self._invoice(self.later)

        with self.assertRaisesRegex(UserError, "is invoiced"):
            self.later._cancel("end")

        self.assertEqual(self.later.residual_amount, 100000)

    def test_pressed_again_the_first_day_stays(self):
        self.later._cancel("end")
        self.freeze("2026-05-01 04:00:00")
        self.later._cancel("end")

        self.assertEqual(self.later.cancelled_on, self._day("2026-04-01"))

    def test_nobody_cancels_by_hand(self):
        for vals in (
            {"cancelled_on": "2026-04-01"},
            {"cancel_reason": "end"},
            {"cancelled_by_id": self.manager.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self.later.with_user(self.manager).write(vals)
