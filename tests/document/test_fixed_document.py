import hashlib

from odoo.exceptions import UserError

from .signing_case import PDF, SigningCase


class TestFixedDocument(SigningCase):
    """The text that is signed is one file, and stands from the moment it went out (L-34)."""

    is_fixed = False

    def test_sending_to_sign_prints_nothing_yet(self):
        self.assertFalse(self.execution.document_id)
        self.assertFalse(self.execution._is_fixed())

    def test_it_is_printed_once_for_all(self):
        file = self.execution._fix_document()
        self.assertEqual(self.execution._fix_document(), file)
        self.assertEqual(self.printed, [self.contract])
        self.assertEqual(file.raw, PDF)
        self.assertEqual(file.name, "CT-1 Contract.pdf")
        self.assertEqual((file.res_model, file.res_id), (self.execution._name, self.execution.id))
        self.assertEqual(self.execution.document_sha256, hashlib.sha256(PDF).hexdigest())

    def test_an_uploaded_text_stays_what_it_is(self):
        self.execution.document_id = self._create_file("ours.pdf", b"%PDF-1.4 ours")
        file = self.execution._fix_document()
        self.assertEqual(self.printed, [])
        self.assertEqual(file.raw, b"%PDF-1.4 ours")

    def test_from_then_on_the_terms_are_held(self):
        self.contract.amount_total = 500
        self.execution._fix_document()
        for values in ({"amount_total": 600}, {"name": "Other"}, {"term_years": 3}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "back to draft"):
                self.contract.write(values)
        with self.assertRaisesRegex(UserError, "back to draft"):
            self.contract.party_ids[0].legal_name = "Other"
        theirs = self.contract.party_ids.filtered(lambda row: row.side == self.row.side)
        with self.assertRaisesRegex(UserError, "back to draft"):
            theirs.phone = "110"
        theirs.size = "small"
        theirs.representative_id = self.customer.partner_id  # who signs may still be another

    def test_nor_is_a_blank_filled_in_that_was_printed(self):
        party = self.contract.party_ids[0]
        party.email = False
        self.execution._fix_document()
        with self.assertRaisesRegex(UserError, "back to draft"):
            party.email = "late@example.com"

    def test_back_in_draft_the_text_is_void_with_its_instrument_and_kept(self):
        file = self.execution._fix_document()
        self.contract.action_back_to_draft()
        self.contract.amount_total = 600
        self.assertEqual(self.execution.state, "void")
        self.assertEqual(self.execution.document_id, file)
        with self.assertRaises(UserError):
            file.unlink()
        self.contract.action_send_to_sign()
        again = self.contract._main_execution()
        self.assertNotEqual(again, self.execution)
        self.assertNotEqual(again._fix_document(), file)

    def test_the_file_that_is_out_for_signature_is_neither_changed_nor_deleted(self):
        file = self.execution._fix_document()
        for values in ({"raw": b"other"}, {"name": "other.pdf"}, {"res_id": 1}):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "out for sign"):
                file.write(values)
        with self.assertRaisesRegex(UserError, "out for sign"):
            file.unlink()

    def test_another_file_takes_its_place_until_somebody_has_signed_online(self):
        self.execution._fix_document()
        self.execution.document_id = self._create_file("ours.pdf", b"%PDF-1.4 ours")
        self.assertFalse(self.execution._is_fixed())
        self.execution._fix_document()
        seen = self.execution.document_sha256
        self.assertEqual(seen, hashlib.sha256(b"%PDF-1.4 ours").hexdigest())
        self.sign(seen_sha256=seen)
        with self.assertRaisesRegex(UserError, "signed online"):
            self.execution.document_id = self._create_file("late.pdf", b"%PDF-1.4 late")
        with self.assertRaisesRegex(UserError, "signed online"):
            self.execution.document_id = False

    def test_nobody_types_that_it_is_fixed(self):
        for values in (
            {"document_fixed_at": "2026-02-01 00:00:00"},
            {"manifest": {"pieces": []}},
            {"manifest_sha256": "0" * 64},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.execution.write(values)

    def test_what_is_not_out_for_signature_is_not_fixed(self):
        self.contract.action_back_to_draft()
        with self.assertRaisesRegex(UserError, "not open for signatures"):
            self.execution._fix_document()

    def test_print_to_sign_gives_the_file(self):
        action = self.contract.with_user(self.user).action_print_to_sign()
        self.assertIn(f"/web/content/{self.execution.document_id.id}", action["url"])
        self.assertTrue(self.execution.is_fixed)

    def test_an_invitation_goes_to_the_other_side_with_the_way_to_its_page(self):
        self.their_person.email = "li.na@huaxing.example.com"
        mails = self.env["mail.mail"].sudo().search([])
        self.contract.with_user(self.user).action_invite_to_sign()
        mail = self.env["mail.mail"].sudo().search([]) - mails
        self.assertEqual(mail.email_to, "li.na@huaxing.example.com")
        token = self.contract.access_token
        self.assertTrue(token)
        self.assertIn(f"/my/crm-contracts/{self.contract.id}/sign/{self.row.id}", mail.body_html)
        self.assertIn(token, mail.body_html)
        self.assertNotIn(self.contract.name, mail.subject + mail.body_html)
        self.assertIn("li.na@", str(self.execution.message_ids.mapped("body")))

    def test_without_an_address_it_is_said_whose(self):
        self.partner.email = False
        self.contract.party_ids.email = False
        with self.assertRaisesRegex(UserError, "Huaxing Machinery"):
            self.contract.action_invite_to_sign()
        self.assertFalse(self.execution._is_fixed())

    def test_of_a_confidential_contract_no_link_goes_out(self):
        self.their_person.email = "li.na@huaxing.example.com"
        self.contract.is_classified = True
        self.contract.sudo().action_invite_to_sign()
        mail = self.env["mail.mail"].sudo().search([], limit=1, order="id desc")
        self.assertNotIn("access_token", mail.body_html)

    def test_people_without_the_contract_neither_invite_nor_print(self):
        for name in ("action_invite_to_sign", "action_print_to_sign"):
            with self.subTest(name=name), self.assertRaises(UserError):
                getattr(self.execution.with_user(self.other_user), name)()
