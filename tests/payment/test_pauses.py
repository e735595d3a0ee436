from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from .payment_case import PaymentCase

DAILY = {"method": "daily_overdue", "rate": 0.05}


class TestPauses(PaymentCase):
    """T1-2.3, L-20, T0-Br3b: what an interruption does to what late payments cost."""

    def _late(self, due="2026-03-31", **values):
        """100,000 that Party B pays to us, due on that day at 0.05 % a day: 50.00 a day."""
        contract = self._create_contract(amount_total=100000, **values)
        contract.penalty_rule_ids = [Command.clear(), Command.create(DAILY)]
        self._create_fee(contract, due_date=due)
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract.payment_ids

    def _interrupt(self, payment, accepted=True, **values):
        row = self.env["crm.contract.interruption"].create(
            {
                "contract_id": payment.contract_id.id,
                "side": "b",
                "event": "natural_disaster",
                "is_unforeseeable": True,
                "is_unavoidable": True,
                "is_insurmountable": True,
                "date_start": "2026-03-20",
                **values,
            }
        )
        if accepted:
            row.action_accept()
        return row

    def _amounts(self, payment, day):
        """Closed form and trace of one day."""
        self.freeze(f"{day} 04:00:00")
        self._run_daily_job()
        payment.invalidate_recordset()
        trace = payment.get_penalty_trace(day)
        return payment.penalty_amount, float(trace["amount"])

    def test_scenario_12_days_of_the_event_cost_nothing(self):
        """Flood 07-10 to 07-20, due 07-15: on 07-22 two overdue days; due 07-01: all 21."""
        self.freeze("2026-07-22 04:00:00")
        late, early = self._late("2026-07-15"), self._late("2026-07-01")
        self.assertEqual((late.penalty_amount, early.penalty_amount), (350, 1050))
        for payment in (late, early):
            self._interrupt(payment, date_start="2026-07-10", date_end="2026-07-20")
        (late | early).invalidate_recordset()
        self.assertEqual((late.penalty_amount, early.penalty_amount), (100, 1050))
        self.assertEqual((late.overdue_days, late.excused_days), (7, 5))
        self.assertEqual((early.overdue_days, early.excused_days), (21, 0))
        steps = late.get_penalty_trace()["steps"]
        self.assertIn(
            ("pause", "force_majeure", "2026-07-10", "2026-07-20"),
            [(s["code"], s["detail"], s.get("first"), s.get("last")) for s in steps],
        )
        codes = {step["code"] for step in early.get_penalty_trace()["steps"]}
        self.assertIn("late_already", codes)

    def test_list_sums_what_the_trace_says_through_pauses_entered_on_screen(self):
        """Closed form = trace, while interruptions come, end, overlap and are taken back."""
        payment = self._late()
        # Debt 100,000: 50.00 a day from 04-01 on. Flood 03-20 to 04-10, creditor's delay
        # 04-15 to 04-19, an overlapping one 04-18 to 04-21, each entered on the day it is told.
        for day, amount in (("2026-04-01", 50), ("2026-04-03", 150)):
            self.assertEqual(self._amounts(payment, day), (amount, amount))
        flood = self._interrupt(payment)
        self.assertEqual(self._amounts(payment, "2026-04-10"), (0, 0))
        flood.date_end = "2026-04-10"
        self.assertEqual(self._amounts(payment, "2026-04-12"), (100, 100))
        values = {"kind": "creditor_delay", "side": "a"}
        self.freeze("2026-04-21 04:00:00")
        self._interrupt(payment, date_start="2026-04-15", date_end="2026-04-19", **values)
        self._interrupt(payment, date_start="2026-04-18", date_end="2026-04-21", **values)
        for day, amount in (("2026-04-21", 200), ("2026-04-22", 250), ("2026-05-01", 700)):
            with self.subTest(day=day):
                self.assertEqual(self._amounts(payment, day), (amount, amount))
        flood.write({"rejection_reason": "Forged", "state": "rejected"})
        self.assertEqual(self._amounts(payment, "2026-05-01"), (1200, 1200))

    def test_it_is_written_anew_at_once(self):
        """No daily job in between."""
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        self.assertEqual(payment.penalty_amount, 500)
        row = self._interrupt(payment, accepted=False)
        payment.invalidate_recordset()
        self.assertEqual(payment.penalty_amount, 500, "proposed, it counts for nothing")
        row.action_accept()
        self.assertEqual(payment.penalty_amount, 0)
        row.date_end = "2026-04-06"
        self.assertEqual(payment.penalty_amount, 200)
        row.write({"rejection_reason": "Forged", "state": "rejected"})
        self.assertEqual(payment.penalty_amount, 500)

    def test_a_planned_end_turns_the_line_on_its_day(self):
        payment = self._late()
        self._interrupt(payment, date_end="2026-04-10")
        self.assertEqual(payment.penalty_until, self._day("2026-04-11"))
        self.assertEqual(self._amounts(payment, "2026-04-12"), (100, 100))

    def test_who_is_not_hit_pays_on(self):
        """The creditor's flood, and the creditor's suspension (T0-Br3b), excuse no debtor."""
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        self._interrupt(payment, side="a")
        self._interrupt(payment, kind="suspension", side="a", ground="payment")
        payment.invalidate_recordset()
        self.assertEqual(payment.penalty_amount, 500)
        self.assertEqual(payment.contract_id.state, "suspended")

    def test_debtors_own_suspension_stops_its_late_charge(self):
        """CC 525 to 528: who may withhold its part is not in delay with it."""
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        self._interrupt(payment, kind="suspension", side="b", date_start="2026-04-06")
        payment.invalidate_recordset()
        self.assertEqual(payment.penalty_amount, 250)

    def test_suspended_for_an_overdue_payment_it_is_offered_to_resume_once_paid(self):
        """T0-Br3b: B overdue -> suspend records ground and state; resume on payment."""
        payment = self._late()
        move = self._invoice(payment)
        contract = payment.contract_id
        defaults = contract.action_open_suspension()["context"]
        self.assertEqual(
            (defaults["default_ground"], defaults["default_payment_id"], defaults["default_side"]),
            ("payment", payment.id, "a"),
        )
        vals = {"kind": "suspension", "side": "a", "date_start": "2026-04-01"}
        self._interrupt(payment, ground="payment", payment_id=payment.id, **vals)
        self.assertEqual(contract.state, "suspended")
        self.assertNotIn("suspension", contract.alerts)
        self._pay(move, 100000, "2026-04-01")
        contract.invalidate_recordset(["alerts"])
        self.assertIn("is paid", contract.alerts["suspension"]["message"])
        contract.action_resume()
        self.assertEqual(contract.state, "active")

    def test_only_an_overdue_payment_of_the_other_side_is_a_ground(self):
        payment = self._late()
        other = self._late()
        vals = {"kind": "suspension", "ground": "payment", "date_start": "2026-04-01"}
        for values in (
            {"side": "b", "payment_id": payment.id},
            {"side": "a", "payment_id": other.id},
            {"side": "a", "payment_id": payment.id, "date_start": "2026-03-31"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._interrupt(payment, accepted=False, **{**vals, **values})

    def test_an_excused_payment_is_not_proposed_as_a_breach(self):
        """While the event lasts there is none; afterwards there is, and who was late had one."""
        self.freeze("2026-03-25 04:00:00")
        late = self._late("2026-03-31")
        row = self._interrupt(late)
        early = self._late("2026-03-10")
        self._interrupt(early)
        self.assertEqual(self._proposed(late | early, "2026-04-08"), early)
        row.date_end = "2026-04-10"
        self.assertEqual(self._proposed(late, "2026-04-10"), late.browse())
        self.assertEqual(self._proposed(late, "2026-04-11"), late)
        breach = self.env["crm.contract.breach"].search([("payment_id", "=", late.id)])
        self.assertEqual(breach.occurred_on, self._day("2026-04-11"), "when the excuse was over")

    def test_one_excuse_after_the_other_is_no_breach_either(self):
        self.freeze("2026-03-25 04:00:00")
        payment = self._late("2026-03-31")
        self._interrupt(payment, date_end="2026-04-05")
        self.freeze("2026-04-06 04:00:00")
        delay = {"kind": "creditor_delay", "side": "a", "date_start": "2026-04-06"}
        self._interrupt(payment, date_end="2026-04-08", **delay)
        self.assertFalse(self._proposed(payment, "2026-04-08"))
        self.assertEqual(self._proposed(payment, "2026-04-09"), payment)

    def test_a_breach_names_the_event_that_exempts_from_it(self):
        """T1-6.4, L-20: accepted, of this side, and not when it was late already."""
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        flood = self._interrupt(payment)
        breach = self._breach(payment)
        breach.write({"exemption": "force_majeure", "interruption_id": flood.id})
        other = {"event": "war", "accepted": False}
        bad = (
            (self._interrupt(payment, **other), "officer"),
            (self._interrupt(payment, side="a"), "other side"),
            (self._interrupt(payment, date_start="2026-04-05"), "late already"),
            (self._interrupt(payment, kind="creditor_delay", side="a"), "different kinds"),
            (self._interrupt(self._late()), "another contract"),
        )
        for event, words in bad:
            with self.subTest(words=words), self.assertRaisesRegex(ValidationError, words):
                breach.interruption_id = event

    def test_an_event_that_a_breach_rests_on_is_not_taken_back(self):
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        flood = self._interrupt(payment)
        breach = self._breach(payment)
        breach.write({"exemption": "force_majeure", "interruption_id": flood.id})
        with self.assertRaisesRegex(UserError, "rest"):
            flood.write({"rejection_reason": "Forged", "state": "rejected"})
        breach.write({"exemption": False, "interruption_id": False})
        flood.write({"rejection_reason": "Forged", "state": "rejected"})

    def test_an_end_leaves_no_exempted_breach_outside(self):
        self.freeze("2026-04-10 04:00:00")
        payment = self._late()
        flood = self._interrupt(payment)
        self._breach(payment).write({"exemption": "force_majeure", "interruption_id": flood.id})
        with self.assertRaises(ValidationError):
            flood.date_end = "2026-03-31"
        flood.date_end = "2026-04-01"

    def _breach(self, payment):
        return self.env["crm.contract.breach"].create(
            {**payment._breach_vals(), "clause": "4.2", "known_on": "2026-04-10"}
        )

    def _proposed(self, payments, day):
        self.freeze(f"{day} 04:00:00")
        self._run_daily_job()
        breaches = self.env["crm.contract.breach"].search([("payment_id", "in", payments.ids)])
        return breaches.payment_id
