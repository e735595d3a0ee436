from odoo.exceptions import UserError

from ..common import ComplianceCase


class TestSecrecy(ComplianceCase):
    """T0-App4, T1-App7: what is confidential has an agreement with content and period."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-30 04:00:00")
        cls.trade = cls._tag("trade_secret")
        cls.customers = cls._tag("customer_information")
        cls.contract = cls._create_contract(classification_ids=cls._link(cls.trade))
        cls._name_representatives(cls.contract)

    @classmethod
    def _tag(cls, code):
        return cls.env.ref(f"crm_contract_compliance.classification_{code}")

    def _agree(self, contract=None, **values):
        contract = contract or self.contract
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": contract.id, "name": "Drawings", **values}
        )
        nda.action_send_to_sign()
        for side in ("a", "b"):
            self._record_marks(nda.execution_id, side, "2026-06-30", "2026-06-30")
        self.assertEqual(nda.state, "active")
        return nda

    def _banner(self, contract=None):
        contract = contract or self.contract
        contract.invalidate_recordset()
        return dict(contract._alert_list()).get("secrecy")

    def test_without_its_agreement_it_is_red(self):
        """T0-App4: classification set, NDA missing -> red."""
        banner = self._banner()
        self.assertEqual(banner["level"], "danger")
        self.assertIn("the executed confidentiality agreement", banner["message"])
        self.assertEqual(banner["spot"], ("confidentiality", "nda_ids"))
        self.assertIn("secrecy", self.contract.alerts)

    def test_whose_owner_cannot_open_it_says_so(self):
        """T0-3.2, I9: its reminders would lead nowhere, and nobody would know."""
        owner = self.contract.user_id = self.officer
        told = dict(self.contract._alert_list())["shut_out"]["message"]
        self.assertIn(f"{owner.name} is responsible", told)
        owner.group_ids |= self.env.ref("crm_contract_compliance.group_contract_confidential")
        self.assertNotIn("shut_out", dict(self.contract._alert_list()))

    def test_a_draft_of_an_agreement_does_not_do(self):
        self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "name": "Drawings", "scope": "Drawings"}
        )
        self.assertTrue(self._banner())

    def test_it_says_what_it_covers(self):
        """T0-App4: content."""
        self._agree()
        self.assertIn("what its confidentiality agreement covers", self._banner()["message"])
        self._agree(name="With content", scope="Drawings")
        self.assertFalse(self._banner())

    def test_it_says_how_long(self):
        """T0-App4: period."""
        self._agree(basis="dates", scope="Drawings")
        self.assertIn("the period of its confidentiality agreement", self._banner()["message"])
        self._agree(basis="dates", scope="Drawings", date_end="2031-12-31")
        self.assertFalse(self._banner())

    def test_without_end_is_a_period(self):
        self._agree(basis="indefinite", scope="Drawings")
        self.assertFalse(self._banner())

    def test_it_covers_every_classification_of_the_contract(self):
        self._agree(classification_ids=self._link(self.customers))
        self.assertIn("Trade secret", self._banner()["message"])
        self._agree(classification_ids=self._link(self.trade))
        self.assertFalse(self._banner())

    def test_it_blocks_by_setting_only(self):
        contract = self._create_contract(classification_ids=self._link(self.trade))
        self._sign(contract, "2026-06-30")
        self.assertFalse(contract.missing_note)
        self.company.crm_contract_is_nda_blocking = True
        contract.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "confidentiality agreement"):
            contract.action_activate()
        self._agree(contract, scope="Drawings")
        contract.action_activate()
        self.assertEqual(contract.state, "active")

    def test_an_agreement_that_has_run_its_years_was_there(self):
        nda = self._agree(basis="dates", scope="Drawings", date_end="2026-07-01")
        self.freeze("2026-07-05 04:00:00")
        nda.write({"state": "ended"})
        self.assertFalse(self._banner())

    def test_a_supply_contract_asks_for_one_though_nothing_is_classified(self):
        """T1-App7: required."""
        supply = self.env.ref("crm_contract_compliance.type_supply")
        contract = self._create_contract(type_id=supply.id)
        self.assertTrue(contract.is_nda_required)
        self._name_representatives(contract)
        banner = self._banner(contract)
        self.assertEqual(banner["level"], "danger")
        self.assertIn("A contract of this type asks for confidentiality", banner["message"])
        self._agree(contract, scope="Source code")
        self.assertFalse(self._banner(contract))

    def test_other_contracts_are_left_alone(self):
        norms = self.env.ref("crm_contract_compliance.type_norms")
        self.assertFalse(self._banner(self._create_contract(type_id=norms.id)))

    def test_one_with_a_third_party_is_not_the_parties_own(self):
        third = self.env["crm.contract.third.party"].create(
            {
                "contract_id": self.contract.id,
                "partner_id": self.env["res.partner"].create({"name": "Anzhi"}).id,
                "kind": "technical",
            }
        )
        nda = self._agree(scope="Drawings")
        self.assertFalse(self._banner())
        nda._write_settled({"third_party_id": third.id})
        self.assertTrue(self._banner())

    def test_a_cancelled_contract_is_not_asked(self):
        self.contract.action_cancel()
        self.assertFalse(self._banner())
