from odoo.exceptions import ValidationError

from .timeline_case import TimelineCase


class TestPolicy(TimelineCase):
    """Lead days per company, and what a change does to rows that wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._create_company()
        cls.env.user.company_ids |= cls.second
        their_contract = cls._create_contract(company_id=cls.second.id)
        cls.ours = cls._create_duty("2026-08-31")
        cls.theirs = cls._create_duty("2026-08-31", contract=their_contract)

    def _own_policy(self, **values):
        return self.Policy.create(
            {"kind": "duty", "company_id": self.second.id, "leads": "10", **values}
        )

    def test_a_company_without_its_own_uses_the_common_one(self):
        self.assertEqual(self._days(self.ours | self.theirs), ["2026-08-28", "2026-08-28"])

    def test_a_companys_own_policy_overrides_the_common_one_for_waiting_rows(self):
        self._own_policy()

        self.assertEqual(self._days(self.ours | self.theirs), ["2026-08-28", "2026-08-21"])

    def test_it_also_holds_for_rows_that_come_later(self):
        self._own_policy()

        row = self._create_duty("2026-09-30", contract=self.theirs.contract_id)

        self.assertEqual(self._days(row), ["2026-09-20"])

    def test_without_its_own_policy_the_common_one_rules_again(self):
        for end in ("archive", "unlink"):
            policy = self._own_policy()

            policy.active = False if end == "archive" else policy.active
            if end == "unlink":
                policy.unlink()

            self.assertEqual(self._days(self.theirs), ["2026-08-28"], end)

    def test_a_policy_of_another_kind_arms_both_kinds_again(self):
        policy = self._own_policy()

        policy.kind = "certificate"

        self.assertEqual(self._days(self.theirs), ["2026-08-28"])

    def test_changed_leads_arm_waiting_rows_again(self):
        self._policy("duty").leads = "45"

        self.assertEqual(self._days(self.ours), ["2026-07-17"])

    def test_changed_leads_do_not_repeat_a_lead_already_given(self):
        self._run_job("2026-08-28")

        self._policy("duty").leads = "3, 1"

        self.assertEqual(self._days(self.ours), ["2026-08-30"])

    def test_changed_leads_leave_closed_and_silent_rows_alone(self):
        self.ours.state = "cancelled"
        silent = self._create_duty("2026-01-31")

        self._policy("duty").leads = "45"

        self.assertEqual(self._days(self.ours | silent), [False, False])

    def test_no_leads_and_no_escalation_mean_no_reminder(self):
        self._policy("duty").write({"leads": "", "escalate_after": 0})

        self.assertFalse(self.ours.remind_on)
        self._run_job("2026-09-30")
        self.assertEqual(self._told(), (0, 0, 0))

    def test_without_the_activity_only_the_digest_tells(self):
        self._policy("duty").is_activity = False
        self._run_job("2026-08-28")
        self.assertFalse(self._activities(self.ours))
        self.assertEqual(self._digest_lines(self.user, self.ours), {self.ours: 1})

    def test_without_the_digest_only_the_activity_tells(self):
        self._policy("duty").is_digest = False
        self._run_job("2026-08-28")
        self.assertTrue(self._activities(self.ours))
        self.assertFalse(self._mails())

    def test_leads_are_whole_days_within_bounds(self):
        for leads in ("soon", "3.5", "99999", "-400"):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self._policy("duty").leads = leads
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self._policy("duty").escalate_after = -1

    def test_chinese_commas_are_welcome(self):
        self._policy("duty").leads = "10，5"

        self.assertEqual(self._days(self.ours), ["2026-08-21"])
