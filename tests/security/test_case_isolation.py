from odoo.exceptions import AccessError, UserError

from .security_case import ADDON, SecurityCase


class TestCaseIsolation(SecurityCase):
    """A01 to A09, A14, A40, A42, A48 for complaints and requests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls.env.ref(f"{ADDON}.channel_phone")
        cls.home = cls._create_active(member_ids=cls._link(cls.member))
        cls.case = cls._complaint(cls.home)
        cls.hidden = (
            cls._complaint(cls._create_active(user_id=cls.other_user.id)),
            cls._complaint(cls._create_active(company_id=cls.company_b.id)),
            cls._complaint(cls._create_active(is_classified=True)),
        )

    @classmethod
    def _complaint(cls, contract, **values):
        return cls.env["crm.contract.case"].create(
            {
                "contract_id": contract.id,
                "kind": "complaint",
                "name": "Secret subject",
                "description": "Secret words",
                "complainant": "Secret person",
                "channel_id": cls.phone.id,
                **values,
            }
        )

    def test_hidden_cases_are_read_by_no_path(self):
        self.user.group_ids |= self.env.ref("base.group_allow_export")
        for case in self.hidden:
            for method, arguments in (
                ("read", [["name", "description"]]),
                ("web_read", [{"name": {}}]),
                ("export_data", [["name"]]),
                ("copy", []),
                ("action_extend", []),
                ("action_view_partner", []),
                ("write", [{"description": "Mine"}]),
                ("unlink", []),
            ):
                with self.subTest(case=case.contract_id.code, method=method):
                    self.assert_denied(self.user, case, method, *arguments)
            mine = self.as_user(case.browse(), self.user)
            for domain in ([("id", "=", case.id)], [("description", "ilike", "Secret words")]):
                self.assertNotIn(case.id, mine.search(domain).ids)
            self.assertNotIn(case.id, [row[0] for row in mine.name_search("Secret")])

    def test_no_case_is_put_under_a_contract_out_of_reach(self):
        for case in self.hidden:
            vals = {
                "contract_id": case.contract_id.id,
                "kind": "complaint",
                "name": "Mine",
                "channel_id": self.phone.id,
            }
            self.assert_denied(self.user, case.browse(), "create", [vals])
            answers = {"user_id": self.user.id, "partner_id": self.partner.id}
            self.assert_denied(self.user, case.browse(), "create", [{**vals, **answers}])
            with self.assertRaises(AccessError):
                self.rpc(
                    self.user,
                    self.env["crm.contract.case"],
                    "onchange",
                    {"contract_id": case.contract_id.id},
                    ["contract_id"],
                    {"contract_id": {}, "partner_id": {}},
                )

    def test_who_answers_reads_the_case_of_anothers_contract(self):
        """As a person who answers for a deadline does: they become a member."""
        case = self.hidden[0]
        case.user_id = self.user
        self.assertEqual(self.rpc(self.user, case, "read", ["name"])[0]["name"], "Secret subject")

    def test_people_outside_reach_nothing(self):
        for user in (self.employee, self.portal, self.public):
            self.assert_denied(user, self.case, "read", ["name"])
            self.assert_denied(user, self.case.browse(), "search_read", [])
            self.assert_denied(user, self.phone, "read", ["name"])

    def test_no_outsider_answers_for_a_case(self):
        with self.assertRaises(UserError), self.undone():
            self.rpc(self.user, self.case, "write", {"user_id": self.portal.id})

    def test_conversation_of_a_confidential_case_stays_among_the_cleared(self):
        """A11, A12: nobody uncleared follows, and nobody uncleared is told."""
        case = self.hidden[2]
        with self.assertRaises(UserError), self.undone():
            self.rpc(self.cleared_officer, case, "message_subscribe", self.officer.partner_id.ids)
        message = case.with_user(self.cleared_officer).message_post(
            body="Secret words", partner_ids=self.officer.partner_id.ids
        )
        self.assertNotIn(self.officer.partner_id, message.notified_partner_ids)

    def test_names_behind_links_tell_the_number_alone(self):
        """A02"""
        for case in self.hidden[1:]:
            name = case.with_user(self.officer).sudo().display_name
            self.assertEqual(name, case.code)

    def test_evidence_follows_its_case(self):
        """A06"""
        case = self.hidden[0]
        case.evidence_ids = self._link(self._create_file())
        self.assert_denied(self.user, case.evidence_ids, "read", ["raw"])
