import json

from odoo.exceptions import AccessError, UserError

from .helpdesk_case import AGENT, HelpdeskCase

WORD = "Zinnoberfuchs"


class TestClassifiedTicket(HelpdeskCase):
    """I9: a ticket has other readers than its contract; no word of a secret one goes there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cleared = cls._new_user("cc_cleared", "manager")
        for group in (AGENT, "crm_contract_compliance.group_contract_confidential"):
            cls.cleared.group_ids |= cls.env.ref(group)
        cls.contract = cls._create_active(name=WORD, is_classified=True)
        cls.case = cls.env["crm.contract.case"].create(
            {
                "contract_id": cls.contract.id,
                "kind": "complaint",
                "name": WORD,
                "description": WORD,
                "complainant": WORD,
                "channel_id": cls.env.ref("crm_contract_compliance.channel_phone").id,
            }
        )
        cls.case.with_user(cls.cleared).action_create_ticket()
        cls.ticket = cls.case.ticket_id

    def _said_to(self, user):
        """All that the ticket tells the user, by the names of what it links to as well."""
        self.env.flush_all()
        self.env.invalidate_all()
        ticket = self.ticket.with_user(user)
        fields = ticket.fields_get(attributes=["type"])
        linked = ("many2one", "one2many", "many2many")
        spec = {
            name: {"fields": {"display_name": {}}} if field["type"] in linked else {}
            for name, field in fields.items()
            if field["type"] != "binary"
        }
        try:
            said = ticket.web_read(spec), ticket.message_ids.mapped("body")
        except (AccessError, UserError) as refusal:
            said = str(refusal)
        return json.dumps(said, default=str, ensure_ascii=False)

    def test_the_ticket_says_which_case_it_is_about_and_nothing_more(self):
        for user in (self.agent, self.user, self.officer, self.customer, self.follower):
            with self.subTest(user=user.login):
                self.assertNotIn(WORD, self._said_to(user))
        self.assertIn(self.case.code, self.ticket.name)

    def test_it_is_no_oracle(self):
        for user in (self.agent, self.user, self.officer):
            tickets = self.env["helpdesk.ticket"].with_user(user)
            for path in ("crm_contract_case_ids.description", "crm_contract_id.name"):
                counts = set()
                for word in (WORD, "Kobaltdachs"):
                    try:
                        counts.add(tickets.search_count([(path, "ilike", word)]))
                    except (AccessError, ValueError):
                        counts.add(0)
                with self.subTest(user=user.login, path=path):
                    self.assertEqual(counts, {0})

    def test_what_happens_to_the_case_is_told_without_a_word(self):
        self.case.with_user(self.cleared).write({"answer": WORD, "corrective_action": WORD})
        with self.assertRaises(UserError) as refusal:
            self.ticket.with_user(self.agent).stage_id = self.done
        self.assertNotIn(WORD, str(refusal.exception))
        for user in (self.agent, self.user, self.customer):
            self.assertNotIn(WORD, self._said_to(user))
