from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from ..common import ComplianceCase


class TestParty(ComplianceCase):
    """T0-1.1 to T0-1.3, T1-1.1, T2-1.1 to T2-1.3, X-16."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract = cls._create_contract()
        cls.ours, cls.theirs = cls.contract.party_ids

    def test_both_sides_stand_on_a_new_contract(self):
        self.assertEqual(self.contract.party_ids.mapped("side"), ["a", "b"])
        self.assertEqual(self.contract.party_a_id, self.our_partner)
        self.assertEqual(self.contract.party_b_id, self.partner)
        self.assertEqual(self.contract.partner_id, self.partner)

    def test_the_supplier_side_is_ours_by_default_and_may_be_theirs(self):
        """requirements.md: never equate A with us."""
        buyer = self._create_contract(our_side="b")
        self.assertEqual((buyer.party_a_id, buyer.party_b_id), (self.partner, self.our_partner))
        self.assertEqual(buyer.partner_id, self.partner)

    def test_a_draft_takes_the_contacts_data_along(self):
        """T0-1.1, T0-1.3"""
        self.assertEqual(self.theirs.legal_name, "Huaxing Machinery")
        self.assertEqual(self.theirs.address, "1 Old Street")
        self.assertEqual(self.theirs.notice_address, "1 Old Street")
        self.assertEqual(self.theirs.phone, "021-1234")
        self.assertEqual(self.theirs.email, "office@huaxing.example.com")

    def test_another_counterparty_in_a_draft_brings_its_own_data(self):
        self.theirs.representative_id = self.their_person
        other = self.env["res.partner"].create({"name": "Yunfan", "street": "3 Road"})
        self.contract.partner_id = other
        self.assertEqual(self.contract.party_b_id, other)
        self.assertEqual(self.theirs.legal_name, "Yunfan")
        self.assertEqual(self.theirs.address, "3 Road")
        self.assertFalse(self.theirs.representative_id, "the old side's person is gone")

    def test_our_side_turned_makes_the_parties_change_places(self):
        self.contract.our_side = "b"
        self.assertEqual(self.contract.party_a_id, self.partner)
        self.assertEqual(self.contract.party_b_id, self.our_partner)
        self.assertEqual(self.contract.partner_id, self.partner)

    def test_one_partner_is_never_both_sides(self):
        with self.assertRaises(ValidationError):
            self._create_contract(partner_id=self.our_partner.id)
        with self.assertRaises(ValidationError):
            self.theirs.partner_id = self.our_partner

    def test_a_side_has_one_party(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.contract.party_ids = [
                Command.create({"side": "b", "partner_id": self.their_person.id})
            ]
            self.env.flush_all()

    def test_a_contract_without_its_party_is_not_sent_to_sign(self):
        """T1-1.1: empty Party A -> cannot sign."""
        contract = self._create_contract(our_side="b", partner_id=False)
        self.assertFalse(contract.party_a_id)
        with self.assertRaisesRegex(UserError, "both parties"):
            contract.action_send_to_sign()

    def test_an_address_that_notices_cannot_reach_is_refused(self):
        """T2-1.2: "a@b" malformed -> error."""
        for email in ("a@b", "office", "@example.com", "one@b.cn, two@b.cn", "a@"):
            with self.subTest(email=email), self.assertRaises(ValidationError):
                self.theirs.email = email
        for email in ("a@b.cn", "Li Na <li.na@example.com>", False):
            self.theirs.email = email

    def test_a_contacts_own_bad_address_does_not_stop_the_draft(self):
        """It is left out, so that somebody types a good one."""
        for email in ("a@b", "one@example.com, two@example.com", "nonsense"):
            self.partner.email = email
            contract = self._create_contract()
            self.assertFalse(contract.party_ids[1].email, email)

    def test_a_contact_of_nothing_but_a_name_is_enough(self):
        """A58: partner without country, language, e-mail."""
        bare = self.env["res.partner"].create({"name": "Bare"})
        party = self._create_contract(partner_id=bare.id).party_ids[1]
        self.assertEqual((party.legal_name, party.address, party.email), ("Bare", "", False))

    def test_the_bank_account_is_the_partys_own(self):
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222 0009", "partner_id": self.our_partner.id}
        )
        with self.assertRaises(ValidationError):
            self.theirs.bank_account_id = account
        self.ours.bank_account_id = account
        self.assertEqual(self.ours.bank_account_id, account)

    def test_a_payee_without_a_bank_account_is_a_hint(self):
        """T0-1.3: contract with fees -> warning at approval."""
        contract = self._create_contract(amount_total=1000)
        self._name_representatives(contract)
        self.assertEqual(contract.alerts["bank"]["level"], "info")
        account = self.env["res.partner.bank"].create(
            {"acc_number": "6222 0010", "partner_id": self.our_partner.id}
        )
        contract.party_ids[0].bank_account_id = account
        contract.invalidate_recordset(["alerts"])
        self.assertNotIn("bank", contract.alerts or {})

    def _refused_to_sign(self, contract):
        """What the gate says when everybody has marked but something is missing."""
        contract.action_send_to_sign()
        for side in ("a", "b"):
            row = contract._main_execution().signature_ids.filtered(
                lambda row, side=side: row.side == side
            )
            row.write({"signed_on": "2026-05-30", "sealed_on": "2026-05-30"})
        with self.assertRaises(UserError) as caught:
            contract.action_complete_signing()
        self.assertEqual(contract.state, "signing")
        return str(caught.exception)

    def test_signing_needs_both_representatives(self):
        """T2-1.1: empty -> cannot sign."""
        message = self._refused_to_sign(self.contract)
        self.assertIn("the representative of Party A", message)
        self.assertIn("the representative of Party B", message)

    def test_an_authorised_representative_needs_the_power_of_attorney(self):
        """T0-1.2: no power of attorney file -> cannot pass to signed."""
        self._name_representatives(self.contract)
        self.theirs.capacity = "authorised"

        self.assertIn("the power of attorney of Li Na", self._refused_to_sign(self.contract))

        self.theirs.power_of_attorney_ids = self._link(self._create_file("poa.pdf"))
        self.contract.action_complete_signing()
        self.assertEqual(self.contract.state, "signed")

    def test_a_signature_given_as_authorised_needs_it_all_the_same(self):
        """Also when the party's own line still says legal representative."""
        self._name_representatives(self.contract)
        self.contract.action_send_to_sign()
        row = self.contract._main_execution().signature_ids[1]
        row.write({"capacity": "authorised", "signed_on": "2026-05-30", "sealed_on": "2026-05-30"})
        self._record_marks(self.contract._main_execution(), "a", "2026-05-30", "2026-05-30")
        self.assertEqual(self.contract.state, "signing")
        self.assertIn("power of attorney", self.contract.missing_note)

    def test_where_the_type_asks_for_the_legal_representative_nobody_else_signs(self):
        """X-16: T2 legal representative only, unless the setting allows it."""
        contract = self._create_contract(representative_capacity="legal")
        self._name_representatives(contract)
        party = contract.party_ids[1]
        party.write(
            {
                "capacity": "authorised",
                "power_of_attorney_ids": self._link(self._create_file("poa.pdf")),
            }
        )

        message = self._refused_to_sign(contract)
        self.assertIn("Party B's legal representative in person", message)

        self.company.crm_contract_is_authorised_allowed = True
        contract.action_complete_signing()
        self.assertEqual(contract.state, "signed")

    def test_a_representative_of_another_company_is_a_hint_not_a_block(self):
        yunfan = self.env["res.partner"].create({"name": "Yunfan", "is_company": True})
        self._name_representatives(self.contract)
        self.assertNotIn("representative", self.contract.alerts or {})
        for parent, is_strange in ((self.partner, False), (yunfan, True)):
            with self.subTest(parent=parent.name):
                self.their_person.parent_id = parent
                self.contract.invalidate_recordset(["alerts"])
                self.assertEqual("representative" in (self.contract.alerts or {}), is_strange)
        hint = self.contract.alerts["representative"]
        self.assertEqual(hint["level"], "info")
        self.assertIn("Li Na", hint["message"])
        self.assertIn("Huaxing Machinery", hint["message"])
        self.contract.action_send_to_sign()
        self.assertEqual(self.contract.state, "signing")
