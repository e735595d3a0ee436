import json

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .payment_case import PaymentCase


class TestPenalty(PaymentCase):
    def _late(self, rules=(), **values):
        """100,000 due 2026-03-31 under these rules; none: the company's 2 % flat."""
        contract = self._create_contract(amount_total=100000, **values)
        if rules:
            contract.penalty_rule_ids = [Command.clear(), *map(Command.create, rules)]
        self._create_fee(contract)
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract.payment_ids

    def _penalty_on(self, payment, day):
        self.freeze(f"{day} 04:00:00")
        self._run_daily_job()
        payment.invalidate_recordset()
        return payment.penalty_amount

    def test_scenario_3_flat_overdue(self):
        """Scenario 3, T1-4.5: 60,000 on time, 40,000 left: 800 on the next day and in May."""
        payment = self._late()
        move = self._invoice(payment)
        self._pay(move, 60000, "2026-03-31")
        self.assertEqual(self._penalty_on(payment, "2026-03-31"), 0)
        self.assertEqual(self._penalty_on(payment, "2026-04-01"), 800)
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 800)
        with self.assertRaises(UserError):
            payment.contract_id.penalty_rule_ids.with_user(self.user).rate = 3
        self.company.crm_contract_penalty_rate = 3
        self.assertEqual(self._penalty_on(payment, "2026-05-16"), 800)

    def test_full_payment_on_the_due_day_costs_nothing(self):
        payment = self._late()
        self._pay(self._invoice(payment), 100000, "2026-03-31")
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 0)

    def test_scenario_4_daily_ceiling_and_reference_rate(self):
        """Scenario 4: 45 days: 2,250.00; ceiling 2 %: 2,000; LPR x 1.5: 554.79, x 1.3: 480.82."""
        self.env["crm.contract.reference.rate"].create({"valid_from": "2026-01-20", "percent": 3})
        expected = {
            2250.00: {"method": "daily_overdue", "rate": 0.05},
            2000.00: {"method": "daily_overdue", "rate": 0.05, "ceiling": 2},
            554.79: {"method": "reference_rate", "multiplier": 1.5},
            480.82: {"method": "reference_rate", "multiplier": 1.3},
        }
        for amount, rule in expected.items():
            with self.subTest(rule=rule):
                self.freeze("2026-04-01 04:00:00")
                payment = self._late([rule])
                self.assertEqual(self._penalty_on(payment, "2026-05-15"), amount)
                trace = payment.get_penalty_trace()
                self.assertEqual(float(trace["amount"]), amount)

    def test_usual_formula_is_wrong_and_ours_is_not(self):
        """90,000 paid the day before: 44 days on 100,000 and 1 on 10,000 are 2,205.00, not 225."""
        payment = self._late([{"method": "daily_overdue", "rate": 0.05}])
        self._pay(self._invoice(payment), 90000, "2026-05-14")
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 2205.00)

    def test_trace_is_the_same_byte_for_byte(self):
        payment = self._late([{"method": "daily_overdue", "rate": 0.05, "clause": "9.2"}])
        first = json.dumps(payment.get_penalty_trace("2026-05-15"), sort_keys=True)
        self.freeze("2027-01-01 04:00:00")
        again = payment.with_context(tz="Pacific/Kiritimati", lang="en_US")
        self.assertEqual(json.dumps(again.get_penalty_trace("2026-05-15"), sort_keys=True), first)
        self.assertIn('"clause": "9.2"', first)

    def test_list_sums_what_the_trace_says(self):
        """Closed form = trace, day after day, through a tier and a partial payment."""
        payment = self._late([{"method": "daily_overdue", "rate": 0.05, "tiers": "31: 0.1"}])
        self._pay(self._invoice(payment), 33333.33, "2026-04-17")
        for day in (
            "2026-04-01",
            "2026-04-17",
            "2026-04-18",
            "2026-04-30",
            "2026-05-01",
            "2026-06-09",
        ):
            with self.subTest(day=day):
                self.freeze(f"{day} 04:00:00")
                self._run_daily_job()
                payment.invalidate_recordset()
                self.assertEqual(
                    payment.penalty_amount, float(payment.get_penalty_trace(day)["amount"])
                )

    def test_bad_tiers_are_refused(self):
        contract = self._create_contract()
        for tiers in ("x", "31", "31: x", "31: 101", "31: 0.1; 30: 0.2", "0: 1", "31: NaN"):
            with self.subTest(tiers=tiers), self.assertRaises(ValidationError):
                self.env["crm.contract.penalty.rule"].create(
                    {"contract_id": contract.id, "method": "daily_overdue", "tiers": tiers}
                )

    def test_two_rules_never_add_up(self):
        """X-2: of several rules without a day the first one stands."""
        payment = self._late(
            [{"method": "flat_overdue", "rate": 2}, {"method": "flat_overdue", "rate": 5}]
        )
        self.assertEqual(self._penalty_on(payment, "2026-04-01"), 2000)

    def test_missing_reference_rate_is_no_zero(self):
        """Payment, contract and claim say which day's rate is missing; the manager gets there."""
        self.env["crm.contract.reference.rate"].search([]).unlink()
        payment = self._late([{"method": "reference_rate", "multiplier": 1.5}])
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 0)
        said = "No LPR or other reference rate is entered for 04/01/2026"
        self.assertIn(said, payment.penalty_note)
        self.assertIn(said, payment.contract_id.alerts["rate"]["message"])
        self.assertIn(said, payment.contract_id.money_alerts["rate"]["message"])
        self.assertEqual(
            payment.with_user(self.manager).alerts["penalty"]["action"]["res_model"],
            "crm.contract.reference.rate",
        )
        self.assertNotIn("action", payment.with_user(self.user).alerts["penalty"])
        self.assertEqual(self._sums(payment), (0, 1))
        breach = self._assessed_breach(payment)
        dialog = self._penalty_dialog(breach)
        self.assertIn(said, dialog.options)
        with self.assertRaisesRegex(UserError, said):
            dialog.action_confirm()
        self.env["crm.contract.reference.rate"].create({"valid_from": "2026-01-20", "percent": 3})
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 554.79)
        self.assertFalse(payment.penalty_note or payment.alerts or payment.unknown_penalties)
        self.assertEqual(self._sums(payment), (554.79, 0))
        self.assertIn("554.79", self._penalty_dialog(breach).options)

    def _sums(self, payment):
        """What a list says below its column of penalties, and beside it of those not known."""
        names = ["penalty_amount:sum", "unknown_penalties:sum"]
        [(penalties, unknown)] = payment._read_group([("id", "=", payment.id)], [], names)
        return float(penalties), unknown

    def test_claim_reckons_a_rule_with_its_later_versions(self):
        """0.1 % a day, 0.01 % from 04-11 on: 10 x 100 + 35 x 10, not 45 x 100 (§5)."""
        daily = {"method": "daily_overdue"}
        payment = self._late(
            [
                {**daily, "rate": 0.1},
                {**daily, "rate": 0.01, "valid_from": "2026-04-11", "sequence": 20},
            ]
        )
        self.assertEqual(self._penalty_on(payment, "2026-05-15"), 1350)
        dialog = self._penalty_dialog(self._assessed_breach(payment))
        for rule in payment.contract_id.penalty_rule_ids:
            dialog.rule_id = rule
            self.assertEqual(dialog.amount, 1350)

    def test_payment_with_another_due_date_is_not_charged_twice(self):
        """§5: a flat penalty is charged once for a payment."""
        payment = self._late()
        self._penalty_on(payment, "2026-05-15")
        first = self._assessed_breach(payment)
        payment._write_settled({"due_date": "2026-04-20"})
        self._run_daily_job()
        second = self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)]) - first
        second.write({"clause": "4.4", "fact": "Late", "impact": "None"})
        second.write({"severity": "minor", "fault": "ordinary"})
        second.action_register()
        second.action_assess()
        for breach in (first, second):
            self._penalty_dialog(breach).action_confirm()
        first.claim_ids.action_confirm()
        self.assertEqual(first.claim_ids.allowed_amount, 2000)
        with self.assertRaisesRegex(UserError, "2,000.00"):
            second.claim_ids.action_confirm()

    def test_claim_of_a_payment_that_is_due_no_more_still_opens(self):
        """Its invoice was reset to draft: nothing is owed by the rule, and the form says so."""
        payment = self._late()
        self._penalty_on(payment, "2026-05-15")
        breach = self._assessed_breach(payment)
        self._penalty_dialog(breach).action_confirm()
        payment._write_settled({"due_date": False})
        self.assertFalse(breach.claim_ids.trace_words)
        self.assertIn("yields no amount", self._penalty_dialog(breach).options)
        with self.assertRaisesRegex(UserError, "yields no amount"):
            breach.claim_ids.action_confirm()

    def test_filter_by_an_exact_number(self):
        """The list's own filters ask “equals” too, and “does not equal”."""
        payment = self._late()
        self._penalty_on(payment, "2026-04-02")
        for name, value, other in (("overdue_days", 2, 3), ("penalty_amount", 2000, 2000.01)):
            for operator, asked in (("=", value), ("!=", other), ("in", [value, other])):
                with self.subTest(name=name, operator=operator):
                    self.assertEqual(payment.search([(name, operator, asked)]), payment)
            self.assertFalse(payment.search([(name, "=", other)]))

    def test_penalty_that_can_be_reckoned_needs_no_note(self):
        self.assertFalse(self._late().penalty_note)

    def _assessed_breach(self, payment):
        breach = self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)])
        breach.write(
            {
                "clause": "4.4",
                "fact": "Not paid",
                "impact": "None",
                "severity": "minor",
                "fault": "ordinary",
            }
        )
        breach.action_register()
        breach.action_assess()
        return breach

    def _penalty_dialog(self, breach):
        dialog = self.env["crm.contract.claim.wizard"].create({"breach_id": breach.id})
        self.assertEqual(dialog.head, "penalty", "what being late costs")
        return dialog

    def test_trace_of_what_one_may_not_read_stays_closed(self):
        payment = self._late().with_user(self.other_user)
        with self.assertRaises(AccessError):
            payment.get_penalty_trace()


class TestProposals(PaymentCase):
    def _breaches(self, payment):
        return self.env["crm.contract.breach"].search([("payment_id", "=", payment.id)])

    def test_overdue_payment_is_proposed_once(self):
        payment = self._in_force().payment_ids
        self._run_daily_job()
        [breach] = self._breaches(payment)
        self.assertEqual(
            (breach.state, breach.side, str(breach.occurred_on), breach.matter),
            ("proposed", "b", "2026-04-01", "payment"),
        )
        self._run_daily_job()
        self.freeze("2026-04-02 04:00:00")
        self._run_daily_job()
        self.assertEqual(self._breaches(payment), breach)

    def test_payment_that_is_due_today_is_not_proposed(self):
        payment = self._in_force({"due_date": "2026-04-01"}).payment_ids
        self._run_daily_job()
        self.assertFalse(self._breaches(payment))

    def test_registering_a_proposal_needs_its_clause(self):
        """T0-10.1."""
        payment = self._in_force().payment_ids
        self._run_daily_job()
        breach = self._breaches(payment)
        with self.assertRaises(UserError):
            breach.action_register()
        breach.clause = "4.4"
        breach.action_register()
        self.assertEqual(breach.state, "registered")

    def test_breach_by_hand_stops_the_daily_job(self):
        """One breach for each payment and due date, whoever enters it."""
        payment = self._in_force().payment_ids
        breach = self._by_hand(payment)
        self.assertEqual((breach.state, str(breach.payment_due_date)), ("registered", "2026-03-31"))
        self._run_daily_job()
        self.assertEqual(self._breaches(payment), breach)

    def test_breach_by_hand_takes_up_the_daily_jobs_proposal(self):
        payment = self._in_force().payment_ids
        self._run_daily_job()
        proposal = self._breaches(payment)
        breach = self._by_hand(payment, fact="They called and said so")
        self.assertEqual(breach, proposal)
        self.assertEqual(
            (breach.state, breach.clause, breach.fact),
            ("registered", "4.4", "They called and said so"),
        )
        self.assertEqual(self._breaches(payment), breach)
        with self.assertRaisesRegex(UserError, "in the register already"):
            self._by_hand(payment)
        breach.with_user(self.manager)._dismiss("Paid in cash")
        with self.assertRaisesRegex(UserError, "Dismissed"):
            self._by_hand(payment)

    def test_payment_named_later_counts_too(self):
        payment = self._in_force().payment_ids
        breach = self._by_hand(payment, payment_id=False)
        breach.payment_id = payment
        self._run_daily_job()
        self.assertEqual(self._breaches(payment), breach)

    def test_button_of_the_payment_opens_its_breach(self):
        payment = self._in_force({"clause": "4.4"}).payment_ids
        action = payment.with_user(self.user).action_register_breach()
        self.assertFalse(action["res_id"])
        breaches = self.env["crm.contract.breach"].with_user(self.user)
        breach = breaches.with_context(**action["context"]).create({})
        self.assertEqual((breach.payment_id, breach.clause), (payment, "4.4"))
        self.assertEqual(payment.action_register_breach()["res_id"], breach.id)

    def _by_hand(self, payment, **values):
        return self.env["crm.contract.breach"].create(
            {**payment._breach_vals(), "clause": "4.4", **values}
        )
