from lxml import html

from .portal_http import PortalHttpCase


class TestPages(PortalHttpCase):
    """What a customer finds, and what never stands on its pages (screens.md §10)."""

    def _text(self, url):
        answer = self._get(url)
        self.assertEqual(answer.status_code, 200, url)
        return html.fromstring(answer.content).text_content()

    def test_home_says_what_waits_without_javascript(self):
        contract = self._create_contract(name="To be signed")
        self._name_representatives(contract)
        contract.action_send_to_sign()
        self._login(self.customer)
        self.assertIn("1 contract waits for your signature", self._text("/my"))
        counters = self.make_jsonrpc_request("/my/counters", {"counters": ["crm_contract_count"]})
        self.assertEqual(counters["crm_contract_count"], 2)

        self._record_marks(contract._main_execution(), "b", signed_on="2026-02-10")
        self.assertNotIn("for your signature", self._text("/my"))

    def test_list_is_the_companys_own_and_narrows(self):
        foreign = self._create_active(name="Foreign title", partner_id=self.stranger_company.id)
        draft = self._create_contract(name="A draft")
        waiting = self._create_contract(name="To be signed")
        self._name_representatives(waiting)
        waiting.action_send_to_sign()
        self._login(self.customer)
        page = self._text("/my/crm-contracts")
        self.assertIn("CRM norms", page)
        self.assertIn("Party B", page)
        self.assertIn("Waiting for signatures", page)
        for contract in (foreign, draft):
            self.assertNotIn(contract.name, page)
            self.assertNotIn(contract.code, page)

        page = self._text("/my/crm-contracts?filterby=to_sign")
        self.assertIn("To be signed", page)
        self.assertNotIn("CRM norms", page)
        page = self._text("/my/crm-contracts?filterby=in_force&sortby=end")
        self.assertNotIn("To be signed", page)
        self.assertIn("CRM norms", page)
        self.assertIn("No contract matches", self._text("/my/crm-contracts?filterby=over"))
        self.assertIn("CRM norms", self._text("/my/crm-contracts?search=crm+no&sortby=number"))
        self.assertIn("No contract matches", self._text("/my/crm-contracts?search=Foreign"))

    def test_empty_list_says_so(self):
        self._login(self.stranger)
        self.assertIn("You have no contracts yet.", self._text("/my/crm-contracts"))

    def test_strange_parameters_are_answered(self):
        self._login(self.customer)
        for query in ("search=%00", "search=%ED%A0%80", "filterby=x", "sortby=id%3Bdrop", "page=x"):
            self.assertEqual(self._get(f"/my/crm-contracts?{query}").status_code, 200, query)
        for path in ("/page/0", "/page/99999999999999999999", "/page/2"):
            self.assertIn(self._get(f"/my/crm-contracts{path}").status_code, (200, 303, 404), path)

    def test_detail_tells_parties_term_duties_and_payments(self):
        fee = self.env["crm.contract.fee"].create(
            {
                "contract_id": self._create_contract().id,
                "name": "Licence fee",
                "amount": 1000,
                "payer_side": "b",
                "payee_side": "a",
                "schedule": "once",
                "due_date": "2026-03-01",
            }
        )
        contract = self._sign(fee.contract_id, "2026-01-15")
        contract.action_activate()
        self._login(self.customer)
        page = self._text(self._url(contract))
        for words in (
            contract.code,
            "In Force",
            "Huaxing Machinery",
            "1 Old Street",
            "Licence fee",
            "03/01/2026",
            "01/15/2027",
            self.user.name,
        ):
            self.assertIn(words, page)

    def test_internal_words_never_stand_on_the_page(self):
        contract = self.contract
        contract.message_post(body="Internal remark", subtype_xmlid="mail.mt_note")
        said = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        contract.message_post(body="Among ourselves", **said)
        ours = self.customer.partner_id.ids
        contract.message_post(body="For the customer", partner_ids=ours, **said)
        row = self._consented(contract)
        row.message_post(body="About it", partner_ids=self.third.partner_id.ids, **said)
        self._login(self.customer)
        page = self._text(self._url())
        self.assertIn("For the customer", page)
        for words in ("Internal remark", "Among ourselves", "About it"):
            self.assertNotIn(words, page)

    def test_confidential_contract_is_told_to_those_whom_it_names(self):
        self.contract.is_classified = True
        self._login(self.customer)
        for url in ("/my/crm-contracts", self._url()):
            page = self._text(url)
            self.assertIn(self.contract.code, page)
            for words in ("CRM norms", "1 Old Street", "300,000"):
                self.assertNotIn(words, page)
        self.assertNotIn(self.contract.code, self._text("/my/crm-contracts?search=CRM+norms"))
        self.assertEqual(self._get(self._url(path="/document")).status_code, 404)
        self.assertEqual(self._get(self._url(path="/notice")).status_code, 404)
        self.assertEqual(self._get(self._url(path="/third-parties")).status_code, 404)

        named = self._new_customer("pt_named", self.partner)
        self.contract._write_settled({"is_classified": True})
        self.contract.party_ids.filtered(lambda row: row.side == "b")._write_settled(
            {"representative_id": named.partner_id.id}
        )
        self._login(named)
        self.assertIn("CRM norms", self._text(self._url()))
        opened = self.env["crm.contract.access"].search([("user_id", "=", named.id)])
        self.assertEqual(opened.contract_id, self.contract)

    def test_of_a_confidential_contract_complaints_are_told_to_who_raised_them(self):
        """I9"""
        self.contract.is_classified = True
        raised, other = (
            self.env["crm.contract.case"]
            .with_user(user)
            .sudo()
            ._raise_from_portal(
                self.contract, "complaint", name, "It leaks", user.partner_id, files
            )
            for user, name, files in (
                (self.customer, "My own words", self.env["ir.attachment"]),
                (self.colleague, "Words of others", self.env["ir.attachment"]),
            )
        )
        self._login(self.customer)
        page = self._text(self._url())
        self.assertIn("My own words", page)
        self.assertNotIn("Words of others", page)
        for case, status in ((raised, 200), (other, 404)):
            self.assertEqual(self._get(self._url(path=f"/complaint/{case.id}")).status_code, status)

    def test_customer_reads_it_in_its_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        self._login(self.customer)
        answer = self.url_open("/my/crm-contracts")
        self.assertIn('lang="zh-CN"', answer.text)

    def test_headers_keep_the_address_to_themselves(self):
        self._login(self.customer)
        for url in ("/my/crm-contracts", self._url(), self._url(path="/complaint")):
            answer = self._get(url)
            self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            page = html.fromstring(answer.content)
            fetched = [
                *page.xpath("//@src"),
                *page.xpath("//link[not(contains(@rel, 'alternate'))]/@href"),
            ]
            for address in fetched:
                local = address.startswith(("/", "data:")) and not address.startswith("//")
                self.assertTrue(local, address)

    def test_every_input_has_its_label(self):
        self._consented(self.contract)
        waiting = self._propose(self.contract, partner_id=self.stranger_company.id)
        self.assertTrue(waiting._is_answerable("b"))
        self._login(self.customer)
        for path in ("", "/complaint", "/notice", "/third-parties"):
            page = html.fromstring(self._get(self._url(path=path)).content)
            inputs = page.xpath(
                "//main//input[not(@type='hidden')] | //main//textarea | //main//select"
            )
            self.assertTrue(inputs, path)
            ids = [field.get("id") for field in inputs]
            self.assertEqual(len(set(ids)), len(ids))
            for name in ids:
                self.assertTrue(page.xpath(f"//label[@for='{name}']"), name)
