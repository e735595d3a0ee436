from .portal_http import PortalHttpCase


class TestThirdParty(PortalHttpCase):
    """A third party finds its own part, and nothing of anybody else (A13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls._new_partner("Ruixin Certification")
        cls.other = cls._new_customer("pt_other", cls.other_company)
        cls.row = cls._consented(cls.contract, fee_amount=11111)
        cls.other_row = cls._consented(
            cls.contract,
            partner_id=cls.other_company.id,
            representative_id=cls.other.partner_id.id,
            role="Certifies the process",
            fee_amount=22222,
        )
        for row, amount in ((cls.row, 33333), (cls.other_row, 44444)):
            cls.env["crm.contract.liability.cap"].create(
                {
                    "third_party_id": row.id,
                    "basis": "fixed",
                    "fixed_amount": amount,
                    "factor_scope": "Small",
                    "factor_quality": "Good",
                    "factor_market": "Usual",
                }
            )

    def _page(self, row=None):
        return self._get(f"/my/crm-third-parties/{(row or self.row).id}")

    def test_it_sees_role_duties_fee_and_cap_of_its_own(self):
        self.row.cap_ids.action_determine()
        self._login(self.third)
        page = self._page().text
        for words in (
            self.contract.code,
            "Checks the data",
            "Checks every delivery within two days.",
            "11,111.00",
            "Huaxing Machinery",
            "33,333.00",
            "Both parties have consented",
        ):
            self.assertIn(words, page)

    def test_it_sees_nothing_of_the_others(self):
        """A13: no other third party, no amounts or addresses of the parties, no remark."""
        self.contract.message_post(
            body="For the customer",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.customer.partner_id.ids,
        )
        self.row.cap_ids.action_determine()
        self.other_row.cap_ids.action_determine()
        self._login(self.third)
        page = self._page().text
        for words in (
            "Ruixin",
            "Certifies the process",
            "22,222",
            "44,444",
            "300,000",
            "1 Old Street",
            "Li Na",
            "For the customer",
        ):
            self.assertNotIn(words, page)
        self.assertEqual(self._page(self.other_row).status_code, 404)
        self.assertEqual(self._get(self._url()).status_code, 404)
        self.assertEqual(self._get(self._url(path="/document")).status_code, 404)

    def test_customer_does_not_open_its_page(self):
        self._login(self.customer)
        self.assertEqual(self._page().status_code, 404)

    def test_list_shows_its_role(self):
        self._login(self.third)
        page = self._get("/my/crm-contracts").text
        self.assertIn(f"/my/crm-third-parties/{self.row.id}", page)
        self.assertIn("Third Party", page)
        self.assertNotIn(f"/my/crm-third-parties/{self.other_row.id}", page)
        self.assertIn("To Sign", page)
        counters = self.make_jsonrpc_request("/my/counters", {"counters": ["crm_contract_count"]})
        self.assertEqual(counters["crm_contract_count"], 1)

    def test_agreement_that_waits_is_said_at_home(self):
        self.row.action_send_to_sign()
        self._login(self.third)
        self.assertIn("1 contract waits for your signature", self._get("/my").text)
        page = self._page().text
        self.assertIn(f"/my/crm-third-parties/{self.row.id}/sign", page)
        self._login(self.other)
        self.assertNotIn("for your signature", self._get("/my").text)

    def test_message_reaches_whoever_looks_after_it(self):
        self._login(self.third)
        url = f"/my/crm-third-parties/{self.row.id}/message"
        self.assertEqual(self._post(url, message="When do we begin?").status_code, 303)
        self.assertIn("When do we begin?", self._page().text)
        [message] = self.row.message_ids.filtered(lambda row: row.message_type == "comment")
        self.assertEqual(message.partner_ids, self.user.partner_id)
        self._login(self.customer)
        self.assertNotIn("When do we begin?", self._get(self._url()).text)

    def test_link_opens_its_page_and_ends_with_its_state(self):
        token = self.row._portal_ensure_token()
        self.authenticate(None, None)
        url = f"/my/crm-third-parties/{self.row.id}?access_token={token}"
        self.assertIn("Checks the data", self._get(url).text)
        wrong = f"/my/crm-third-parties/{self.other_row.id}?access_token={token}"
        self.assertEqual(self._get(wrong).status_code, 303)
        self.row._reject("Not any more")
        self.assertFalse(self.row.access_token)
        self.assertEqual(self._get(url).status_code, 303)
