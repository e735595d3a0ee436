import re

from odoo.exceptions import AccessError, UserError, ValidationError

from .liability_case import LiabilityCase


class TestCap(LiabilityCase):
    def test_limit_follows_the_basis(self):
        """X-5, T2-16.1.1, scenario 6: lower of 70,000 and 20% of 300,000 is 60,000."""
        expected = {
            ("fixed", 60000, 0): 60000,
            ("percent", 0, 20): 60000,
            ("lower", 70000, 20): 60000,
            ("higher", 70000, 20): 70000,
        }
        for (basis, fixed, percent), limit in expected.items():
            with self.subTest(basis=basis):
                cap = self._determined(basis=basis, fixed_amount=fixed, percent=percent)
                self.assertEqual(cap.limit_amount, limit)

    def test_percent_of_the_third_partys_fee(self):
        self.third_party.sudo()._write_settled({"fee_amount": 10000})
        cap = self._determined(
            basis="percent", fixed_amount=0, percent=150 / 2, percent_base="third_party_fee"
        )
        self.assertEqual(cap.limit_amount, 7500)

    def test_percent_of_nothing_gives_no_limit(self):
        cap = self._create_cap(
            basis="percent", fixed_amount=0, percent=20, percent_base="third_party_fee"
        )
        with self.assertRaisesRegex(UserError, "missing"):
            cap.action_determine()
        self.assertFalse(cap.limit_amount)

    def test_bad_percent_and_amounts_are_refused(self):
        """A50, A51."""
        bad = [
            {"basis": "percent", "percent": value}
            for value in (-1, 0, 100.01, 1e308, float("nan"), float("inf"))
        ]
        bad += [
            {"fixed_amount": value}
            for value in (-0.01, 0, 1e15, 1e308, float("nan"), float("-inf"))
        ]
        for values in bad:
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._create_cap(**values)

    def test_terms_are_frozen_once_determined(self):
        cap = self._determined()
        for vals in ({"fixed_amount": 70000}, {"aggregation": "per_claim"}, {"limit_amount": 1}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                cap.write(vals)
        with self.assertRaisesRegex(UserError, "already"):
            cap.action_determine()
        with self.assertRaisesRegex(UserError, "stands"):
            cap.unlink()

    def test_limit_stays_when_the_contract_or_the_fee_says_otherwise(self):
        cap = self._determined(basis="percent", fixed_amount=0, percent=20)
        self.contract.sudo()._write_settled({"amount_total": 900000})
        self.assertEqual(cap.limit_amount, 60000)

    def test_caps_are_the_managers(self):
        cap = self._create_cap()
        for user in (self.user, self.officer):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._create_cap_as(user)
                with self.assertRaises(AccessError):
                    cap.with_user(user).action_determine()
                self.assertEqual(cap.with_user(user).fixed_amount, 60000)

    def _create_cap_as(self, user):
        self.env["crm.contract.liability.cap"].with_user(user).create(
            {"third_party_id": self.third_party.id, "fixed_amount": 1}
        )

    def test_author_of_the_cap_comes_with_the_type(self):
        """T0-18.2, X-5."""
        self.assertEqual(self._create_cap().determined_by, "a_b")

    def test_limit_is_raised_with_its_reason(self):
        cap = self._determined()
        self._post(cap, "commit", 60000)
        with self.assertRaisesRegex(UserError, "Say why"):
            cap._change_limit(80000, " ")

        cap._change_limit(80000, "Larger scope")

        self.assertEqual(self._figures(cap), (0, 60000, 20000))
        self._post(cap, "commit", 20000)
        self.assertEqual(self._figures(cap), (0, 80000, 0))

    def test_limit_is_never_lowered_under_what_is_consumed(self):
        """§5: reserved, committed and paid count."""
        cap = self._determined()
        self._post(cap, "commit", 30000)
        self._post(cap, "pay", 10000)
        self._post(cap, "reserve", 5000)
        with self.assertRaisesRegex(UserError, "35,000.00.*consumed already"):
            cap._change_limit(34999.99, "Smaller scope")
        self.assertEqual(cap.limit_amount, 60000)

        cap._change_limit(35000, "Smaller scope")

        self.assertEqual(self._figures(cap), (10000, 25000, 0))

    def test_refused_limit_leaves_every_account_as_it_was(self):
        """Found by the random walks: one account had moved before another refused."""
        cap = self._determined(aggregation="per_claim")
        self._post(cap, "commit", 10000, claim_reference="CL/1")
        self._post(cap, "commit", 50000, claim_reference="CL/2")
        try:
            cap._change_limit(20000, "Smaller scope")
        except UserError:
            cap.invalidate_recordset()
        self.assertEqual(cap.account_ids.mapped("limit_amount"), [60000, 60000])
        self.assertEqual(cap.limit_amount, 60000)

    def test_bad_limits_are_refused(self):
        cap = self._determined()
        for limit in (0, -1, 0.001, 1e15, float("nan"), float("inf")):
            with self.subTest(limit=limit), self.assertRaises(UserError):
                cap._change_limit(limit, "Why")
        self.assertEqual(cap.account_ids.limit_amount, 60000)

    def test_limit_is_the_managers(self):
        cap = self._determined()
        with self.assertRaises(AccessError):
            cap.with_user(self.officer)._change_limit(70000, "Why")

    def test_limit_before_a_raise_is_remembered(self):
        """Engine 4: what the cap said on a day, as known then."""
        cap = self._determined()
        self.freeze("2026-06-10 04:00:00")
        cap._change_limit(80000, "Larger scope")
        key = f"crm.contract.liability.cap,{cap.id}"

        said = {
            day: self.contract.get_as_of(day)[key]["limit_amount"]
            for day in ("2026-05-18", "2026-06-09", "2026-06-10", "2026-07-01")
        }

        self.assertEqual(
            said,
            {"2026-05-18": 60000, "2026-06-09": 60000, "2026-06-10": 80000, "2026-07-01": 80000},
        )
        self.assertNotIn(key, self.contract.get_as_of("2026-05-17"))
        wizard = self.env["crm.contract.as.of.wizard"].create(
            {"contract_id": self.contract.id, "day": "2026-06-09"}
        )
        heads = re.findall(r"<tr class=.(table-\w+)", wizard.said)
        self.assertEqual(heads[:2], ["table-light", "table-warning"], "what differs comes first")
        self.assertIn(cap.display_name, wizard.said.split("table-warning")[0])

    def test_blank_factors_give_a_hint(self):
        """T0-18.2: cap approved with all factor notes blank."""
        cap = self._determined()
        self.assertIn("factors", cap.alerts)
        noted = self._determined(factor_quality="Two engineers on site")
        self.assertNotIn("factors", noted.alerts or {})

    def test_unsigned_third_party_gives_a_warning_or_blocks_by_setting(self):
        """L-12, scenario 7: a cap binds who has signed."""
        other = self._consented(partner_id=self.partner.create({"name": "Unsigned"}).id)
        cap = self._determined(third_party_id=other.id)
        self.assertEqual(cap.status, "open")
        self.assertIn("unsigned", cap.alerts)
        self._post(cap, "commit", 1)

        self.company.crm_contract_is_cap_signature_blocking = True
        with self.assertRaisesRegex(UserError, "has not signed"):
            self._post(cap, "commit", 1)

        self._sign_agreement(other)
        self.assertEqual(cap.status, "active")
        self._post(cap, "commit", 1)

    def test_usage_from_80_percent_on_is_noticed(self):
        """Filter and notice: 47,999.99 is not there yet, 48,000 is."""
        cap = self._determined()
        self._post(cap, "commit", 47999.99)
        self.assertFalse(self._nearly_used(cap))
        self._post(cap, "reserve", 0.01)
        self.assertTrue(self._nearly_used(cap))
        row = self.env["crm.contract.deadline"].search([("kind", "=", "cap")])
        self.assertEqual((row.res_id, row.state, str(row.due_date)), (cap.id, "open", "2026-05-20"))
        self.assertIn("Anzhi Data", row.name)

        self._post(cap, "release_reserved", 0.01)

        self.assertFalse(self._nearly_used(cap))
        self.assertEqual(row.state, "cancelled")

    def _nearly_used(self, cap):
        cap.invalidate_recordset()
        domain = [("id", "=", cap.id), ("is_nearly_used", "=", True)]
        found = bool(cap.search(domain))
        self.assertEqual(found, cap.is_nearly_used)
        contracts = self.contract.search([("cap_ids.is_nearly_used", "=", True)])
        self.assertEqual(found, self.contract in contracts)
        return found


class TestCapBeforeSigning(LiabilityCase):
    """Scenario 7, T1-14.2.1: agreed before the contract is signed, and listed in an appendix."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supply = cls._create_type_of_supply()
        cls.contract = cls._create_contract(
            type_id=cls.supply.id, forum="court", forum_basis="performance", amount_total=300000
        ).with_user(cls.manager)
        cls.freeze_class("2026-03-10 04:00:00")
        cls._name_representatives(cls.contract)
        cls.joined = cls._consented(
            contract_id=cls.contract.id, notified_on="2026-02-01", date_start="2026-04-01"
        )
        cls.third_party = cls.joined

    @classmethod
    def _create_type_of_supply(cls):
        supply = cls.env.ref("crm_contract_compliance.type_supply").sudo()
        return supply

    @classmethod
    def _consent(cls, third_party, side, day="2026-02-20", **values):
        super()._consent(third_party, side, day, **values)

    def _sign_on(self, day):
        for side in ("a", "b"):
            self._record_marks(self.contract._main_execution(), side, day, day)

    def _appendix(self):
        return self.joined.requirement_ids.filtered(lambda row: row.gate == "sign")

    def test_cap_after_the_signing_is_refused(self):
        """Cap dated 2026-03-05, signing 2026-03-01: refused."""
        self._determined(determined_on="2026-03-05")
        self._appendix().done_on = "2026-03-05"
        self.contract.action_send_to_sign()
        with self.assertRaisesRegex(ValidationError, "after the signing"):
            self._sign_on("2026-03-01")

    def test_typed_signing_day_before_the_cap_is_refused(self):
        self._determined(determined_on="2026-03-05")
        self.contract.action_send_to_sign()
        with self.assertRaisesRegex(ValidationError, "after the signing"):
            self.contract.signing_date = "2026-03-01"

    def test_cap_that_is_not_listed_blocks_signing(self):
        """Cap 2026-02-25 but no appendix line: refused."""
        self._determined(determined_on="2026-02-25")
        self.contract.action_send_to_sign()
        self._sign_on("2026-03-01")
        self.assertEqual(self.contract.state, "signing")
        with self.assertRaisesRegex(UserError, "Appendix.*Anzhi Data"):
            self.contract.action_complete_signing()

    def test_third_party_without_a_cap_blocks_signing(self):
        self._appendix().done_on = "2026-02-26"
        self.contract.action_send_to_sign()
        with self.assertRaisesRegex(UserError, "liability cap of Anzhi Data"):
            self.contract.action_complete_signing()
        found = self.contract.search([("is_incomplete", "=", True)])
        self.assertIn(self.contract, found)

    def test_cap_is_active_once_listed_and_signed(self):
        """Appendix added and third party signed: active; without its signature, warning L-12."""
        cap = self._determined(determined_on="2026-02-25")
        self.assertIn("unsigned", cap.alerts)
        self._appendix().done_on = "2026-02-26"
        self.contract.action_send_to_sign()
        self._sign_on("2026-03-01")
        self.assertEqual(self.contract.state, "signed")
        self.assertEqual(cap.status, "open")

        self.joined.write({"entry_manner": "By letter", "entry_conditions": "Insured"})
        self._sign_agreement(self.joined, "2026-03-02", sides=("b", "third"))

        cap.invalidate_recordset()
        self.assertEqual(cap.status, "active")
        self.assertNotIn("unsigned", cap.alerts or {})

    def test_same_day_counts_as_in_time_when_listed_first(self):
        """§5."""
        self._determined(determined_on="2026-03-01")
        self._appendix().done_on = "2026-03-01"
        self.contract.action_send_to_sign()
        self._sign_on("2026-03-01")
        self.assertEqual(self.contract.state, "signed")

    def test_late_cap_of_a_signed_contract_is_refused(self):
        self._determined(determined_on="2026-02-25")
        self._appendix().done_on = "2026-02-26"
        self.contract.action_send_to_sign()
        self._sign_on("2026-03-01")
        with self.assertRaisesRegex(UserError, "too\\s+late"):
            self._determined(determined_on="2026-03-05")
