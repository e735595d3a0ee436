from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .payment_case import PaymentCase


class TestSchedule(PaymentCase):
    def test_fees_add_up(self):
        """T1-4.2: 60,000 + 30,000 + 10,000 = 100,000; a sum that differs gives a hint."""
        contract = self._create_contract(amount_total=100000)
        for kind, amount in (("licence", 60000), ("support", 30000), ("training", 10000)):
            self._create_fee(contract, kind=kind, amount=amount)
        self.assertNotIn("fees", dict(contract._advisory_alerts()))
        contract.amount_total = 99999
        self.assertIn("fees", dict(contract._advisory_alerts()))

    def test_payment_is_due_days_before_its_period_ends(self):
        """T1-4.4, X-20: period ends 2026-12-31, X = 15, due 2026-12-16."""
        contract = self._in_force(
            {
                "schedule": "periods",
                "due_date": False,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "period_months": 12,
                "days_before_end": 15,
            }
        )
        [payment] = contract.payment_ids
        self.assertEqual(
            (str(payment.period_end), str(payment.due_date), payment.amount),
            ("2026-12-31", "2026-12-16", 100000),
        )

    def test_periods_split_the_fee_to_the_cent(self):
        contract = self._in_force(
            {
                "schedule": "periods",
                "due_date": False,
                "date_start": "2026-01-31",
                "date_end": "2026-07-30",
                "period_months": 1,
                "amount": 100000,
            }
        )
        payments = contract.payment_ids
        self.assertEqual(
            [str(day) for day in payments.mapped("period_end")],
            ["2026-02-27", "2026-03-30", "2026-04-29", "2026-05-30", "2026-06-29", "2026-07-30"],
        )
        self.assertEqual(
            payments.mapped("amount"),
            [16666.67, 16666.67, 16666.67, 16666.67, 16666.66, 16666.66],
        )

    def test_year_that_ends_on_its_anniversary_has_four_quarters(self):
        """X-4, X-20: from 2026-01-15 to 2027-01-15 no fifth period of one day."""
        payments = self._in_force(
            {"schedule": "periods", "period_months": 3, "amount": 120000}
        ).payment_ids
        self.assertEqual(
            [str(day) for day in payments.mapped("period_end")],
            ["2026-04-14", "2026-07-14", "2026-10-14", "2027-01-15"],
        )
        self.assertEqual(payments.mapped("amount"), [30000] * 4)

    def test_fees_are_frozen_with_the_contract(self):
        contract = self._in_force()
        for vals in ({"amount": 1}, {"due_date": "2026-05-01"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                contract.fee_ids.write(vals)
        with self.assertRaises(UserError):
            self._create_fee(contract)
        with self.assertRaises(UserError):
            contract.payment_ids.write({"amount": 1})
        with self.assertRaises(UserError):
            contract.payment_ids.unlink()

    def test_bad_amounts_are_refused(self):
        contract = self._create_contract()
        for amount in (float("nan"), float("inf"), -1, 0, 1e15, 1e308):
            with self.subTest(amount=amount), self.assertRaises(ValidationError):
                self._create_fee(contract, amount=amount)

    def test_nobody_pays_itself(self):
        with self.assertRaises(ValidationError):
            self._create_fee(self._create_contract(), payer_side="a", payee_side="a")


class TestBalance(PaymentCase):
    def test_partial_payment_follows_the_entries(self):
        """T1-4.5: 60,000 of 100,000 on time, 40,000 left; reset, and all is left again."""
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        receipt = self._pay(move, 60000, "2026-03-31")
        self.assertEqual((payment.paid_amount, payment.residual_amount), (60000, 40000))
        self.assertEqual((payment.is_overdue, payment.overdue_days), (True, 1))
        self.assertEqual(self._receipts(payment), [("2026-03-31", 60000)])

        receipt.action_draft()
        receipt.action_cancel()

        self.assertEqual((payment.paid_amount, payment.residual_amount), (0, 100000))
        self.assertEqual(self._receipts(payment), [])

    def test_full_payment_closes_the_deadline(self):
        payment = self._in_force().payment_ids
        row = self.env["crm.contract.deadline"].search(
            [("res_model", "=", payment._name), ("res_id", "=", payment.id)]
        )
        self.assertEqual((row.kind, str(row.due_date), row.side), ("payment", "2026-03-31", "b"))
        move = self._invoice(payment)
        self._pay(move, 100000, "2026-03-31")
        self.assertEqual((payment.residual_amount, str(payment.paid_on)), (0, "2026-03-31"))
        self.assertEqual(row.state, "done")
        self.assertEqual(payment.overdue_days, 0)

    def test_credit_note_brings_no_money(self):
        """25,000 of 100,000 credited and the rest paid: what is no longer invoiced is open."""
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        self._set_off(self._credit(move, 25000), move)
        self.assertEqual((payment.residual_amount, self._receipts(payment)), (100000, []))
        self._pay(move, 75000, "2026-03-31")
        self.assertEqual((payment.residual_amount, payment.paid_on), (25000, False))

    def test_credit_note_of_another_matter_is_set_off_like_a_payment(self):
        """CC 568: 25,000 that we owe for something else."""
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        note = self._credit(move, 25000)
        note.reversed_entry_id = False
        self._set_off(note, move)
        self.assertEqual(payment.residual_amount, 75000)
        self.assertEqual(self._receipts(payment), [("2026-03-20", 25000)])

    def test_invoice_credited_in_full_leaves_its_payment_open(self):
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        self._credit(move, 100000)
        self.assertEqual(move.payment_state, "reversed")
        self.assertEqual((payment.residual_amount, payment.paid_on), (100000, False))
        self.assertTrue(payment.is_overdue)
        payment.invalidate_recordset()
        self.assertFalse(payment.is_invoiced)

    def test_money_that_is_paid_back_by_a_credit_note_is_open_again(self):
        """Paid on 03-31, credited and paid back on 04-20: open again since that day."""
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        self._pay(move, 100000, "2026-03-31")
        note = self._credit(move, 100000)
        self.assertEqual(payment.residual_amount, 0)
        self._pay(note, 100000, "2026-04-20")
        self.assertEqual((payment.residual_amount, payment.paid_on), (100000, False))
        self.assertEqual(self._receipts(payment), [("2026-03-31", 100000), ("2026-04-20", -100000)])
        payment.invalidate_recordset()
        self.assertFalse(payment.is_invoiced)

    def test_credit_set_against_the_right_invoice_pays_that(self):
        """A wrong invoice that was paid, credited, and the credit set against the right one."""
        payment = self._in_force().payment_ids
        wrong = self._invoice(payment)
        self._pay(wrong, 100000, "2026-03-31")
        note = self._credit(wrong, 100000)
        payment.invalidate_recordset()
        right = self._invoice(payment)
        self.assertNotEqual(right, wrong)
        self.assertEqual(payment.residual_amount, 100000)
        self._set_off(note, right)
        self.assertEqual(payment.residual_amount, 0)

    def test_what_was_not_invoiced_stays_open(self):
        """An accountant halves the price of the draft: 50,000 paid leave 50,000 open."""
        payment = self._in_force().payment_ids
        move = self._invoice_at(payment, price_unit=50000)
        self._pay(move, 50000, "2026-03-31")
        self.assertEqual(move.payment_state, "paid")
        self.assertEqual((payment.paid_amount, payment.residual_amount), (50000, 50000))
        self.assertFalse(payment.paid_on)

    def test_each_payment_of_an_invoice_knows_its_own_line(self):
        """30,000 and 70,000, the second line halved: its 35,000 are open, the first is paid."""
        contract = self._in_force(
            {"name": "First", "amount": 30000, "due_date": "2026-03-10"},
            {"name": "Second", "amount": 70000, "due_date": "2026-03-31"},
        )
        payments = contract.payment_ids
        payments.action_create_invoices()
        second = payments.move_id.invoice_line_ids.filtered(
            lambda line: line.crm_contract_payment_id == payments[1]
        )
        second.discount = 50
        move = self._posted(payments.move_id)
        self.assertEqual(move.amount_total, 65000)
        self._pay(move, 65000, "2026-03-15")
        self.assertEqual(payments.mapped("residual_amount"), [0, 35000])

    def test_line_that_was_typed_anew_counts_for_the_payment_without_one(self):
        payment = self._in_force().payment_ids
        payment.action_create_invoices()
        move = payment.move_id
        move.invoice_line_ids = [
            Command.clear(),
            Command.create({"name": "Anew", "quantity": 2, "price_unit": 40000, "tax_ids": []}),
        ]
        self._pay(self._posted(move), 80000, "2026-03-31")
        self.assertEqual(payment.residual_amount, 20000)

    def test_withheld_tax_leaves_nothing_open(self):
        """10 % are withheld: 90,000 of an invoice over 100,000 settle it, 45,000 half of it."""
        tax = self._tax(-10)
        for paid, left in ((90000, 0), (45000, 50000)):
            payment = self._in_force().payment_ids
            move = self._invoice_at(payment, tax_ids=[Command.set(tax.ids)])
            self.assertEqual(move.amount_total, 90000)
            self._pay(move, paid, "2026-03-31")
            self.assertEqual(payment.residual_amount, left)

    def test_price_that_holds_the_tax_is_invoiced_in_full(self):
        """What was agreed holds the tax: 88,495.58 and 13 % are just the 100,000."""
        payment = self._in_force().payment_ids
        move = self._invoice_at(
            payment, price_unit=88495.58, tax_ids=[Command.set(self._tax(13).ids)]
        )
        self._pay(move, move.amount_total, "2026-03-31")
        self.assertEqual(payment.residual_amount, 0)

    def test_invoice_that_was_credited_in_full_can_be_made_again(self):
        """A wrong invoice, credited: the right one is written for the same payment, and is open."""
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        move._reverse_moves([{"date": "2026-03-20", "invoice_date": "2026-03-20"}], cancel=True)
        payment.invalidate_recordset()
        self.assertFalse(payment.is_invoiced)
        payment.action_create_invoices()
        self.assertNotEqual(payment.move_id, move)
        self.assertEqual((payment.residual_amount, payment.paid_on), (100000, False))

    def test_cancelled_or_deleted_invoice_leaves_it_unpaid_and_uninvoiced(self):
        payment = self._in_force().payment_ids
        move = self._invoice(payment)
        self._pay(move, 60000, "2026-03-31")
        move.line_ids.remove_move_reconcile()
        self.assertEqual(payment.residual_amount, 100000)
        move.button_draft()
        move.with_context(force_delete=True).unlink()
        self.assertFalse(payment.move_id)
        self._invoice(payment)
        self.assertTrue(payment.move_id)

    def test_one_invoice_of_two_payments_pays_the_earlier_one_first(self):
        contract = self._in_force(
            {"name": "First", "amount": 30000, "due_date": "2026-03-10"},
            {"name": "Second", "amount": 70000, "due_date": "2026-03-31"},
        )
        move = self._invoice(contract.payment_ids)
        self.assertEqual(len(move), 1)
        self._pay(move, 50000, "2026-03-15")
        self.assertEqual(contract.payment_ids.mapped("residual_amount"), [0, 50000])

    def test_taxes_do_not_change_what_is_left(self):
        """The invoice says 113,000; half of it pays half of the fee."""
        payment = self._in_force().payment_ids
        self._invoice_at(payment, tax_ids=[Command.set(self._tax(13).ids)])
        self.assertEqual(payment.move_id.amount_total, 113000)
        self._pay(payment.move_id, 56500, "2026-03-31")
        self.assertEqual(payment.residual_amount, 50000)

    def _tax(self, percent):
        return self.env["account.tax"].create(
            {"name": f"{percent}%", "amount": percent, "company_id": self.company.id}
        )

    def _posted(self, move):
        move.invoice_date = "2026-03-01"
        move.action_post()
        return move

    def _invoice_at(self, payment, **values):
        """Its invoice, with other values on the line than those of the draft."""
        payment.action_create_invoices()
        payment.move_id.invoice_line_ids.write(values)
        return self._posted(payment.move_id)

    def _credit(self, move, amount):
        note = move._reverse_moves([{"date": "2026-03-20", "invoice_date": "2026-03-20"}])
        note.invoice_line_ids.price_unit = amount
        note.action_post()
        return note

    def _set_off(self, note, move):
        (move | note).line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable" and not line.reconciled
        ).reconcile()

    def _receipts(self, payment):
        return [(str(day), float(amount)) for day, amount in payment._receipts()[payment]]


class TestInvoices(PaymentCase):
    def test_contract_user_drafts_without_accounting_rights(self):
        payment = self._in_force().payment_ids.with_user(self.user)
        with self.assertRaises(AccessError):
            self.env["account.move"].with_user(self.user).check_access("create")
        payment.action_create_invoices()
        move = payment.sudo().move_id
        self.assertEqual(
            (move.move_type, move.partner_id, move.state, str(move.invoice_date_due)),
            ("out_invoice", self.partner, "draft", "2026-03-31"),
        )
        self.assertEqual(move.amount_untaxed, 100000)
        self.assertEqual(move.crm_contract_id, payment.contract_id)

    def test_who_we_are_decides_between_invoice_and_bill(self):
        payment = self._in_force(our_side="b").payment_ids
        payment.action_create_invoices()
        self.assertEqual(payment.direction, "out")
        self.assertEqual(payment.move_id.move_type, "in_invoice")

    def test_pressed_twice_there_is_one_draft(self):
        payment = self._in_force().payment_ids
        payment.action_create_invoices()
        move = payment.move_id
        result = payment.action_create_invoices()
        self.assertEqual(payment.move_id, move)
        self.assertIn("invoiced already", result["params"]["message"])

    def test_one_draft_for_each_counterparty(self):
        other = self.env["res.partner"].create({"name": "Yunfan"})
        payments = self._in_force().payment_ids | self._in_force().payment_ids
        payments |= self._in_force(partner_id=other.id).payment_ids
        payments.action_create_invoices()
        self.assertEqual(len(payments.move_id), 2)

    def test_payment_falls_due_after_its_invoice(self):
        """T1-4.3: no invoice date, no due date running."""
        payment = self._in_force({"is_after_invoice": True, "due_date": False}).payment_ids
        self.assertFalse(payment.due_date)
        self.assertFalse(payment.is_overdue)
        payment.action_create_invoices()
        self.assertFalse(payment.due_date)
        payment.move_id.write({"invoice_date": "2026-03-10", "invoice_date_due": "2026-03-25"})
        payment.move_id.action_post()
        self.assertEqual(str(payment.due_date), "2026-03-25")
        payment.move_id.button_draft()
        self.assertFalse(payment.due_date)

    def test_foreign_payments_are_out_of_reach(self):
        payment = self._in_force().payment_ids.with_user(self.other_user)
        with self.assertRaises(AccessError):
            payment.action_create_invoices()

    def test_overdue_is_found_and_grouped_in_the_database(self):
        contract = self._in_force(
            {"name": "Late", "amount": 40000},
            {"name": "Today", "amount": 10000, "due_date": "2026-04-01"},
            {"name": "Later", "amount": 50000, "due_date": "2026-12-01"},
        )
        payments = contract.payment_ids
        self.assertEqual(payments.mapped("bucket"), ["overdue", "today", "later"])
        for bucket in ("overdue", "today", "later"):
            found = payments.search([("contract_id", "=", contract.id), ("bucket", "=", bucket)])
            self.assertEqual(found, payments.filtered(lambda row, b=bucket: row.bucket == b))
        groups = payments._read_group(
            [("contract_id", "=", contract.id)], ["bucket"], ["residual_amount:sum"]
        )
        self.assertEqual(dict(groups), {"overdue": 40000, "today": 10000, "later": 50000})
        self.assertEqual(contract.overdue_amount, 40000)
