"""What accountants do to the invoice of a payment, and what is left of the payment after it."""

from odoo import Command
from odoo.exceptions import UserError

from .payment_case import PaymentCase

DAILY = {"method": "daily_overdue", "rate": 0.05, "name": "Late payment"}


class InvoiceEditsCase(PaymentCase):
    def setUp(self):
        super().setUp()
        self.freeze("2026-04-01 04:00:00")

    def _late(self, *fees):
        return self._in_force(
            *fees, penalty_rule_ids=[Command.clear(), Command.create(DAILY)]
        ).payment_ids

    def _two(self):
        return self._late(
            {"name": "First", "amount": 30000, "due_date": "2026-03-10"},
            {"name": "Second", "amount": 70000, "due_date": "2026-03-31"},
        )

    def _draft(self, payments):
        payments.action_create_invoices()
        return payments.move_id

    def _post(self, move):
        move.invoice_date = "2026-03-01"
        move.action_post()
        return move

    def _credit(self, move, day="2026-03-20"):
        note = move._reverse_moves([{"date": day, "invoice_date": day}])
        note.action_post()
        return note

    def _assert_form_is_trace(self, payments, day="2026-05-15"):
        """I11: the stored closed form says what the trace says."""
        self.freeze(f"{day} 04:00:00")
        self._run_daily_job()
        payments.invalidate_recordset()
        for payment in payments:
            told = payment.get_penalty_trace()
            self.assertEqual(payment.penalty_amount, float(told["amount"]) if told else 0)


class TestCurrencyOfTheInvoice(InvoiceEditsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yen = cls.env.ref("base.JPY")
        cls.yen.write({"active": True, "rounding": 1})
        cls.yen.rate_ids.unlink()
        cls.env["res.currency.rate"].create(
            {"currency_id": cls.yen.id, "name": "2026-01-01", "rate": 150.0}
        )

    def _in_yen(self, payments, yen):
        move = self._draft(payments)
        move.invoice_date = "2026-03-01"
        move.currency_id = self.yen
        move.invoice_line_ids.price_unit = yen
        return self._post(move)

    def _pay_yen(self, move, yen, day):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        values = {"currency_id": self.yen.id, "amount": yen, "payment_date": day}
        return register.create(values)._create_payments()

    def test_invoice_in_another_currency_settles_what_it_is_worth(self):
        """100,000 at 150 are 15,000,000 yen; 9,000,000 of them settle 60,000."""
        payment = self._late()
        move = self._in_yen(payment, 15_000_000)
        self._pay_yen(move, 9_000_000, "2026-03-31")
        self.assertEqual((payment.paid_amount, payment.residual_amount), (60000, 40000))
        self._assert_form_is_trace(payment)

        self._pay_yen(move, 6_000_000, "2026-05-15")
        self.assertEqual((payment.residual_amount, str(payment.paid_on)), (0, "2026-05-15"))

    def test_amount_that_was_left_as_it_was_in_yen_is_worth_less(self):
        """Only the currency was changed: 100,000 yen are 666.67, and the rest stays open."""
        payment = self._late()
        move = self._in_yen(payment, 100_000)
        self._pay_yen(move, 100_000, "2026-03-31")
        self.assertEqual((payment.paid_amount, payment.residual_amount), (666.67, 99333.33))
        self._assert_form_is_trace(payment)


class TestLinesOfTheInvoice(InvoiceEditsCase):
    def test_two_lines_made_one_invoice_both_payments(self):
        """30,000 and 70,000 in the first line: paid in full, nothing is open."""
        payments = self._two()
        move = self._draft(payments)
        first = move.invoice_line_ids.filtered(
            lambda line: line.crm_contract_payment_id == payments[0]
        )
        (move.invoice_line_ids - first).unlink()
        first.price_unit = 100000
        self._pay(self._post(move), 100000, "2026-03-31")
        self.assertEqual(payments.mapped("residual_amount"), [0, 0])
        self._assert_form_is_trace(payments)

    def test_more_than_was_agreed_pays_no_other_payment_twice(self):
        """The first line asks 10,000 more: the second payment is settled by its own line."""
        payments = self._two()
        move = self._draft(payments)
        first = move.invoice_line_ids.filtered(
            lambda line: line.crm_contract_payment_id == payments[0]
        )
        first.price_unit = 40000
        self._pay(self._post(move), 40000, "2026-03-31")
        self.assertEqual(payments.mapped("residual_amount"), [0, 70000])
        self._assert_form_is_trace(payments)

    def test_line_that_was_doubled_invoices_once(self):
        payment = self._late()
        move = self._draft(payment)
        move.invoice_line_ids.copy()
        self._pay(self._post(move), 100000, "2026-03-31")
        self.assertEqual((move.amount_total, payment.residual_amount), (200000, 50000))
        self._pay(move, 100000, "2026-03-31")
        self.assertEqual(payment.residual_amount, 0)
        self._assert_form_is_trace(payment)

    def test_copy_of_the_invoice_is_of_no_payment(self):
        payment = self._late()
        move = self._post(self._draft(payment))
        twin = self._post(move.copy())
        self._pay(twin, 100000, "2026-03-31")
        self.assertEqual(payment.residual_amount, 100000)
        self.assertFalse(twin.crm_contract_id | twin.line_ids.crm_contract_payment_id.contract_id)

    def test_reset_to_draft_and_posted_again(self):
        payment = self._late()
        move = self._post(self._draft(payment))
        self._pay(move, 60000, "2026-03-31")
        move.button_draft()
        move.action_post()
        self.assertEqual(payment.residual_amount, 40000, "accounting keeps what was set against it")
        self._assert_form_is_trace(payment, "2026-05-14")
        move.button_draft()
        move.invoice_line_ids.price_unit = 80000
        move.action_post()
        self.assertEqual(payment.residual_amount, 100000, "and lets go of it with the amount")
        move.js_assign_outstanding_line(self._outstanding(move).id)
        self.assertEqual(payment.residual_amount, 40000)
        self._assert_form_is_trace(payment)

    def _outstanding(self, move):
        return self.env["account.move.line"].search(
            [
                ("partner_id", "=", move.partner_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("move_id.move_type", "=", "entry"),
                ("reconciled", "=", False),
            ]
        )

    def test_amount_is_amended_once_its_invoice_was_cancelled(self):
        """The refusal says to cancel the invoice: then it is in nobody's way."""
        payment = self._late()
        move = self._draft(payment)
        with self.assertRaisesRegex(UserError, "have its invoice cancelled"):
            payment._refuse_amount(80000)
        move.button_cancel()
        payment._refuse_amount(80000)

    def test_deadline_of_a_cancelled_invoice_makes_another_one(self):
        payment = self._late()
        move = self._draft(payment)
        row = self.env["crm.contract.deadline"].search(
            [("res_model", "=", payment._name), ("res_id", "=", payment.id)]
        )
        self.assertEqual(row.action_register_payment()["res_id"], move.id)
        move.button_cancel()
        row.action_register_payment()
        self.assertNotEqual(payment.move_id, move)
        self.assertEqual(payment.move_id.state, "draft")

    def test_draft_that_was_deleted_is_made_again(self):
        payment = self._late()
        self._draft(payment).unlink()
        self.assertFalse(payment.move_id)
        self.assertEqual(payment.residual_amount, 100000)
        self._assert_form_is_trace(payment)
        self.assertTrue(self._draft(payment))


class TestMoneyOfTheInvoice(InvoiceEditsCase):
    def test_write_off_settles_the_rest(self):
        payment = self._late()
        move = self._post(self._draft(payment))
        account = self.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", self.company.ids)], limit=1
        )
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create(
            {
                "amount": 99000,
                "payment_date": "2026-03-31",
                "payment_difference_handling": "reconcile",
                "writeoff_account_id": account.id,
            }
        )._create_payments()
        self.assertEqual((payment.residual_amount, str(payment.paid_on)), (0, "2026-03-31"))
        self._assert_form_is_trace(payment)

    def test_cash_rounding_is_spread_over_what_is_asked(self):
        """33,333.33 asked as 33,333.35: paid, nothing is open."""
        payment = self._late({"amount": 33333.33})
        move = self._draft(payment)
        account = self.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "in", self.company.ids)], limit=1
        )
        move.invoice_cash_rounding_id = self.env["account.cash.rounding"].create(
            {
                "name": "5 cents",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
            }
        )
        self._post(move)
        self.assertEqual(move.amount_total, 33333.35)
        self._pay(move, 33333.35, "2026-03-31")
        self.assertEqual(payment.residual_amount, 0)
        self._assert_form_is_trace(payment)

    def test_credit_set_against_another_invoice_takes_from_this_one(self):
        """Credited in half, and the note pays another invoice: half of what came is gone."""
        payment = self._late()
        move = self._post(self._draft(payment))
        self._pay(move, 100000, "2026-03-31")
        note = move._reverse_moves([{"date": "2026-04-01", "invoice_date": "2026-04-01"}])
        note.invoice_line_ids.price_unit = 50000
        note.action_post()
        other = self._post(move.copy())
        (note | other).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        ).reconcile()
        self.assertEqual((payment.paid_amount, payment.residual_amount), (50000, 50000))
        self._assert_form_is_trace(payment)


class TestDueAfterTheInvoice(InvoiceEditsCase):
    def test_invoice_credited_in_full_no_longer_makes_it_due(self):
        """T1-4.3: due 30 days after its invoice, which is credited; undone, it is due again."""
        payment = self._late({"due_date": False, "is_after_invoice": True})
        move = self._post(self._draft(payment))
        due = payment.due_date
        self.assertTrue(due)
        note = self._credit(move)
        self.assertFalse(payment.due_date)
        self._assert_form_is_trace(payment)
        self.assertFalse(payment.penalty_amount)
        note.button_draft()
        self.assertEqual(payment.due_date, due)
        self._assert_form_is_trace(payment)

    def test_due_day_that_was_moved_on_the_posted_invoice_moves_the_penalty(self):
        payment = self._late({"due_date": False, "is_after_invoice": True})
        move = self._post(self._draft(payment))
        move.invoice_date_due = "2026-05-05"
        self.assertEqual(str(payment.due_date), "2026-05-05")
        self._assert_form_is_trace(payment)
        self.assertEqual(payment.penalty_amount, 500)
