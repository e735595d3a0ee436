from odoo.fields import Command

from .sign_case import SignCase

POA = b"%PDF-1.4 we authorise Li Na"


class TestAuthority(SignCase):
    """Who signs for another shows the power of attorney on the page (T2-13toc, L-33)."""

    def setUp(self):
        super().setUp()
        self.login(self.customer)
        self.party = self.contract.party_ids.filtered(lambda row: row.side == self.row.side)

    def sign_as_authorised(self, **files):
        return self.post(self.page_url, files=files or None, **self.filled(capacity="authorised"))

    def test_without_it_nobody_signs_as_authorised(self):
        self.assertIn("Power of attorney", self.get(self.page_url).text)
        answer = self.sign_as_authorised()
        self.assertIn("add the power of attorney", answer.text)
        self.assert_unsigned()

    def test_it_is_kept_beside_the_party_with_its_hash_among_the_evidence(self):
        answer = self.sign_as_authorised(authority=("授权 ../poa.pdf", POA, "application/pdf"))
        self.assertEqual(answer.status_code, 303, answer.text[-2000:])
        self.env.invalidate_all()
        [file] = self.party.power_of_attorney_ids
        self.assertEqual((file.raw, file.res_model), (POA, "crm.contract.party"))
        self.assertNotIn("/", file.name)
        self.assertEqual(self.row.capacity, "authorised")
        roles = {piece.role: piece.name for piece in self.execution._pieces()}
        self.assertEqual(roles["authority"], file.name)

    def test_the_person_on_record_is_then_authorised_and_no_gap_is_left(self):
        self.party.representative_id = self.customer.partner_id
        self.sign_as_authorised(authority=("poa.pdf", POA, "application/pdf"))
        self.env.invalidate_all()
        self.assertEqual(self.party.capacity, "authorised")
        self.assertFalse(self.party._gaps())

    def test_one_that_is_there_already_is_enough(self):
        self.party.power_of_attorney_ids = [Command.create({"name": "old.pdf", "raw": POA})]
        self.assertIn("One is kept already", self.get(self.page_url).text)
        self.assertEqual(self.sign_as_authorised().status_code, 303)

    def test_too_large_a_file_is_refused_with_a_word(self):
        answer = self.sign_as_authorised(
            authority=("big.pdf", b"\0" * (10 * 1024 * 1024 + 1), "application/pdf")
        )
        self.assertIn("Attach a smaller one", answer.text)
        self.assert_unsigned()

    def test_on_a_third_partys_agreement_it_is_evidence_of_the_signature(self):
        active = self._create_active(third_party_execution_mode="sign")
        agreement = self._consented(active)
        agreement.action_send_to_sign()
        self.row = agreement.execution_id.signature_ids.filtered(lambda row: row.side == "third")
        self.page_url = f"{agreement.access_url}/sign/{self.row.id}"
        self.login(self.third)
        self.assertIn("add the power of attorney", self.sign_as_authorised().text)
        answer = self.sign_as_authorised(authority=("poa.pdf", POA, "application/pdf"))
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.row.evidence_ids.raw, POA)
        self.assertTrue(self.row.signed_on)
