from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from .helpdesk_case import HelpdeskCase

STAFF_FIELDS = ("crm_contract_due_date", "crm_contract_case_state", "crm_contract_case_kind")
CONTRACT_FIELDS = (
    "crm_contract_id",
    "crm_contract_case_ids",
    "crm_contract_code",
    "crm_contract_case_count",
    "crm_contract_note",
)


class TestIsolation(HelpdeskCase):
    """A02, A03, A04, A11: a ticket copies nothing of its contract, and followers get nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ticket = cls._ticket()
        cls.case = cls._made(cls.ticket)
        cls.case.name = "Case subject"
        cls.ticket.message_subscribe((cls.stranger | cls.follower).partner_id.ids)

    def _read(self, user, *names):
        self.env.flush_all()
        self.env.invalidate_all()
        tickets = self.env["helpdesk.ticket"].sudo(False).with_user(user).with_context({})
        [values] = call_kw(tickets, "read", [self.ticket.ids, list(names)], {})
        return values

    def test_agent_sees_by_when_and_how_far_but_no_number(self):
        values = self._read(self.agent, *STAFF_FIELDS)
        self.assertEqual(values["crm_contract_due_date"], self._day("2026-10-08"))
        self.assertEqual(values["crm_contract_case_state"], "received")
        for name in CONTRACT_FIELDS:
            with self.subTest(field=name), self.assertRaises(AccessError):
                self._read(self.agent, name)

    def test_contract_user_who_may_not_read_this_contract_sees_no_number_and_no_case(self):
        values = self._read(self.other_user, *CONTRACT_FIELDS)
        self.assertFalse(values["crm_contract_code"])
        self.assertFalse(values["crm_contract_case_ids"])
        self.assertFalse(values["crm_contract_case_count"])
        self.assertFalse(values["crm_contract_note"])

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_followers_read_the_ticket_and_nothing_of_its_case(self):
        for user in (self.follower, self.stranger):
            self.assertEqual(self._read(user, "name")["name"], "Printer stops")
            for name in (*STAFF_FIELDS, *CONTRACT_FIELDS):
                with self.subTest(user=user.login, field=name), self.assertRaises(AccessError):
                    self._read(user, name)
            for record in (self.case, self.contract):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).check_access("read")

    def test_contract_user_who_only_follows_gets_no_deadline(self):
        """Followers of a ticket are told less than those who work on it."""
        helper = self._new_user("cc_helper", "user")
        self.ticket.message_subscribe(helper.partner_id.ids)
        values = self._read(helper, "name", *STAFF_FIELDS)
        self.assertEqual(values["name"], "Printer stops")
        self.assertEqual([values[name] for name in STAFF_FIELDS], [False] * 3)

    def test_searching_tickets_tells_nothing_of_hidden_contracts(self):
        """A04"""
        tickets = self.env["helpdesk.ticket"]
        for domain in (
            [("crm_contract_id.amount_total", ">=", 0)],
            [("crm_contract_case_ids.name", "ilike", "subject")],
            [("crm_contract_case_ids.state", "=", "received")],
        ):
            with self.subTest(domain=domain):
                self.assertFalse(tickets.with_user(self.other_user).search(domain))
                self.assertIn(self.ticket, tickets.with_user(self.user).search(domain))
                with self.assertRaises(AccessError):
                    tickets.with_user(self.agent).search(domain)

    def test_conversation_of_the_case_never_lands_on_the_ticket(self):
        before = self.ticket.message_ids
        self.case.message_post(body="We are at fault", message_type="comment")
        self._in_progress(self.case)
        self._find(self.case)
        self.assertEqual(self.ticket.message_ids, before)

    def test_ticket_holds_no_text_of_the_contract(self):
        """Whatever is stored on it, and whatever was said on it."""
        self.contract.flush_recordset()
        stored = self.ticket.sudo().read(
            [name for name, field in self.ticket._fields.items() if field.store]
        )
        said = str(stored) + "".join(self.ticket.message_ids.mapped("body"))
        for text in (self.contract.code, self.contract.name, self.case.code, self.case.name):
            # a many2one tells its name to whoever may read that field; the ticket stores an id
            said_elsewhere = said.replace(str(stored[0]["crm_contract_id"]), "")
            self.assertNotIn(text, said_elsewhere)

    def test_classified_contract_is_told_to_nobody_without_the_clearance(self):
        self.contract.is_classified = True
        values = self._read(self.officer, *CONTRACT_FIELDS)
        self.assertFalse(values["crm_contract_code"])
        self.assertFalse(values["crm_contract_case_ids"])

    def test_nobody_opens_somebody_elses_dialog(self):
        dialogs = self.env["crm.contract.ticket.wizard"]
        own = dialogs.with_user(self.user).create(
            {"ticket_id": self.ticket.id, "contract_id": self.contract.id}
        )
        for user in (self.other_user, self.agent, self.customer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                own.with_user(user).read(["contract_id"])
        hidden = self._ticket()
        self.other_user.group_ids -= self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        self.other_user.group_ids = [
            Command.unlink(self.env.ref("helpdesk_mgmt.group_helpdesk_user_team").id),
            Command.link(self.env.ref("helpdesk_mgmt.group_helpdesk_user_own").id),
        ]
        hidden.user_id = self.user
        with self.assertRaises(AccessError):
            dialogs.with_user(self.other_user).create(
                {"ticket_id": hidden.id, "contract_id": self.contract.id}
            )

    def test_buttons_are_closed_to_people_without_the_right(self):
        hidden = self._ticket()
        for user in (self.follower, self.stranger, self.agent):
            for method in (
                "action_make_crm_contract_complaint",
                "action_make_crm_contract_request",
                "action_view_crm_contract_cases",
            ):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(hidden.with_user(user), method)()

    def test_nobody_ties_a_case_to_a_hidden_ticket_by_a_default(self):
        hidden = self._ticket(user_id=self.user.id)
        self.contract.member_ids = [Command.link(self.other_user.id)]
        self.other_user.group_ids -= self.env.ref("helpdesk_mgmt.group_helpdesk_user")
        cases = self.env["crm.contract.case"].with_user(self.other_user)
        with self.assertRaises(AccessError):
            cases.with_context(default_ticket_id=hidden.id).create(
                {
                    "contract_id": self.contract.id,
                    "kind": "complaint",
                    "name": "Mine",
                    "channel_id": self.phone.id,
                }
            )
