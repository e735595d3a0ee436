from ..common import ComplianceCase

BRIDGE = "crm_contract_compliance_helpdesk_mgmt"


class TestDemo(ComplianceCase):
    """The demo shows a complaint from a ticket with its deadline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-23 04:00:00")
        cls._load_demo()
        cls.env["crm.contract.demo"]._tell_tickets()

    def test_huaxings_complaint_comes_from_a_ticket(self):
        ticket = self.env.ref(f"{BRIDGE}.demo_ticket_complaint")
        na = self.env.ref("crm_contract_compliance.demo_user_na")
        shown = ticket.with_user(na)
        self.assertEqual(shown.crm_contract_case_kind, "complaint")
        self.assertEqual(str(shown.crm_contract_due_date), "2026-11-28")
        case = ticket.crm_contract_case_ids
        self.assertEqual(
            case.contract_id, self.env.ref("crm_contract_compliance.demo_contract_huaxing")
        )
        self.assertEqual(case.channel_id, self.env.ref("crm_contract_compliance.channel_portal"))

    def test_another_ticket_waits_for_the_click(self):
        ticket = self.env.ref(f"{BRIDGE}.demo_ticket_open")
        self.assertFalse(ticket.crm_contract_case_ids)

    def test_story_is_told_once(self):
        count = self.env["helpdesk.ticket"].search_count([])
        self.env["crm.contract.demo"]._tell_tickets()
        self.assertEqual(self.env["helpdesk.ticket"].search_count([]), count)
