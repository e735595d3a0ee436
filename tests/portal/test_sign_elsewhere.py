from odoo import http

from .sign_case import SignCase


class TestSignByLink(SignCase):
    """Whom the link was given to, without a login (A21, A23)."""

    def setUp(self):
        super().setUp()
        self.token = self.contract._portal_ensure_token()
        self.their_party = self.contract.party_ids.filtered(
            lambda party: party.side == self.row.side
        )
        self.env.flush_all()

    def test_the_link_opens_the_page_and_signs(self):
        page = self.get(self.page_url, access_token=self.token)
        self.assertEqual(page.status_code, 200)
        hidden = self.form_of(page)
        self.assertEqual(hidden["access_token"], self.token)
        answer = self.post(
            self.page_url,
            **{**hidden, "name": "Li Na", "capacity": "legal", "way": "typed"},
            confirmed=["cap", "forum"],
        )
        self.assertEqual(answer.status_code, 303)
        self.assertIn(self.token, answer.headers["Location"])
        self.env.invalidate_all()
        self.assertFalse(self.row.is_logged_in)
        self.assertEqual(self.row.signer_id, self.their_person)

    def _by_link(self, user):
        """What the link's page brings, in the hands of whoever is logged in."""
        hidden = self.form_of(self.get(self.page_url, access_token=self.token))
        self.login(user)
        return {
            **hidden,
            "csrf_token": http.Request.csrf_token(self),
            "name": "Li Na",
            "capacity": "legal",
            "way": "typed",
            "confirmed": ["cap", "forum"],
        }

    def test_an_employee_who_holds_the_link_acts_for_nobody_outside(self):
        filled = self._by_link(self.user)
        said = {"reason": "Too dear", "code": "cap", "question": "Does it hold?"}
        for step in ("sign", "refuse", "ask"):
            with self.subTest(step=step):
                path = f"{self.path}/{step}/{self.row.id}"
                self.assertEqual(self.post(path, **filled, **said).status_code, 404)
        self.assert_unsigned()
        self.assertFalse(self.row.refused_on or self.row.question_ids)

    def test_whom_only_the_link_let_in_is_no_person_of_the_other_side(self):
        self.their_party.representative_id = False
        self.row._write_settled({"signer_id": False})
        self.token = self.contract._portal_ensure_token()  # the one before went with its person
        self.env.flush_all()
        answer = self.post(self.page_url, **self._by_link(self.stranger))
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.row.signed_on)
        self.assertFalse(self.row.is_logged_in)
        person = self.stranger.partner_id
        self.assertNotIn(person, self.row.signer_id | self.their_party.representative_id)

    def test_whom_the_link_let_in_finds_the_way_to_sign_though_logged_in_elsewhere(self):
        self.login(self.stranger)
        page = self.get(self.path, access_token=self.token)
        self.assertIn("Review and sign", page.text)

    def test_ten_refusals_in_a_minute_are_enough(self):
        """A28, by link too."""
        token = self.form_of(self.get(self.page_url, access_token=self.token))["csrf_token"]
        said = {"csrf_token": token, "access_token": self.token}
        path = f"{self.path}/refuse/{self.row.id}"
        for turn in range(10):
            self.assertEqual(self.post(path, **said, reason=f"Reason {turn}").status_code, 303)
        answer = self.post(path, **said, reason="Reason 10")
        self.assertIn("You have sent a lot within a minute.", answer.text)
        self.env.invalidate_all()
        self.assertEqual(self.row.refusal_reason, "Reason 9")

    def test_a_token_of_strange_letters_is_none(self):
        self.login(self.customer)
        page = self.get(self.page_url, access_token="é")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(self.form_of(page)["access_token"], "")

    def test_other_tokens_open_nothing(self):
        other = self._create_contract()
        self._name_representatives(other)
        other.action_send_to_sign()
        for token in ("", self.token[:-1], "null", "True", other._portal_ensure_token()):
            with self.subTest(token=token):
                answer = self.get(self.page_url, access_token=token)
                self.assertNotIn("By signing I bind", answer.text)
                self.assertNotEqual(answer.status_code, 200)

    def test_it_ends_with_the_state(self):
        self.contract.action_back_to_draft()
        self.contract.action_send_to_sign()
        row = self.contract._main_execution().signature_ids.filtered(
            lambda row: row.side == self.row.side
        )
        answer = self.get(f"{self.path}/sign/{row.id}", access_token=self.token)
        self.assertNotEqual(answer.status_code, 200)


class TestThirdPartySigns(SignCase):
    """The third party signs its own agreement, and nothing else (A13)."""

    def setUp(self):
        super().setUp()
        active = self._create_active(third_party_execution_mode="sign")
        self.agreement = self._consented(active)
        self.agreement.action_send_to_sign()
        self.their_row = self.agreement.execution_id.signature_ids.filtered(
            lambda row: row.side == "third"
        )
        self.their_url = f"/my/crm-third-parties/{self.agreement.id}/sign"

    def test_it_signs_on_its_own_page(self):
        self.login(self.third)
        page = self.get(self.their_url)
        self.assertEqual(page.status_code, 200)
        self.page_url = f"{self.their_url}/{self.their_row.id}"
        self.assertEqual(self.post(self.page_url, **self.filled()).status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(self.their_row.signed_on)

    def test_neither_reaches_the_pages_of_the_other(self):
        self.login(self.third)
        self.assertEqual(self.get(self.page_url).status_code, 404)
        self.login(self.customer)
        self.assertEqual(self.get(self.their_url).status_code, 404)
        path = f"/my/crm-contracts/{self.agreement.contract_id.id}/sign/{self.their_row.id}"
        self.assertEqual(self.get(path).status_code, 404)
