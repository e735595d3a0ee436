from odoo import http
from odoo.tests import tagged

from ..common import ComplianceHttpCase
from ..service.service_case import ServiceCase
from .helpdesk_case import HelpdeskWorld


@tagged("post_install", "-at_install")
class TestPortal(HelpdeskWorld, ComplianceHttpCase):
    """A customer raises a complaint on their own contract, and hears by when it is answered."""

    _rest = vars(ServiceCase)["_rest"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-09-28 02:00:00")
        cls._rest("2026-10-01", "2026-10-07")
        cls.contract = cls._create_active()
        cls.build_helpdesk()
        cls.foreign = cls._create_active(partner_id=cls.stranger_company.id, name="Foreign title")

    def _submit(self, contract, kind="complaint", **values):
        data = {
            "csrf_token": http.Request.csrf_token(self),
            "subject": "Nobody came",
            "description": "We waited\nall day",
            "crm_contract": contract,
            "crm_contract_kind": kind,
            **values,
        }
        return self.url_open("/submitted/ticket", data=data)

    def _cases(self):
        return self.env["crm.contract.case"].search([("name", "=", "Nobody came")])

    def _tickets(self):
        return self.env["helpdesk.ticket"].search([("name", "=", "Nobody came")])

    def test_form_offers_the_customers_own_contracts_in_force(self):
        self._create_contract(name="A draft")
        self.authenticate("cc_customer", "cc_customer")
        page = self.url_open("/new/ticket").text
        self.assertIn(self.contract.code, page)
        self.assertIn(self.contract.name, page)
        for text in (self.foreign.code, "Foreign title", "A draft"):
            self.assertNotIn(text, page)

        self.contract.is_classified = True
        page = self.url_open("/new/ticket").text
        self.assertIn(self.contract.code, page)
        self.assertNotIn(self.contract.name, page)

    def test_customer_hears_by_when_we_answer(self):
        """Scenario 9: received on 28 September, answered by 8 October."""
        self.authenticate("cc_customer", "cc_customer")
        page = self._submit(self.contract.id)
        case = self._cases()
        self.assertEqual(
            (case.kind, case.contract_id, case.description, case.ticket_id),
            ("complaint", self.contract, "We waited\nall day", self._tickets()),
        )
        self.assertEqual(case.channel_id, self.env.ref("crm_contract_compliance.channel_portal"))
        self.assertEqual(str(case.received_at), "2026-09-28 02:00:00")
        self.assertEqual(case.answer_due_date, self._day("2026-10-08"))
        self.assertIn("Received. We answer by 10/08/2026.", page.text)
        self.assertNotIn("/ticket/close", page.text)
        self.assertNotIn(self.customer.partner_id, case.message_partner_ids)
        self.assertIn(self.customer.partner_id, case.ticket_id.message_partner_ids)

    def test_request_names_the_kind_of_service(self):
        self.authenticate("cc_customer", "cc_customer")
        self._submit(self.contract.id, "troubleshooting")
        self.assertEqual(
            (self._cases().kind, self._cases().category), ("request", "troubleshooting")
        )

    def test_ticket_without_a_contract_is_a_ticket(self):
        self.authenticate("cc_customer", "cc_customer")
        page = self._submit("")
        self.assertTrue(self._tickets())
        self.assertFalse(self._cases())
        self.assertNotIn("We answer by", page.text)

    def test_somebody_elses_contract_is_refused_as_one_that_is_not_there(self):
        self.authenticate("cc_customer", "cc_customer")
        draft = self._create_contract()
        answers = {
            (answer.status_code, answer.text)
            for answer in (
                self._submit(contract) for contract in (self.foreign.id, draft.id, 10**9, "x", "-1")
            )
        }
        self.assertEqual(len(answers), 1)
        [(status, text)] = answers
        self.assertEqual(status, 404)
        self.assertNotIn(self.foreign.code, text)
        self.assertEqual(self._submit(self.contract.id, "invented").status_code, 404)
        self.assertFalse(self._tickets() or self._cases())

    def test_employee_and_anonymous_raise_none(self):
        self.authenticate("cc_follower", "cc_follower")
        self.assertEqual(self._submit(self.contract.id).status_code, 404)
        self.authenticate(None, None)
        self._submit(self.contract.id)
        self.assertFalse(self._tickets() or self._cases())

    def test_customer_cannot_close_what_is_open(self):
        self.authenticate("cc_customer", "cc_customer")
        self._submit(self.contract.id)
        ticket = self._tickets()
        url = f"/ticket/close?ticket_id={ticket.id}&stage_id={self.done.id}"
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Received. We answer by", page.text)
        self.assertFalse(ticket.closed)
        self.authenticate("cc_stranger", "cc_stranger")
        answer = self.url_open(url, allow_redirects=False)
        self.assertTrue(answer.headers["Location"].endswith(f"/my/ticket/{ticket.id}"))
        self.assertFalse(ticket.closed)

    def test_followers_page_says_nothing_of_the_contract(self):
        self.authenticate("cc_customer", "cc_customer")
        self._submit(self.contract.id)
        ticket = self._tickets()
        ticket.message_subscribe(self.stranger.partner_id.ids)
        self.authenticate("cc_stranger", "cc_stranger")
        page = self.url_open(f"/my/ticket/{ticket.id}").text
        self.assertIn("Nobody came", page)
        self.assertNotIn("We answer by", page)
        self.authenticate(None, None)
        page = self.url_open(f"/my/ticket/{ticket.id}/{ticket._portal_ensure_token()}").text
        self.assertNotIn("We answer by", page)

    def test_ticket_goes_to_the_contracts_company_and_to_no_team_of_another(self):
        self.company.helpdesk_mgmt_portal_select_team = True
        team = self.env["helpdesk.ticket.team"].create({"name": "Of A"})
        company_b = self._create_company()
        self.env.user.company_ids |= company_b
        contract = self._create_active(company_id=company_b.id)
        self.authenticate("cc_customer", "cc_customer")
        self._submit(contract.id, team=team.id)
        ticket = self._tickets()
        self.assertEqual(ticket.company_id, company_b)
        self.assertFalse(ticket.team_id)
        self.assertTrue(ticket.stage_id)
        self.assertEqual(self._cases().ticket_id, ticket)
