from lxml import html

from .sign_case import SignCase


class TestSigningOverview(SignCase):
    """The page of a contract says what waits for whose signature (screens.md §10)."""

    def section(self, path=None, **params):
        page = html.fromstring(self.get(path or self.path, **params).text)
        [section] = page.xpath("//div[@id='crm_contract_sign']")
        return section

    def test_what_waits_leads_to_the_page_on_which_it_is_signed(self):
        self.login(self.customer)
        section = self.section()
        said = section.text_content()
        self.assertIn("It waits for your signature.", said)
        self.assertIn("Party A's signature", said, "whose else")
        [link] = section.xpath(".//a[contains(@class, 'btn-primary')]/@href")
        self.assertEqual(link, self.page_url)
        self.assertIn("By signing I bind", self.get(link).text)

    def test_signed_it_says_when_by_whom_and_what_is_still_missing(self):
        self.login(self.customer)
        self.assertIn("1 contract waits for your signature", self.get("/my").text)
        self.post(self.page_url, **self.filled())
        said = self.section().text_content()
        self.assertIn("Already signed on", said)
        self.assertIn("by Li Na", said)
        self.assertIn("Party A's signature", said)
        self.assertNotIn("waits for your signature", said + self.get("/my").text)

    def test_executed_it_offers_the_certificate(self):
        self.login(self.customer)
        self.post(self.page_url, **self.filled())
        day = self.contract._local_today()
        self._record_marks(self.execution, self.ours.side, signed_on=day)
        self.env.flush_all()
        section = self.section()
        self.assertIn("Signed by all sides on", section.text_content())
        self.assertTrue(section.xpath(f".//a[@href='{self.path}/certificate/{self.row.id}']"))

    def test_refused_it_says_so_and_may_still_be_signed(self):
        self.row._refuse_online("Too dear")
        self.login(self.customer)
        section = self.section()
        self.assertIn("Too dear", section.text_content())
        self.assertTrue(section.xpath(".//a[contains(@class, 'btn-primary')]"))

    def test_by_a_link_it_keeps_the_token(self):
        token = self.contract._portal_ensure_token()
        self.env.flush_all()
        [link] = self.section(access_token=token).xpath(".//a[contains(@class, 'btn-primary')]")
        self.assertIn(token, link.get("href"))

    def test_employees_look_and_are_not_asked_to_sign(self):
        self.login(self.user)
        self.assertFalse(self.section().xpath(".//a[contains(@class, 'btn-primary')]"))

    def test_of_a_confidential_contract_only_those_on_it_are_told(self):
        self.contract.is_classified = True
        self.row._write_settled({"signer_id": self.customer.partner_id.id})
        waits = "1 contract waits for your signature"
        self.login(self.customer)
        self.assertIn("It waits for your signature.", self.section().text_content())
        self.assertIn(waits, self.get("/my").text, "a signer need not be the representative")
        for params in ({"filterby": "to_sign"}, {"search": self.contract.name}):
            with self.subTest(params=params):
                self.assertIn(self.contract.code, self.get("/my/crm-contracts", **params).text)
        self.login(self.colleague)
        self.assertNotIn("signature", self.section().text_content())
        self.assertNotIn(waits, self.get("/my").text)

    def test_a_third_party_is_told_of_its_own_agreement_alone(self):
        active = self._create_active(third_party_execution_mode="sign")
        agreement = self._consented(active)
        agreement.action_send_to_sign()
        self.login(self.third)
        self.assertIn("1 contract waits for your signature", self.get("/my").text)
        section = self.section(agreement.access_url)
        self.assertEqual(len(section.xpath(".//h3")), 1)
        self.assertIn("It waits for your signature.", section.text_content())
        self.login(self.customer)
        said = self.section(active.access_url).text_content()
        self.assertNotIn("Anzhi", said)

    def test_what_is_void_is_not_shown(self):
        self.contract.action_back_to_draft()
        self.contract.action_send_to_sign()
        self.login(self.customer)
        self.assertEqual(len(self.section().xpath(".//h3")), 1)
