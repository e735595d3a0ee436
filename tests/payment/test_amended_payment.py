from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..contract.amendment_case import AmendmentCase


class TestAmendedPayment(AmendmentCase):
    """Scenario 13's last sentence, L-27, §5: fees, payments and rates once amendments are real."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(amount_total=100000)
        fee = {"contract_id": cls.contract.id, "name": "Licence", "amount": 100000}
        cls.fee = cls.env["crm.contract.fee"].create({**fee, "due_date": "2026-10-01"})
        cls.rule = cls.contract.penalty_rule_ids
        cls.rule.write({"method": "daily_overdue", "rate": 0.05})
        cls._sign(cls.contract, "2026-03-01").action_activate()
        cls.payment = cls.contract.payment_ids

    def _due(self, day, **values):
        row = self._change("payment.due_date", day, payment_id=self.payment.id)
        return self._amended(row, **values)

    def _rate(self, rate, **values):
        row = self._change("rule.rate", rate, "number", rule_id=self.rule.id)
        return self._amended(row, **values)

    def _figures(self):
        self.env.invalidate_all()
        return self.payment.overdue_days, self.payment.penalty_amount

    def test_overdue_days_count_from_the_new_date(self):
        """L-27: 35 days late, 50 a day; due on the 3rd, two days are left."""
        self.assertEqual(self._figures(), (35, 1750))
        self._due("2026-11-03")
        self.assertEqual(self._figures(), (2, 100))
        trace = self.payment.get_penalty_trace()
        self.assertEqual(trace["slices"][0]["first"], "2026-11-04")

    def test_date_moved_ahead_leaves_nothing_overdue(self):
        self._due("2026-12-01")
        self.assertEqual(self._figures(), (0, 0))
        self.assertFalse(self.payment.is_overdue)
        self.assertEqual(str(self.fee.due_date), "2026-12-01")
        rows = self.env["crm.contract.deadline"].search([("res_id", "=", self.payment.id)])
        rows = rows.filtered(lambda row: row.res_model == "crm.contract.payment")
        self.assertEqual(str(rows.due_date), "2026-12-01")
        key = f"crm.contract.payment,{self.payment.id}"
        for day, due in (("2026-11-04", "2026-10-01"), ("2026-11-05", "2026-12-01")):
            self.assertEqual(self.contract.get_as_of(day)[key]["due_date"], due)

    def test_breach_proposed_for_the_old_date_is_dismissed(self):
        self.payment._propose_breaches()
        breach = self.env["crm.contract.breach"].search([("payment_id", "=", self.payment.id)])
        self.assertEqual(breach.state, "proposed")
        self._due("2026-11-03")
        self.assertEqual((breach.state, bool(breach.resolution)), ("dismissed", True))
        self.assertIn(self.payment, self.payment._unproposed(10))

    def test_fee_that_is_paid_once_takes_its_payment_along(self):
        row = self._change("fee.amount", 80000, "amount", fee_id=self.fee.id)
        self._amended(row)
        self.assertEqual((self.fee.amount, self.payment.amount), (80000, 80000))
        self.assertEqual(self._figures(), (35, 1400))

    def test_amended_rate_counts_from_its_own_day(self):
        """§5: 19 days at 50 until 20 October, 16 at 100 from the 21st."""
        self._rate(0.1, effective_date="2026-10-21")
        self.assertEqual(self._figures(), (35, 2550))

    def test_rates_agreed_in_any_order_give_the_same_number(self):
        """I11: from 21 October 0.1, from 31 October 0.2, however they were agreed."""
        self._rate(0.2, effective_date="2026-10-31")
        self.assertEqual(self._figures(), (35, 29 * 50 + 6 * 200))
        self._at("2026-11-06")
        self._rate(0.1, effective_date="2026-10-21")
        self._at("2026-11-05")
        self.payment._settle_penalties()
        self.assertEqual(self._figures(), (35, 2550))

    def test_future_rate_does_not_count_yet(self):
        self._rate(0.1, effective_date="2026-11-10")
        self.assertEqual(self._figures(), (35, 1750))
        self._at("2026-11-11")
        self._run_job()
        self.env["crm.contract.payment"].search([])._settle_penalties()
        self.assertEqual(self._figures(), (41, 39 * 50 + 2 * 100))

    def test_rates_are_sent_to_sign_by_a_manager(self):
        row = self._change("rule.rate", 0.1, "number", rule_id=self.rule.id)
        amendment = self._ask(row)
        amendment.action_negotiate()
        with self.assertRaisesRegex(UserError, "manager"):
            amendment.with_user(self.officer).action_send_to_sign()
        amendment.with_user(self.manager).action_send_to_sign()

    def test_negative_and_empty_sums_are_refused(self):
        for term, link in (
            ("fee.amount", {"fee_id": self.fee.id}),
            ("payment.amount", {"payment_id": self.payment.id}),
        ):
            for amount in (-1, 0, 1e16):
                with self.subTest(term=term, amount=amount), self.assertRaises(UserError):
                    self._ask(self._change(term, amount, "amount", **link))
        with self.assertRaises(ValidationError):
            self._ask(self._change("rule.rate", 101, "number", rule_id=self.rule.id))
        with self.assertRaises(ValidationError):
            self._ask(self._change("rule.tiers", "x", "char", rule_id=self.rule.id))

    def test_fee_that_is_agreed_in_addition_gets_its_payment(self):
        new = {"op": "add", "subject": "fee", "new_name": "Training", "value_amount": 5000}
        row = Command.create({**new, "value_date": "2026-12-15"})
        amendment = self._amended(row, effective_date="2026-11-10")
        self.assertEqual(self.contract.fee_ids, self.fee)
        self._at("2026-11-10")
        self._run_job()
        added = self.contract.fee_ids - self.fee
        self.assertEqual(amendment.state, "applied")
        self.assertEqual((added.amount, added.payment_ids.amount), (5000, 5000))
        self.assertEqual(str(added.payment_ids.due_date), "2026-12-15")
        key = f"{added._name},{added.id}"
        self.assertNotIn(key, self.contract.get_as_of("2026-11-09"))
        self.assertEqual(self.contract.get_as_of("2026-11-10")[key]["amount"], 5000)
        with self.assertRaises(UserError):
            added.amount = 1

    def test_addition_that_is_not_whole_is_refused(self):
        new = {"op": "add", "subject": "fee", "new_name": "Training", "value_amount": 5000}
        for wrong in (
            {},  # no day
            {"value_date": "2026-12-15", "value_amount": -1},
            {"value_date": "2026-12-15", "new_name": " "},
            {"value_date": "2026-12-15", "subject": "contract"},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(UserError):
                self._ask(Command.create({**new, **wrong}))
        self.assertEqual(self.contract.fee_ids, self.fee)

    def test_fee_paid_in_parts_is_amended_by_its_payments(self):
        contract = self._create_contract()
        parts = {"contract_id": contract.id, "name": "Support", "amount": 12000}
        fee = self.env["crm.contract.fee"].create({**parts, "schedule": "periods"})
        self._sign(contract, "2026-03-01").action_activate()
        with self.assertRaisesRegex(ValidationError, "amend its payments"):
            self._ask(self._change("fee.amount", 1, "amount", fee_id=fee.id), contract=contract)
        payment = fee.payment_ids[-1]
        self._amended(
            self._change("payment.amount", 4000, "amount", payment_id=payment.id), contract=contract
        )
        self.assertEqual((payment.amount, fee.amount), (4000, 12000))

    def test_addition_agreed_for_later_is_told_of_a_later_day(self):
        new = {"op": "add", "subject": "fee", "new_name": "Training", "value_amount": 5000}
        row = Command.create({**new, "value_date": "2026-12-15"})
        self._amended(row, effective_date="2026-11-10")

        def told(day):
            said = self.contract.get_as_of(day)
            return [row["amount"] for key, row in said.items() if "contract.fee," in key]

        self.assertEqual(told("2026-11-09"), [100000])
        self.assertEqual(sorted(told("2026-11-10")), [5000, 100000])
        wizard = self.env["crm.contract.as.of.wizard"].create(
            {"contract_id": self.contract.id, "day": "2026-11-10"}
        )
        self.assertIn("Training: to be added", wizard.said)
        self._at("2026-11-10")
        self._run_job()
        self.assertEqual(sorted(told("2026-11-10")), [5000, 100000], "once, not twice")

    def test_addition_brings_no_term_of_another_record_with_it(self):
        """What RPC may send beside it would be written unseen, onto any contract's fee."""
        other = self._create_contract()
        fee = {"contract_id": other.id, "name": "Theirs", "amount": 7, "due_date": "2026-10-01"}
        theirs = self.env["crm.contract.fee"].create(fee)
        new = {"subject": "fee", "new_name": "Training", "value_amount": 5000}
        for values in (
            {**new, "op": "add", "value_date": "2026-12-15", "fee_id": theirs.id},
            {**new, "op": "remove", "fee_id": self.fee.id},
        ):
            with self.subTest(op=values["op"]), self.assertRaisesRegex(ValidationError, "both"):
                self._ask(Command.create({**values, "term": "fee.amount"}))
