from odoo.exceptions import UserError

from ..common import ComplianceCase
from .portal_case import PortalWorld


class TestAccess(PortalWorld, ComplianceCase):
    """Who is shown what, and which links open (A21 to A23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_portal()
        cls.freeze_class("2026-02-10 02:00:00")

    def _shown(self, user, model="crm.contract"):
        records = self.env[model]
        return records.search(records._portal_domain(user.partner_id))

    def test_the_counterpartys_people_see_it_from_the_day_it_is_sent_to_sign(self):
        contract = self._create_contract()
        self._name_representatives(contract)
        self.assertNotIn(contract, self._shown(self.customer))
        contract.action_send_to_sign()
        self.assertIn(contract, self._shown(self.customer))
        self.assertIn(contract, self._shown(self.colleague))
        for user in (self.stranger, self.third, self.user):
            self.assertNotIn(contract, self._shown(user))

    def test_draft_and_cancelled_have_no_link(self):
        contract = self._create_contract()
        self._name_representatives(contract)
        self.assertFalse(contract._portal_ensure_token())
        contract.action_send_to_sign()
        token = contract._portal_ensure_token()
        self.assertTrue(contract._opens_with(token))
        contract.write({"state": "draft"})
        self.assertFalse(contract.access_token)
        self.assertFalse(contract._opens_with(token))

        contract.action_send_to_sign()
        self.assertNotEqual(contract._portal_ensure_token(), token)
        contract.action_cancel()
        self.assertFalse(contract.access_token)

    def test_token_of_another_contract_and_rubbish_open_nothing(self):
        one, two = self._create_active(), self._create_active()
        token = one._portal_ensure_token()
        two._portal_ensure_token()
        for rubbish in ("", token[:-1], "null", "True", True, None, [token], "ä", 0, "a"):
            self.assertFalse(one._opens_with(rubbish), rubbish)
        self.assertFalse(two._opens_with(token))

    def test_nobody_types_a_token(self):
        contract = self._create_active()
        with self.assertRaises(UserError):
            contract.write({"access_token": "chosen"})

    def test_confidential_contract_has_no_link_and_names_its_readers(self):
        contract = self._create_active()
        token = contract._portal_ensure_token()
        contract.is_classified = True
        self.assertFalse(contract.access_token)
        self.assertFalse(contract._portal_ensure_token())
        self.assertFalse(contract._opens_with(token))
        self.assertFalse(contract._is_told_to(self.customer.partner_id))
        self.assertTrue(contract._is_told_to(self.their_person))

    def test_who_signs_a_confidential_agreement_of_a_third_party_is_told_of_it(self):
        row = self._consented(self._create_active(third_party_execution_mode="sign"))
        row.action_send_to_sign()
        row.contract_id._write_settled({"is_classified": True})
        signer = self._new_customer("pt_signer", self.third_company).partner_id
        waits = row._portal_to_sign_domain(signer)
        self.assertFalse(row._is_told_to(signer) or row.search(waits))

        mark = row.execution_id.signature_ids.filtered(lambda one: one.side == "third")
        mark._write_settled({"signer_id": signer.id})

        self.assertTrue(row._is_told_to(signer))
        self.assertEqual(row.search(waits), row)

    def test_link_opens_our_page_and_not_cores_chatter(self):
        """That would tell what we say among ourselves; without a token it would sign for all."""
        contract = self._create_active()
        threads = self.env["crm.contract"].with_user(self.env.ref("base.public_user"))
        token, pid = contract._portal_ensure_token(), self.partner.id
        for ways in ({"token": token}, {"hash": contract._sign_token(pid), "pid": pid}):
            self.assertFalse(threads._get_thread_with_access(contract.id, **ways))
        contract.is_classified = True
        self.assertFalse(contract._sign_token(pid))

    def test_third_party_is_shown_its_part_once_both_have_consented(self):
        contract = self._create_active()
        row = self._propose(contract)
        self.assertFalse(self._shown(self.third, row._name))
        for side in "ab":
            self._consent(row, side, "2026-02-01")
        self.assertEqual(row.state, "consented")
        self.assertEqual(self._shown(self.third, row._name), row)
        self.assertFalse(self._shown(self.customer, row._name))
        self.assertFalse(self._shown(self.third))
