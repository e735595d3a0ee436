from odoo.fields import Command

from .portal_http import PortalHttpCase


class TestFiles(PortalHttpCase):
    """Which files leave the house, and under which headers (A29)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signed = cls._create_file("合同 \u202e1\r\n.pdf", b"%PDF-1.4 signed")
        cls.paper = cls._create_paper(cls.contract, "annex.pdf")

    @classmethod
    def _create_paper(cls, contract, name, **values):
        row = cls.env["crm.contract.requirement"].create(
            {
                "contract_id": contract.id,
                "name": "Price list",
                "gate": "end",
                "kind": "document",
                "done_on": "2026-02-01",
                "evidence_ids": [Command.create({"name": name, "raw": b"%PDF-1.4 annex"})],
                **values,
            }
        )
        return row.evidence_ids

    def _file(self, file, contract=None):
        return self._get(self._url(contract, f"/files/{file.id}"))

    def test_annex_is_listed_and_sent(self):
        self._login(self.customer)
        self.assertIn("annex.pdf", self._get(self._url()).text)
        answer = self._file(self.paper)
        self.assertEqual(answer.content, b"%PDF-1.4 annex")
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertTrue(answer.headers["Content-Disposition"].startswith("attachment"))

    def test_name_of_a_file_does_no_harm_in_the_header(self):
        self.contract.message_post(
            body="Here it is",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.customer.partner_id.ids,
            attachment_ids=self.signed.ids,
        )
        self._login(self.customer)
        answer = self._file(self.signed)
        self.assertEqual(answer.status_code, 200)
        header = answer.headers["Content-Disposition"]
        self.assertNotIn("\r", header)
        self.assertNotIn("%E2%80%AE", header)
        self.assertIn("%E5%90%88%E5%90%8C%201.pdf", header)

    def test_other_files_of_the_contract_stay_here(self):
        ours = self._create_file("ours.pdf", res_model="crm.contract", res_id=self.contract.id)
        note = self._create_file("note.pdf")
        self.contract.message_post(body="A note", attachment_ids=note.ids)
        secret = self._create_paper(self.contract, "secret.pdf")
        tag = self.env["crm.contract.classification"].search([], limit=1)
        self.env.user.group_ids |= self.env.ref(
            "crm_contract_compliance.group_contract_confidential"
        )
        secret.crm_contract_classification_ids = tag
        foreign = self._create_active(partner_id=self.stranger_company.id)
        theirs = self._create_paper(foreign, "theirs.pdf")
        self._login(self.customer)
        page = self._get(self._url()).text
        for file in (ours, note, secret, theirs):
            self.assertNotIn(file.name, page)
            self.assertEqual(self._file(file).status_code, 404, file.name)
        self.assertEqual(self._file(self.paper, foreign).status_code, 404)
        self._login(self.stranger)
        self.assertEqual(self._file(self.paper).status_code, 404)

    def test_document_of_a_third_party_is_shown_to_its_signers(self):
        row = self._consented(self.contract)
        row.action_send_to_sign()
        execution = row.execution_id
        execution.document_id = self._create_file("agreement.pdf", b"%PDF-1.4 agreement")
        self._login(self.third)
        url = f"/my/crm-third-parties/{row.id}/files/{execution.document_id.id}"
        self.assertEqual(self._get(url).status_code, 404, "not fixed yet")
        execution._fix_document()
        self.assertEqual(self._get(url).content, b"%PDF-1.4 agreement")
        self.assertEqual(
            self._get(f"/my/crm-third-parties/{row.id}/document").content, b"%PDF-1.4 agreement"
        )
        self._login(self.stranger)
        self.assertEqual(self._get(url).status_code, 404)

    def test_signed_document_is_the_one_that_is_sent(self):
        execution = self.contract._main_execution()
        execution._write_settled({"document_id": self._create_file("c.pdf", b"%PDF-1.4 it").id})
        self._login(self.customer)
        answer = self._get(self._url(path="/document"))
        self.assertEqual(answer.content, b"%PDF-1.4 it")

    def test_draft_of_the_document_is_drawn(self):
        contract = self._create_contract(name="To be signed")
        self._name_representatives(contract)
        contract.action_send_to_sign()
        self._login(self.customer)
        answer = self._get(self._url(contract, "/document"))
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertTrue(answer.content.startswith(b"%PDF"))
        self.assertIn(".pdf", answer.headers["Content-Disposition"])

    def test_files_of_a_message_come_along(self):
        self._login(self.customer)
        files = [("files", ("photo.txt", b"seen", "text/plain"))]
        self._post(self._url(path="/message"), files=files, message="See the photo")
        message = self.contract.message_ids[0]
        self.assertEqual(message.attachment_ids.name, "photo.txt")
        self.assertEqual(message.author_id, self.customer.partner_id)
        self.assertEqual(self._file(message.attachment_ids).content, b"seen")
        self._login(self.stranger)
        self.assertEqual(self._file(message.attachment_ids).status_code, 404)

    def test_empty_message_is_none(self):
        self._login(self.customer)
        self.assertIn("Write a message first.", self._post(self._url(path="/message")).text)
