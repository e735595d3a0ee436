import re

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests.common import JsonRpcException

from .portal_http import PortalHttpCase


class TestAttacks(PortalHttpCase):
    """A20 to A23 and A27, on every route of the portal."""

    PATHS = (
        "",
        "/document",
        "/files/1",
        "/complaint",
        "/complaint/1",
        "/notice",
        "/third-parties",
    )
    THIRD_PATHS = ("", "/document", "/files/1")
    POSTS = ("/complaint", "/notice", "/third-parties", "/message")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._create_active(name="Foreign title", partner_id=cls.stranger_company.id)
        cls.foreign_row = cls._consented(cls.foreign)

    def _answers(self, url, ids, send):
        """{(status, length, content type)}, whatever the number's length in the page."""
        found = set()
        for one in ids:
            answer = send(url % one)
            text = re.sub(rf"(/crm-[a-z-]+/){one}\b", r"\1ID", answer.text)
            self.assertNotIn("Traceback", text)
            self.assertNotIn("Foreign title", text)
            found.add((answer.status_code, len(text), answer.headers["Content-Type"]))
        return found

    def test_foreign_and_missing_get_one_answer(self):
        """A20: nothing tells the one from the other."""
        self._login(self.customer)
        draft, missing = self._create_contract(), 10**7
        for path in self.PATHS:
            url = f"/my/crm-contracts/%s{path}"
            ids = (self.foreign.id, draft.id, missing, 2**31, 2**63)
            [(status, _length, _type)] = self._answers(url, ids, self._get)
            self.assertEqual(status, 404, path)
        for path in self.THIRD_PATHS:
            url = f"/my/crm-third-parties/%s{path}"
            [(status, *_rest)] = self._answers(url, (self.foreign_row.id, missing), self._get)
            self.assertEqual(status, 404, path)
        for path in self.POSTS:
            url = f"/my/crm-contracts/%s{path}"
            [(status, *_rest)] = self._answers(url, (self.foreign.id, missing), self._post)
            self.assertEqual(status, 404, path)

    def test_two_thousand_ids_give_no_foreign_hit(self):
        """A20, by the lookup that all routes share; the routes themselves are walked above."""
        contracts = self.env["crm.contract"].with_user(self.customer).sudo()
        shown = contracts.search(contracts._portal_domain(self.customer.partner_id))
        self.assertTrue(shown)
        self.assertEqual(
            shown.partner_id.commercial_partner_id, self.customer.partner_id.commercial_partner_id
        )
        self._login(self.customer)
        hits = [
            one
            for one in range(max(self.foreign.id - 30, 1), self.foreign.id + 30)
            if self._get(f"/my/crm-contracts/{one}").status_code == 200
        ]
        self.assertEqual(set(hits) - set(shown.ids), set())
        self.assertIn(self.contract.id, hits)

    def test_what_is_no_number_is_not_found(self):
        """A27"""
        self._login(self.customer)
        for rubbish in ("abc", "-1", "0", str(2**63), "1e9"):
            for path in self.PATHS:
                answer = self._get(f"/my/crm-contracts/{rubbish}{path}")
                self.assertEqual(answer.status_code, 404, (rubbish, path))
            self.assertEqual(self._get(f"/my/crm-third-parties/{rubbish}").status_code, 404)

    def test_whoever_is_not_logged_in_is_asked_to(self):
        self.authenticate(None, None)
        for one in (self.contract.id, self.foreign.id, 10**7):
            for path in self.PATHS:
                answer = self._get(f"/my/crm-contracts/{one}{path}")
                self.assertEqual(answer.status_code, 303)
                self.assertIn("/web/login", answer.headers["Location"])

    def test_tokens_open_their_own_contract_alone(self):
        """A21"""
        self.authenticate(None, None)
        token, other = (row._portal_ensure_token() for row in (self.contract, self.foreign))
        answer = self._get(self._url(path=f"?access_token={token}"))
        self.assertEqual(answer.status_code, 200)
        self.assertIn("CRM norms", answer.text)
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("<form", answer.text.split("<main>")[1].split("</main>")[0])
        for wrong in (other, token[:-1], "", "null", "True", "a", "%C3%A4", "%00"):
            answer = self._get(self._url(path=f"?access_token={wrong}"))
            self.assertEqual(answer.status_code, 303, wrong)
        two = self._get(self._url(path=f"?access_token={other}&access_token={token}"))
        self.assertIn(two.status_code, (200, 303))

        for path in ("/complaint", "/notice", "/third-parties"):
            answer = self._get(self._url(path=f"{path}?access_token={token}"))
            self.assertEqual(answer.status_code, 303, "a link only looks")
        self.contract.action_suspend()
        self.assertEqual(self._get(self._url(path=f"?access_token={token}")).status_code, 200)
        self.contract.is_classified = True
        self.assertEqual(self._get(self._url(path=f"?access_token={token}")).status_code, 303)

    def test_link_that_was_shared_leads_to_the_page(self):
        self.authenticate(None, None)
        for record in (self.contract, self._consented(self.contract)):
            shared = record._get_share_url(redirect=True)
            self.assertTrue(shared.startswith("/mail/view?"))
            page = self.url_open(shared)
            self.assertEqual(page.status_code, 200)
            self.assertIn(f"{record.access_url}?access_token=", page.url)
            self.assertIn("CRM norms", page.text)

    def test_token_gets_no_page_of_a_draft_or_of_what_was_cancelled(self):
        contract = self._create_contract()
        self._name_representatives(contract)
        contract.action_send_to_sign()
        token = contract._portal_ensure_token()
        self.authenticate(None, None)
        url = self._url(contract, f"?access_token={token}")
        self.assertEqual(self._get(url).status_code, 200)
        contract.write({"state": "draft"})
        self.assertEqual(self._get(url).status_code, 303)
        contract.action_send_to_sign()
        self.assertEqual(self._get(url).status_code, 303, "a new link, not the old one again")
        contract.action_cancel()
        self.assertEqual(self._get(url).status_code, 303)

    def test_portal_user_reads_none_of_our_models(self):
        """A22: no right at all, so no token either."""
        self.contract._portal_ensure_token()
        self._consented(self.contract)._portal_ensure_token()
        names = [
            name
            for name in self.env.registry
            if name.startswith("crm.contract")
            and not self.env[name]._abstract
            and self.env[name].with_user(self.customer).has_access("read")
        ]
        self.assertEqual(names, [])

    def test_nobody_outside_asks_core_for_a_link(self):
        """A22: core's own method gives a token to whoever may call it."""
        contract = self._create_active()
        row = self._consented(contract)
        for user in (self.customer, self.stranger, self.third):
            for record in (contract, row):
                with self.subTest(user=user.login, record=record), self.assertRaises(AccessError):
                    call_kw(record.with_user(user).browse(), "get_portal_url", [record.ids], {})
        self.assertFalse(contract.access_token or row.access_token)
        link = call_kw(contract.with_user(self.user).browse(), "get_portal_url", [contract.ids], {})
        self.assertTrue(link.endswith(contract.access_token))

    def test_token_opens_nothing_of_cores_chatter(self):
        """It would show what we say among ourselves, and take words in the customer's name."""
        said = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        self.contract.message_post(body="Among ourselves", **said)
        self.authenticate(None, None)
        token = self.contract._portal_ensure_token()
        asked = {"thread_model": "crm.contract", "thread_id": self.contract.id, "token": token}
        for url, more in (
            ("/mail/chatter_fetch", {}),
            ("/mail/message/post", {"post_data": {"body": "Forged"}}),
        ):
            with self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(url, {**asked, **more})
        self.assertFalse(self.contract.message_ids.filtered(lambda row: "Forged" in row.body))

    def test_archived_login_and_archived_contract_show_nothing(self):
        """A15"""
        self._login(self.customer)
        self.assertEqual(self._get(self._url()).status_code, 200)
        self.contract.active = False
        self.assertEqual(self._get(self._url()).status_code, 404)
        self.contract.active = True
        self.customer.active = False
        self.assertIn(self._get(self._url()).status_code, (303, 404))

    def test_employee_previews_what_they_may_read_and_acts_for_nobody(self):
        self._login(self.user)
        self.assertEqual(self._get(self._url()).status_code, 200)
        self.assertEqual(self._get(self._url(self.foreign)).status_code, 200)
        self.assertNotIn("<form", self._get(self._url()).text.split("<main>")[1])
        self.assertEqual(self._get(self._url(self._create_contract())).status_code, 404)
        self.assertEqual(self._get(self._url(path="/complaint")).status_code, 404)
        self.assertEqual(self._post(self._url(path="/message"), message="x").status_code, 404)
        self._login(self.other_user)
        self.assertEqual(self._get(self._url()).status_code, 404)

    def test_post_without_csrf_changes_nothing(self):
        self._login(self.customer)
        for path in self.POSTS:
            answer = self.url_open(self._url(path=path), data={"text": "x"}, allow_redirects=False)
            self.assertEqual(answer.status_code, 400, path)
        self.assertEqual(self._get(self._url(path="/message")).status_code, 405)

    def test_customer_sees_its_contracts_of_all_our_companies(self):
        """A14: the cookie with the companies says nothing here."""
        company = self._create_company()
        self.env.user.company_ids |= company
        theirs = self._create_active(name="Of the second", company_id=company.id)
        foreign = self._create_active(
            name="Foreign", company_id=company.id, partner_id=self.stranger_company.id
        )
        self._login(self.customer)
        self.opener.cookies["cids"] = str(company.id)
        self.assertIn("Of the second", self._get("/my/crm-contracts").text)
        self.assertEqual(self._get(self._url(theirs)).status_code, 200)
        self.assertEqual(self._get(self._url(foreign)).status_code, 404)
