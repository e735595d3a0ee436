from odoo.exceptions import UserError

from ..common import ComplianceCase


class TestPartnerAndLead(ComplianceCase):
    """T0-1.1, A70, I10: what happens to contacts and leads does not reach what was signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract = cls._create_active()
        cls.party = cls.contract.party_ids.filtered(lambda party: party.side == "b")

    def _merge(self, partners, into):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(partners.ids, dst_partner=into, extra_checks=False)

    def test_the_contract_keeps_the_street_of_its_day(self):
        """T0-1.1: partner street changed after signing: still the old street, and a banner."""
        self.assertFalse(self.party.is_partner_different)

        self.partner.street = "2 New Street"

        self.assertIn("1 Old Street", self.party.address)
        self.assertNotIn("New", self.party.address)
        self.assertTrue(self.party.is_partner_different)
        self.assertIn("differs", self.contract.alerts)
        self.assertIn("Huaxing Machinery", self.contract.alerts["differs"]["message"])

    def test_the_contract_keeps_the_name_of_its_day(self):
        self.partner.name = "Huaxing Group"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.party.legal_name, "Huaxing Machinery")
        self.assertEqual(self.contract.partner_name, "Huaxing Machinery")
        self.assertTrue(self.party.is_partner_different)

    def test_bank_and_signer_are_kept_as_of_the_day_of_execution(self):
        """T0-1.3"""
        bank = self.env["res.bank"].create({"name": "Bank of Shanghai"})
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222 0001", "partner_id": self.partner.id, "bank_id": bank.id}
        )
        contract = self._create_contract()
        contract.party_ids[1].bank_account_id = account
        self._sign(contract, "2026-05-30")
        bank.name = "Bank of Elsewhere"
        self.their_person.name = "Li Na-Chen"

        self.assertEqual(contract.party_ids[1].bank_name, "Bank of Shanghai")
        self.assertEqual(contract.party_ids[1].bank_account_number, "6222 0001")
        row = contract._main_execution().signature_ids.filtered(lambda row: row.side == "b")
        self.assertEqual(row.signer_name, "Li Na")

    def test_two_parties_of_one_contract_are_never_merged(self):
        """A70, fact 2."""
        with self.assertRaisesRegex(UserError, self.contract.code.replace("/", ".")):
            self._merge(self.partner | self.our_partner, self.partner)
        self.assertTrue(self.partner.exists() and self.our_partner.exists())

    def test_a_merge_with_an_outsider_moves_the_link_and_keeps_the_name(self):
        twin = self.env["res.partner"].create({"name": "Huaxing Mach. (twin)"})
        self._merge(self.partner | twin, twin)
        self.env.invalidate_all()
        self.assertEqual(self.party.partner_id, twin)
        self.assertEqual(self.contract.partner_id, twin)
        self.assertEqual(self.contract.party_b_id, twin)
        self.assertEqual(self.party.legal_name, "Huaxing Machinery")
        signature = self.contract._main_execution().signature_ids
        self.assertIn(twin, signature.partner_id)
        self.assertEqual(len(signature), 2, "no signed row is lost")

    def test_a_party_is_not_deleted_from_under_its_contract(self):
        for partner in self.partner | self.their_person:
            with self.subTest(partner=partner.name):
                with self.assertRaisesRegex(UserError, self.contract.code):
                    partner.unlink()
                self.assertTrue(partner.exists())

    def test_merged_leads_keep_their_signed_contract(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "partner_id": self.partner.id}
                for name in ("One", "Two")
            ]
        )
        self.contract.opportunity_id = leads[0]
        archived = self._create_active(opportunity_id=leads[1].id)
        archived.active = False

        merged = leads.merge_opportunity()

        self.assertEqual(len(leads.exists()), 1)
        self.assertEqual(self.contract.opportunity_id, merged)
        self.assertEqual(archived.opportunity_id, merged)

    def test_a_lead_with_a_contract_is_not_deleted(self):
        lead = self.env["crm.lead"].create({"name": "Won"})
        self.contract.opportunity_id = lead
        with self.assertRaises(UserError):
            lead.unlink()
        self.assertEqual(self.contract.opportunity_id, lead)

    def test_one_click_from_a_won_opportunity_to_a_draft(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Machines for 2026",
                "partner_id": self.partner.id,
                "expected_revenue": 120000,
                "user_id": self.user.id,
            }
        )
        action = lead.with_user(self.user).action_new_crm_contract()
        contract = self.env["crm.contract"].browse(action["res_id"])
        self.assertRecordValues(
            contract,
            [
                {
                    "name": "Machines for 2026",
                    "partner_id": self.partner.id,
                    "amount_total": 120000,
                    "user_id": self.user.id,
                    "opportunity_id": lead.id,
                    "state": "draft",
                }
            ],
        )
