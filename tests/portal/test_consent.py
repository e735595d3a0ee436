from .portal_http import PortalHttpCase


class TestConsent(PortalHttpCase):
    """The customer's own people consent to a third party, or refuse it (T0-17.1, X-9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls._propose(cls.contract)

    def _answer(self, answer, row=None, **values):
        said = {"third_party": (row or self.row).id, "answer": answer}
        return self._post(self._url(path="/third-parties"), **{**said, **values})

    def test_consent_is_kept_with_what_was_said_as_its_document(self):
        self._login(self.customer)
        page = self._get(self._url(path="/third-parties")).text
        for words in ("Anzhi Data", "Checks the data", "Reads the data.", "Expertise"):
            self.assertIn(words, page)
        self.assertEqual(self._answer("consent").status_code, 303)
        consent = self.row._consent_of("b")
        self.assertEqual(consent.done_on, self._day("2026-02-10"))
        self.assertEqual(self.row.consent_b_on, self._day("2026-02-10"))
        said = consent.evidence_ids.raw.decode()
        for words in (self.customer.name, "Checks the data", "127.0.0.1"):
            self.assertIn(words, said)
        self.assertEqual(self.row.state, "proposed", "the other side is still silent")
        self._consent(self.row, "a", "2026-02-10")
        self.assertEqual(self.row.state, "consented")
        page = self._get(self._url(path="/third-parties")).text
        self.assertNotIn('value="consent"', page)

    def test_refusal_says_why_and_ends_the_proposal(self):
        self._login(self.customer)
        self.assertIn("Say why you refuse.", self._answer("refuse").text)
        self.assertEqual(self.row.state, "proposed")
        self._answer("refuse", reason="A competitor of ours")
        self.assertEqual(self.row.state, "rejected")
        self.assertEqual(self.row.rejection_reason, "A competitor of ours")

    def test_answered_is_answered(self):
        self._login(self.customer)
        self._answer("consent")
        answer = self._answer("refuse", reason="Thought again")
        self.assertIn("has been answered already", answer.text)
        self.assertEqual(self.row.state, "proposed")
        self.assertIn("Say whether you consent or refuse.", self._answer("perhaps").text)

    def test_nobody_else_consents(self):
        theirs = self._create_active(partner_id=self.stranger_company.id)
        foreign = self._propose(theirs)
        for user in (self.stranger, self.third, self.user):
            self._login(user)
            self.assertEqual(self._answer("consent").status_code, 404, user.login)
        self._login(self.customer)
        self.assertEqual(self._answer("consent", foreign).status_code, 404)
        self.assertEqual(self._answer("consent", third_party="x").status_code, 404)
        self.assertFalse(foreign.consent_b_on or self.row.consent_b_on)

    def test_side_of_ours_is_not_answered_in_the_portal(self):
        self._login(self.customer)
        self._answer("consent", side="a")
        self.assertFalse(self.row.consent_a_on)
        self.assertTrue(self.row.consent_b_on)

    def test_what_is_not_told_in_writing_is_not_asked(self):
        vague = self._propose(self.contract, partner_id=self.stranger_company.id, duties=False)
        self._login(self.customer)
        page = self._get(self._url(path="/third-parties")).text
        self.assertIn("Anzhi Data", page)
        self.assertNotIn("Stranger Ltd", page)
        self.assertEqual(self._answer("consent", vague).status_code, 404)

    def test_fee_and_cap_of_a_third_party_are_not_told(self):
        self.row.fee_amount = 77777
        self._login(self.customer)
        self.assertNotIn("77,777", self._get(self._url(path="/third-parties")).text)
        self.assertNotIn("77,777", self._get(self._url()).text)
