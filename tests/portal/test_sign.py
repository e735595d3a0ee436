import base64
import re

from lxml import html

from odoo.tools import mute_logger

from ..document.signing_case import drawing
from .sign_case import DRAWN, SignCase


class TestSignPage(SignCase):
    """The customer reads and signs on its own page; nobody else gets there (A20 to A27)."""

    def test_customer_reads_signs_and_finds_it_signed(self):
        self.login(self.customer)
        page = self.get(self.page_url)
        self.assertEqual(page.status_code, 200)
        for said in ("We answer for at most 60,000.", "By signing I bind", "Confirm each"):
            self.assertIn(said, page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(page.headers["X-Content-Type-Options"], "nosniff")

        answer = self.post(self.page_url, **self.filled())
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.row.signed_on)
        self.assertEqual(self.row.signer_id, self.customer.partner_id)
        self.assertEqual(self.row.ip_address, "127.0.0.1")
        self.assertIn("python", self.row.user_agent)

        page = self.get(self.page_url)
        self.assertIn("Already signed on", page.text)
        self.assertNotIn("o_contract_sign_submit", page.text)
        self.assertNotIn("o_contract_text", page.text, "what was signed is its file")
        self.assertIn(f"{self.path}/signed-text/{self.row.id}", page.text)

    def test_the_page_of_the_contract_leads_to_its_main_instrument(self):
        self.login(self.customer)
        self.assertIn("By signing I bind", self.get(f"{self.path}/sign").text)

    def test_the_page_says_in_which_language_it_is(self):
        self.login(self.customer)
        page = html.fromstring(self.get(self.page_url).text)
        self.assertEqual(page.get("lang"), "en-US")

    def test_who_reads_a_confidential_contract_here_is_noted(self):
        """T0-3.2"""
        self.contract._write_settled({"is_classified": True})
        self.row._write_settled({"signer_id": self.customer.partner_id.id})
        self.login(self.customer)
        self.assertIn("We answer for at most 60,000.", self.get(self.page_url).text)
        noted = self.env["crm.contract.access"].search([("user_id", "=", self.customer.id)])
        self.assertEqual((noted.contract_id, noted.channel), (self.contract, "open"))

    def test_pressed_twice_it_is_said_when_and_by_whom(self):
        self.login(self.customer)
        filled = self.filled()
        self.post(self.page_url, **filled)
        again = self.post(self.page_url, **filled)
        self.assertEqual(again.status_code, 200)
        self.assertIn("Already signed on", again.text)
        self.env.invalidate_all()
        told = str(self.contract.message_ids.mapped("body"))
        self.assertEqual(told.count("signed online"), 1)

    def test_a_colleague_may_sign_and_a_stranger_finds_nothing(self):
        """A20: foreign and missing are told alike."""
        self.login(self.stranger)
        nowhere = f"/my/crm-contracts/2000000000/sign/{self.row.id}"
        missing, foreign = self.get(nowhere), self.get(self.page_url)
        self.assertEqual((missing.status_code, foreign.status_code), (404, 404))
        self.assertEqual(self._said(missing, nowhere), self._said(foreign, self.page_url))
        for step in ("refuse", "ask", "signed-text", "certificate"):
            answer = self.get(f"{self.path}/{step}/{self.row.id}")
            self.assertIn(answer.status_code, (404, 405))
        self.login(self.colleague)
        self.post(self.page_url, **self.filled())
        self.env.invalidate_all()
        self.assertEqual(self.row.signer_id, self.colleague.partner_id)

    def _said(self, page, path):
        """Without what differs from one request to the next."""
        return re.sub('csrf_token: "[^"]*"', "", page.text.replace(path, ""))

    def test_nobody_signs_for_the_other_side_or_below_another_contract(self):
        self.login(self.customer)
        filled = self.filled()
        other = self._create_contract(main_execution_mode="sign")
        self._name_representatives(other)
        other.action_send_to_sign()
        elsewhere = other._main_execution().signature_ids[-1:]
        for number in (self.ours.id, elsewhere.id, 0, 2**31, 2**63):
            with self.subTest(number=number):
                answer = self.post(f"{self.path}/sign/{number}", **filled)
                self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.ours.signed_on or elsewhere.signed_on)

    def test_what_a_form_brings_by_the_names_of_the_path_is_not_heard(self):
        """A28."""
        self.login(self.customer)
        filled = self.filled(
            contract_id="1", signature_id=str(self.ours.id), third_party_id="1", state="signed"
        )
        self.assertEqual(self.post(self.page_url, **filled).status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.row.signed_on)
        self.assertFalse(self.ours.signed_on)

    def test_get_changes_nothing_and_a_post_needs_its_token(self):
        """A24."""
        self.login(self.customer)
        filled = self.filled()
        for step in ("refuse", "ask"):
            self.assertEqual(self.get(f"{self.path}/{step}/{self.row.id}").status_code, 405)
        self.get(self.page_url, **{**filled, "confirmed": "cap"})
        self.assert_unsigned()
        with mute_logger("odoo.http"):
            for token in ("", "x", None):
                values = {**filled, "csrf_token": token}
                for step in ("sign", "refuse", "ask"):
                    answer = self.post(f"{self.path}/{step}/{self.row.id}", **values)
                    self.assertEqual(answer.status_code, 400)
        self.assert_unsigned()

    def test_numbers_that_are_none(self):
        """A27: no page falls over."""
        self.login(self.customer)
        for path in (
            "/my/crm-contracts/abc/sign/1",
            "/my/crm-contracts/-1/sign/1",
            f"/my/crm-contracts/{2**63}/sign/1",
            f"{self.path}/sign/abc",
            f"{self.path}/sign/{2**63}",
        ):
            with self.subTest(path=path):
                self.assertEqual(self.get(path).status_code, 404)

    def test_payloads_instead_of_a_signature_are_refused_with_a_word(self):
        """A26."""
        self.login(self.customer)
        for drawing_value in (
            "",
            "no data",
            DRAWN,
            DRAWN + "!!!",
            DRAWN + base64.b64encode(b"<svg onload='alert(1)'/>").decode(),
            "data:image/svg+xml;base64,PHN2Zy8+",
            DRAWN + base64.b64encode(drawing(size=(5000, 5000))).decode(),
            DRAWN + "A" * 3_000_000,
        ):
            with self.subTest(size=len(drawing_value), start=drawing_value[:30]):
                answer = self.post(self.page_url, **self.filled(drawing=drawing_value))
                self.assertEqual(answer.status_code, 200)
                self.assertIn('role="alert"', answer.text)
                self.assert_unsigned()
        bad = {"picture": ("x.png", b"<script>alert(1)</script>", "image/png")}
        answer = self.post(self.page_url, files=bad, **self.filled(way="uploaded", drawing=""))
        self.assertIn('role="alert"', answer.text)
        self.assert_unsigned()

    def test_without_scripts_a_typed_name_signs(self):
        self.login(self.customer)
        answer = self.post(self.page_url, **self.filled(way="typed", drawing=""))
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.row.way, "typed")

    def test_an_uploaded_picture_signs(self):
        self.login(self.customer)
        files = {"picture": ("me.jpg", drawing("JPEG", mode="RGB"), "image/jpeg")}
        self.post(self.page_url, files=files, **self.filled(way="uploaded", drawing=""))
        self.env.invalidate_all()
        self.assertEqual(self.row.way, "uploaded")

    def test_the_server_asks_for_each_clause_whatever_the_page_did(self):
        self.login(self.customer)
        answer = self.post(self.page_url, **self.filled(confirmed=["cap"], name="Old Li"))
        self.assertIn("Confirm each highlighted clause first: Article 3 Forum", answer.text)
        self.assertIn('value="Old Li"', answer.text, "what was typed is not lost")
        self.assert_unsigned()

    def test_asked_answered_signed(self):
        """L-11."""
        self.login(self.customer)
        hidden = self.form_of(self.get(self.page_url))
        self.post(
            f"{self.path}/ask/{self.row.id}",
            csrf_token=hidden["csrf_token"],
            code="cap",
            question="Does it hold for data? <b>x</b>",
        )
        page = self.get(self.page_url)
        self.assertIn("Does it hold for data? &lt;b&gt;x", page.text)
        self.assertIn("Not answered yet", page.text)
        self.assertIn("not answered yet", self.post(self.page_url, **self.filled()).text)
        self.assert_unsigned()
        self.row.question_ids.with_user(self.user).answer = "Yes."
        self.assertEqual(self.post(self.page_url, **self.filled()).status_code, 303)

    def test_refused_with_a_reason(self):
        self.login(self.customer)
        token = self.form_of(self.get(self.page_url))["csrf_token"]
        path = f"{self.path}/refuse/{self.row.id}"
        self.assertIn("why you do not sign", self.post(path, csrf_token=token, reason=" ").text)
        self.assertEqual(self.post(path, csrf_token=token, reason="Too dear").status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(self.row.refusal_reason, "Too dear")
        self.assertIn("You refused to sign", self.get(self.page_url).text)

    def test_the_text_is_given_out_as_it_was_fixed(self):
        self.login(self.customer)
        path = f"{self.path}/signed-text/{self.row.id}"
        self.assertEqual(self.get(path).status_code, 404, "nothing is fixed yet")
        self.get(self.page_url)
        answer = self.get(path)
        self.assertEqual(answer.content, self.execution.document_id.raw)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")

    def test_taken_back_it_is_signed_no_more(self):
        self.login(self.customer)
        filled = self.filled()
        self.contract.action_back_to_draft()
        self.assertEqual(self.get(self.page_url).status_code, 404)
        self.assertEqual(self.post(self.page_url, **filled).status_code, 404)
        self.assert_unsigned()

    def test_employees_look_and_do_not_sign(self):
        self.login(self.user)
        page = self.get(self.page_url)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("o_contract_sign_submit", page.text)
        self.assertFalse(self.execution._is_fixed(), "looking fixes nothing")
