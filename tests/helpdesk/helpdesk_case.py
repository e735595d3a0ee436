"""Tickets of the customer, with people of the helpdesk, of the contract, and of both."""

from odoo.fields import Command
from odoo.tests import new_test_user

from ..service.service_case import ServiceCase

AGENT = "helpdesk_mgmt.group_helpdesk_user"


class HelpdeskWorld:
    """Mixed into a case of services: `cls.user` owns the contract and works on tickets."""

    @classmethod
    def build_helpdesk(cls):
        for user in (cls.user, cls.other_user, cls.officer):
            user.group_ids = [Command.link(cls.env.ref(AGENT).id)]
        cls.agent = new_test_user(cls.env, "cc_agent", groups=f"base.group_user,{AGENT}")
        cls.follower = new_test_user(cls.env, "cc_follower", groups="base.group_user")
        cls.customer = cls._portal_user("cc_customer", cls.partner)
        cls.stranger_company = cls.env["res.partner"].create({"name": "Yunfan", "is_company": True})
        cls.stranger = cls._portal_user("cc_stranger", cls.stranger_company)
        cls.new = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new")
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    @classmethod
    def _portal_user(cls, login, company):
        partner = cls.env["res.partner"].create(
            {"name": login, "parent_id": company.id, "email": f"{login}@example.com"}
        )
        return new_test_user(
            cls.env, login, groups="base.group_portal", partner_id=partner.id, password=login
        )

    @classmethod
    def _ticket(cls, **values):
        return cls.env["helpdesk.ticket"].create(
            {
                "name": "Printer stops",
                "description": "<p>Since <b>Monday</b></p>",
                "partner_id": cls.customer.partner_id.id,
                "partner_name": "Li Na",
                **values,
            }
        )

    @classmethod
    def _made(cls, ticket, kind="complaint", user=None):
        """The case that the button makes of the ticket."""
        cls._press(ticket, kind, user)
        return ticket.crm_contract_case_ids.filtered(lambda case: case.kind == kind)

    @classmethod
    def _press(cls, ticket, kind="complaint", user=None):
        ticket = ticket.with_user(user or cls.user)
        return getattr(ticket, f"action_make_crm_contract_{kind}")()


class HelpdeskCase(HelpdeskWorld, ServiceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.build_helpdesk()
