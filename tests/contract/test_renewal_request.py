from odoo.exceptions import AccessError, UserError

from ..common import ComplianceCase


class TestRenewalRequest(ComplianceCase):
    """design.md, who may do what: the contract's own user asks, an officer decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-20 04:00:00")
        cls.contract = cls._create_active("2026-01-25")  # notice by 2026-11-26
        cls.company.crm_contract_fallback_user_id = cls.officer

    def _ask(self, user=None, contract=None):
        return (contract or self.contract).with_user(user or self.user).action_ask_renewal()

    def test_one_activity_of_one_officer_however_often_it_is_asked(self):
        for _press in range(2):
            self.assertIn("cc_officer", str(self._ask()["params"]["message"]))
        self.assertRecordValues(
            self.contract.activity_ids,
            [
                {
                    "user_id": self.officer.id,
                    "summary": f"{self.user.name} asks to renew this contract",
                    "date_deadline": self._day("2026-11-26"),
                }
            ],
        )

    def test_decision_or_draft_closes_the_request(self):
        self._ask()
        self.contract.with_user(self.officer)._decide_renewal("renew", False)
        self.assertFalse(self.contract.activity_ids)
        self._ask()
        self.assertTrue(self.contract.activity_ids, "decided, but nobody drafts it")
        draft = self.contract.with_user(self.officer)._renew()
        self.assertFalse(self.contract.activity_ids)
        self.assertEqual(self._ask()["res_id"], draft.id)

    def test_only_who_may_see_a_confidential_contract_is_asked(self):
        self.contract.is_classified = True
        self.user.group_ids |= self.env.ref("crm_contract_compliance.group_contract_confidential")
        self.manager.group_ids |= self.env.ref(
            "crm_contract_compliance.group_contract_confidential"
        )
        self._ask()
        decider = self.contract.activity_ids.user_id
        self.assertTrue(self.contract.with_user(decider).has_access("write"))
        self.assertNotEqual(decider, self.officer)

    def test_strangers_do_not_ask_and_a_contract_without_end_is_not_asked_for(self):
        with self.assertRaises(AccessError):
            self._ask(self.other_user)
        with self.assertRaises(UserError):
            self._ask(contract=self._create_contract())

    def test_the_row_offers_it_to_those_who_may_not_renew(self):
        views = ("crm.contract.deadline", "list"), ("crm.contract.deadline", "kanban")
        for user, offered in ((self.user, True), (self.officer, False)):
            for model, view_type in views:
                with self.subTest(user=user.login, view=view_type):
                    arch = self.env[model].with_user(user).get_view(view_type=view_type)["arch"]
                    self.assertEqual('name="action_ask_renewal"' in arch, offered)
                    self.assertEqual('name="action_decide_renewal"' in arch, not offered)
            view_id = self.env.ref("crm_contract_compliance.crm_contract_renewal_view_list").id
            contracts = self.env["crm.contract"].with_user(user)
            arch = contracts.get_view(view_id, "list")["arch"]
            self.assertEqual('name="action_ask_renewal"' in arch, offered)
