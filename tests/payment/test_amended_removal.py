from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ..contract.amendment_case import AmendmentCase


class TestAmendedRemoval(AmendmentCase):
    """What an amendment takes out of a contract stays on record; what is to come goes (I10, §5).

    A licence of 1,000, due 2026-10-01, and support of 1,200 in four quarters from 2026-03-01.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._create_contract(amount_total=100000)
        fee = {"contract_id": cls.contract.id, "name": "Licence", "amount": 1000}
        fees = cls.env["crm.contract.fee"]
        cls.licence = fees.create({**fee, "due_date": "2026-10-01"})
        cls.support = fees.create({**fee, "name": "Support", "amount": 1200, "schedule": "periods"})
        cls.duty = cls.env["crm.contract.obligation"].create(
            {"contract_id": cls.contract.id, "name": "Visit", "side": "a", "unit": "month"}
        )
        cls.rule = cls.contract.penalty_rule_ids
        cls.rule.write({"method": "daily_overdue", "rate": 0.1})
        cls._sign(cls.contract, "2026-03-01").action_activate()

    @classmethod
    def _remove(cls, subject, record):
        link = {"fee": "fee_id", "duty": "obligation_id", "rule": "rule_id"}[subject]
        return Command.create({"op": "remove", "subject": subject, link: record.id})

    def _is_told(self, record, day):
        return f"{record._name},{record.id}" in self.contract.get_as_of(day)

    def _dues(self, state="open"):
        rows = self.env["crm.contract.deadline"].search([("obligation_id", "=", self.duty.id)])
        return [str(row.due_date) for row in rows.sorted("due_date") if row.state == state]

    def test_removed_duty_stops_on_its_day(self):
        before = self._dues()
        amendment = self._amended(self._remove("duty", self.duty), effective_date="2026-12-01")
        self.assertTrue(self._is_told(self.duty, "2026-11-30"))
        self.assertFalse(self._is_told(self.duty, "2026-12-01"), "agreed, it is told at once")
        self.assertEqual(self._dues(), before, "its day has not come")
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual(amendment.state, "applied")
        self.assertEqual(str(self.duty.removed_on), "2026-12-01")
        self.assertEqual(self._dues(), [day for day in before if day < "2026-12-01"])
        self.assertTrue(self._dues("cancelled"))
        self.assertTrue(self.duty.exists())
        self.assertFalse(self._is_told(self.duty, "2026-12-01"))

    def test_duty_is_removed_from_its_first_day(self):
        self._amended(self._remove("duty", self.duty), effective_date="2026-03-01")
        self.assertEqual(self._dues(), [])

    def test_screen_says_what_was_there(self):
        amendment = self._ask(self._remove("fee", self.support), self._remove("duty", self.duty))
        fee, duty = amendment.change_ids
        self.assertEqual((fee.what, fee.after), ("Removed: Support", "–"))
        self.assertIn("1,200", fee.before)
        self.assertIn("Every month", duty.before)
        self._execute(amendment)
        self.assertEqual(amendment.line_ids.mapped("new_said"), ["Removed"] * 2)
        self.assertEqual(fee.before, amendment.change_ids[0].before)

    def test_removed_fee_is_owed_until_its_day(self):
        """Due 05-31, 08-31, 11-30 and 02-28: the last two never fall due."""
        self._amended(self._remove("fee", self.support))
        payments = self.support.payment_ids.sorted("due_date")
        self.assertEqual([bool(row.cancelled_on) for row in payments], [False, False, True, True])
        self.assertEqual(set(payments[2:].mapped("cancel_reason")), {"removed"})
        self.assertEqual(payments[2:].mapped("residual_amount"), [0, 0])
        self.assertEqual(payments[1].residual_amount, 300)
        self.assertTrue(self._is_told(self.support, "2026-11-04"))
        self.assertFalse(self._is_told(self.support, "2026-11-05"))

    def test_fee_that_was_taken_back_costs_no_penalty_and_no_breach(self):
        payment = self.licence.payment_ids
        payment._propose_breaches()
        breach = self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)])
        self.assertEqual((breach.state, payment.penalty_amount), ("proposed", 35))
        self._amended(self._remove("fee", self.licence), effective_date="2026-10-01")
        self.env.invalidate_all()
        self.assertEqual((breach.state, payment.penalty_amount), ("dismissed", 0))

    def test_fee_of_which_nothing_is_to_come_is_not_removed(self):
        with self.assertRaisesRegex(ValidationError, "falls due any more"):
            self._ask(self._remove("fee", self.licence), effective_date="2026-10-02")

    def test_invoiced_fee_is_not_removed(self):
        payment = self.support.payment_ids.sorted("due_date")[2]
        amendment = self._amended(self._remove("fee", self.support), effective_date="2026-11-10")
        payment.action_create_invoices()
        with self.assertRaisesRegex(UserError, "invoiced"):
            self._ask(self._remove("fee", self.support))
        self._at("2026-11-10")
        self._run_job()
        self.assertEqual(amendment.state, "executed")
        self.assertIn("invoiced", amendment.error)
        self.assertFalse(self.support.removed_on)

    def test_removed_penalty_ends_on_its_day(self):
        """1,000 at 0.1% a day: 1 a day from 10-02 to 10-20, and nothing from the 21st on."""
        payment = self.licence.payment_ids
        self._amended(self._remove("rule", self.rule), effective_date="2026-10-21")
        self.env.invalidate_all()
        self.assertEqual(payment.penalty_amount, 19)
        self.assertEqual(sum(s["amount"] and float(s["amount"]) for s in self._slices(payment)), 19)

    def _slices(self, payment):
        return payment.get_penalty_trace()["slices"]

    def test_penalty_takes_the_place_of_another(self):
        """19 days at 1, then 16 at 2; without the earlier one's day of removal, just so."""
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "new_method": "daily_overdue"}
        self._amended(
            Command.create({**new, "value_number": 0.2}),
            self._remove("rule", self.rule),
            effective_date="2026-10-21",
        )
        self.env.invalidate_all()
        self.assertEqual(self.licence.payment_ids.penalty_amount, 19 + 32)
        added = self.contract.penalty_rule_ids - self.rule
        self.assertEqual(
            (added.clause, added.rate, str(added.valid_from)), ("9.2", 0.2, "2026-10-21")
        )
        self.assertFalse(self._is_told(added, "2026-10-20"))
        self.assertTrue(self._is_told(added, "2026-10-21"))
        self.assertFalse(self._is_told(self.rule, "2026-10-21"))

    def test_two_penalties_of_one_day_are_refused(self):
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "value_number": 0.2}
        values = {"effective_date": "2026-10-21"}
        self._amended(Command.create(new), **values)
        with self.assertRaisesRegex(ValidationError, "same day"):
            self._ask(Command.create({**new, "new_name": "9.3"}), **values)

    def test_penalty_is_added_whole(self):
        """1,000 from 10-02: 30 days at 0.2% and 5 at 0.4% by its tiers, after 5 days of grace."""
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "new_method": "daily_overdue"}
        new |= {"new_grace_days": 5, "new_tiers": "31: 0.4", "new_ceiling": 20}
        new |= {"new_ceiling_base": "contract_total", "new_multiplier": 7}
        amendment = self._ask(
            Command.create({**new, "value_number": 0.2}),
            self._remove("rule", self.rule),
            effective_date="2026-09-01",
        )
        said = amendment.change_ids[0].after
        for word in ("0.2%", "Tiers: 31: 0.4", "Grace Days: 5", "Then from the due date", "20"):
            self.assertIn(word, said)
        self._execute(amendment)
        self.env.invalidate_all()
        added = self.contract.penalty_rule_ids - self.rule
        self.assertRecordValues(
            added,
            [
                {
                    "tiers": "31: 0.4",
                    "grace_days": 5,
                    "grace": "threshold",
                    "ceiling": 20,
                    "ceiling_base": "contract_total",
                    "multiplier": 1,
                }
            ],
        )
        self.assertEqual(self.licence.payment_ids.penalty_amount, 30 * 2 + 5 * 4)

    def test_row_says_what_is_typed_while_it_is_typed(self):
        """All that is agreed of what is added, before anything is saved."""
        new = {"op": "add", "contract_id": self.contract.id, "amendment_id": self._ask().id}
        rule = self.env["crm.contract.amendment.change"].new({**new, "subject": "rule"})
        duty = self.env["crm.contract.amendment.change"].new({**new, "subject": "duty"})
        self.assertFalse("20" in rule.after or "Party B" in duty.after)
        rule.new_ceiling = 20
        rule.new_tiers = "31: 0.4"
        self.assertRegex(rule.after, r"Ceiling \(%\): 20 · .*Tiers: 31: 0.4")
        duty.new_side = "b"
        self.assertIn("Party B", duty.after)

    def test_penalty_of_the_reference_rate_is_added_with_its_multiplier(self):
        """What only another method counts by is not agreed, though it was typed before."""
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "new_method": "reference_rate"}
        new |= {"new_multiplier": 1.5, "new_day_count": "360", "new_reference": "floating"}
        new |= {"new_tiers": "31: 0.4", "new_grace_days": 3, "new_grace": "later_start"}
        amendment = self._ask(Command.create(new), effective_date="2026-12-01")
        self.assertRegex(amendment.change_ids.after, "× 1.5 .*Reference Rate: Follows the table")
        self._execute(amendment)
        self._at("2026-12-01")
        self._run_job()
        self.assertRecordValues(
            self.contract.penalty_rule_ids - self.rule,
            [
                {
                    "multiplier": 1.5,
                    "day_count": "360",
                    "reference": "floating",
                    "tiers": False,
                    "grace_days": 3,
                    "grace": "later_start",
                }
            ],
        )

    def test_penalty_that_no_rule_could_be_is_not_asked_for(self):
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "value_number": 0.2}
        for wrong in ({"new_tiers": "x"}, {"new_grace_days": -1}, {"new_multiplier": 101}):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self._ask(Command.create({**new, **wrong}))

    def test_lists_of_the_contract_show_the_day_from_which_it_is_gone(self):
        """Muted in each list, with its day in lists and on cards."""
        arch = self.env["crm.contract"].get_view(view_type="form")["arch"]
        form = etree.fromstring(arch)
        for name in ("fee_ids", "obligation_ids", "penalty_rule_ids"):
            [rows] = form.xpath(f"//field[@name='{name}']/list")
            self.assertEqual(rows.get("decoration-muted"), "removed_on")
            self.assertTrue(rows.xpath("./field[@name='removed_on']"))
            self.assertTrue(
                form.xpath(f"//field[@name='{name}']/kanban//field[@name='removed_on']")
            )

    def test_penalties_are_added_and_removed_by_a_manager(self):
        new = {"op": "add", "subject": "rule", "new_name": "9.2", "value_number": 0.2}
        for row in (Command.create(new), self._remove("rule", self.rule)):
            amendment = self._ask(row)
            amendment.action_negotiate()
            with self.assertRaisesRegex(UserError, "manager"):
                amendment.with_user(self.officer).action_send_to_sign()

    def test_nothing_else_is_removed(self):
        other = self._create_active("2026-03-01").penalty_rule_ids
        payment = self.licence.payment_ids
        for row, said in (
            (self._remove("rule", other), "within this contract"),
            (Command.create({"op": "remove", "subject": "fee"}), "within this contract"),
            (Command.create({"op": "remove", "subject": "contract"}), "what is removed"),
            (
                Command.create({"op": "remove", "subject": "payment", "payment_id": payment.id}),
                "what is removed",
            ),
        ):
            with self.subTest(said=said), self.assertRaisesRegex(ValidationError, said):
                self._ask(row)
        amount = self._change("fee.amount", 900, "amount", fee_id=self.licence.id)
        for rows in (
            [amount, self._remove("fee", self.licence)],
            [self._remove("fee", self.licence), amount],
        ):
            with self.assertRaisesRegex(ValidationError, "nothing else"):
                self._ask(*rows, effective_date="2026-10-01")

    def test_removed_is_removed_once_by_the_earlier_day(self):
        first = self._amended(self._remove("duty", self.duty), effective_date="2026-12-01")
        self._at("2026-11-06")
        self._amended(self._remove("duty", self.duty))
        self.assertEqual(str(self.duty.removed_on), "2026-11-06")
        with self.assertRaisesRegex(ValidationError, "removed already"):
            self._ask(self._change("duty.name", "x", "char", obligation_id=self.duty.id))
        self._at("2026-12-01")
        self._run_job()
        self.assertEqual((first.state, str(self.duty.removed_on)), ("applied", "2026-11-06"))

    def test_renewal_takes_over_nothing_that_was_removed(self):
        self._amended(self._remove("duty", self.duty), self._remove("rule", self.rule))
        renewal = self.contract._renew()
        self.assertNotIn("Visit", renewal.obligation_ids.mapped("name"))
        self.assertFalse(renewal.penalty_rule_ids.filtered(lambda rule: rule.rate == 0.1))
