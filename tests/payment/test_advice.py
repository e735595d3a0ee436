from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .payment_case import PaymentCase


class TestSmallCompanies(PaymentCase):
    """L-29, Decree 802: Party B pays us, a small company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.contract.reference.rate"].search([]).unlink()
        cls.env["crm.contract.reference.rate"].create({"valid_from": "2026-01-20", "percent": 3})

    def _owed(self, payer="large", payee="small", rule=(), is_declared=False, **fee):
        contract = self._create_contract(amount_total=100000)
        contract.penalty_rule_ids = [Command.clear(), *map(Command.create, rule)]
        self._create_fee(contract, **fee)
        for party in contract.party_ids:
            party.size = payer if party.side == "b" else payee
        contract.party_ids.filtered(lambda party: party.side == "a").is_sme_declared = is_declared
        return contract

    def _keys(self, contract):
        return {key for key in contract.money_alerts or {} if key.startswith("sme_")}

    def _daily(self, rate):
        return [{"method": "daily_overdue", "rate": rate}]

    def test_term_above_sixty_days(self):
        contract = self._owed(payment_days=61, rule=self._daily(0.05))
        self.assertEqual(self._keys(contract), {"sme_term_too_long"})
        message = contract.money_alerts["sme_term_too_long"]["message"]
        for said in ("60 days", "Decree 802, 9", "not legal advice"):
            self.assertIn(said, message)
        self.assertEqual(self._levels_on_top(contract)["sme_term_too_long"], "info")
        contract = self._owed(payment_days=60, rule=self._daily(0.05))
        self.assertEqual(self._keys(contract), set())

    def test_no_term_at_all(self):
        for payer, days in (("state_body", "30 days"), ("large", "60 days")):
            contract = self._owed(payer=payer, rule=self._daily(0.05))
            with self.subTest(payer=payer):
                self.assertIn(days, contract.money_alerts["sme_default_term"]["message"])

    def test_pay_when_paid(self):
        contract = self._owed(payment_days=30, is_pay_when_paid=True, rule=self._daily(0.05))
        self.assertEqual(self._keys(contract), {"sme_pay_when_paid"})

    def test_rate_below_the_reference_rate(self):
        """0.008 % a day is 2.92 % a year; 0.9 times the LPR is below it too."""
        for rule in (self._daily(0.008), [{"method": "reference_rate", "multiplier": 0.9}]):
            contract = self._owed(payment_days=30, rule=rule)
            with self.subTest(rule=rule):
                self.assertEqual(self._keys(contract), {"sme_rate_below_lpr"})

    def test_default_rate_is_offered_where_nothing_is_agreed(self):
        contract = self._owed(payment_days=30)
        banner = contract.with_user(self.manager).money_alerts["sme_default_rate"]
        self.assertIn("0.05% a day, 18.25% a year", banner["message"])
        self.assertNotIn(
            "action_call", contract.with_user(self.user).money_alerts["sme_default_rate"]
        )
        with self.assertRaises(AccessError):
            contract.with_user(self.user).action_agree_legal_rate()
        model, method, ids = banner["action_call"]
        getattr(self.env[model].with_user(self.manager).browse(ids), method)()
        rule = contract.penalty_rule_ids
        self.assertEqual((rule.method, rule.rate), ("daily_overdue", 0.05))
        self.assertEqual(self._keys(contract), set())

    def test_whom_it_protects(self):
        protected = {
            ("large", "small", False),
            ("state_body", "micro", False),
            ("state_body", "medium", True),
            ("large", False, True),
        }
        others = {
            ("large", "large", True),
            ("medium", "small", True),
            (False, "small", True),
            ("large", False, False),
        }
        for payer, payee, is_declared in protected | others:
            contract = self._owed(
                payer, payee, self._daily(0.05), is_declared=is_declared, payment_days=90
            )
            with self.subTest(payer=payer, payee=payee, is_declared=is_declared):
                self.assertEqual(
                    bool(self._keys(contract)), (payer, payee, is_declared) in protected
                )

    def test_nothing_is_blocked_and_the_snapshot_freezes(self):
        contract = self._owed(payment_days=90, is_pay_when_paid=True)
        self._sign(contract, "2026-01-21").action_activate()
        self.assertEqual(contract.state, "active")
        self.assertFalse(self._levels_on_top(contract), "what is signed is told on the Money tab")
        self.assertIn("sme_term_too_long", self._keys(contract))
        for vals in ({"size": "large"}, {"is_sme_declared": True}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "amendment"):
                contract.party_ids[0].write(vals)

    def test_renewal_asks_for_the_declaration_anew(self):
        contract = self._owed(is_declared=True)
        carried = [party._carried_vals() for party in contract.party_ids]
        self.assertEqual({vals["size"] for vals in carried}, {"large", "small"})
        self.assertFalse(any("is_sme_declared" in vals for vals in carried))

    def _levels_on_top(self, contract):
        """Before only two of them are shown."""
        banners = dict(contract._advisory_alerts())
        return {key: hint["level"] for key, hint in banners.items() if key.startswith("sme_")}


class TestLateRates(PaymentCase):
    """L-27, L-28 beside the rules of the contract."""

    def test_above_four_times_the_reference_rate(self):
        """Scenario 4: 18.25 % a year is above 12 %; so is the LPR five times."""
        self.env["crm.contract.reference.rate"].search([]).unlink()
        self.env["crm.contract.reference.rate"].create({"valid_from": "2026-01-20", "percent": 3})
        for rule, annual in (
            ({"method": "daily_overdue", "rate": 0.05}, "18.25%"),
            ({"method": "reference_rate", "multiplier": 5}, "15"),
        ):
            contract = self._create_contract()
            contract.penalty_rule_ids = [Command.clear(), Command.create(rule)]
            self._create_fee(contract)
            message = contract.money_alerts["above_four_lpr"]["message"]
            self.assertIn(annual, message)
            self.assertIn("PL 29", message)

    def test_no_rule_for_late_payments(self):
        contract = self._create_contract()
        contract.penalty_rule_ids = [Command.clear()]
        self.assertFalse(contract.money_alerts, "nothing is owed yet")
        self._create_fee(contract)
        self.assertIn("SCI 18", contract.money_alerts["no_late_clause"]["message"])
