from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .timeline_case import TimelineCase

JOB = "odoo.addons.crm_contract_compliance.models.timeline.crm_contract_deadline_remind"
MANAGERS = "crm_contract_compliance.group_contract_manager"


class TestDigest(TimelineCase):
    """One mail a person and batch, in their language, and only of what is theirs to know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy("duty")
        cls.duties = cls._create_duties(["2026-07-31", "2026-07-30"])

    def test_one_person_gets_one_mail_with_a_line_for_each_row_nearest_first(self):
        self._run_job("2026-07-28")

        mail = self._mails()
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.user.partner_id)
        self.assertEqual(mail.subject, "2 contract deadlines need you")
        body = mail.body_html
        self.assertLess(body.index("07/30/2026"), body.index("07/31/2026"))
        for row in self.duties:
            self.assertEqual(body.count(row.name), 1)
        self.assertEqual(mail.state, "outgoing", "sent by the mail queue, not by this job")

    def test_responsible_owner_people_and_roles_read_of_a_row(self):
        self.policy.write(
            {
                "recipient_ids": self._link(self.officer),
                "recipient_group_ids": self._link(self.env.ref(MANAGERS)),
            }
        )
        self.duties[0].user_id = self.other_user

        self._run_job("2026-07-28")

        first, second = self.duties
        for user, expected in (
            (self.user, {first: 1, second: 1}),  # the owner of the contract
            (self.other_user, {first: 1, second: 0}),  # responsible for the first
            (self.officer, {first: 1, second: 1}),
            (self.manager, {first: 1, second: 1}),
        ):
            self.assertEqual(self._digest_lines(user, self.duties), expected, user.login)

    def test_the_owner_is_left_out_where_the_policy_says_so(self):
        self.policy.to_owner = False
        self.duties.user_id = self.other_user

        self._run_job("2026-07-28")

        self.assertFalse(self._mails(self.user))
        self.assertTrue(self._mails(self.other_user))

    def test_nobody_of_another_company_archived_or_of_the_portal_reads_of_it(self):
        second = self._create_company()
        stranger = self._new_user(
            "cc_stranger",
            "manager",
            company_id=second.id,
            company_ids=[Command.set(second.ids)],
        )
        archived = self._new_user("cc_archived", "manager")
        archived.active = False
        portal = new_test_user(
            self.env, "cc_portal", groups="base.group_portal", email="portal@example.com"
        )
        self.policy.write(
            {
                "recipient_ids": self._link(stranger | archived | portal),
                "recipient_group_ids": self._link(
                    self.env.ref(MANAGERS) | self.env.ref("base.group_portal")
                ),
            }
        )

        self._run_job("2026-07-28")

        self.assertTrue(self._mails(self.manager))
        for user in (stranger, archived, portal):
            self.assertFalse(self._mails(user), user.login)

    def test_each_reads_it_in_their_own_language(self):
        self.other_user.lang = "zh_CN"
        self.duties.user_id = self.other_user
        rows = self.env.registry["crm.contract.deadline"]
        sentences = rows._sentences

        def translated(row):
            texts = sentences(row)
            return {**texts, "duty": "提交：%s"} if row.env.lang == "zh_CN" else texts

        self.env.invalidate_all()
        with patch.object(rows, "_sentences", translated):
            self._run_job("2026-07-28")

        chinese, english = self._mails(self.other_user), self._mails(self.user)
        self.assertIn("提交：Report 0", chinese.body_html)
        self.assertIn("2026/07/31", chinese.body_html)
        self.assertNotIn("提交", english.body_html)
        self.assertIn("07/31/2026", english.body_html)
        self.assertEqual(
            set(self._activities(self.duties).mapped("summary")),
            {"提交：Report 0", "提交：Report 1"},
        )

    def test_of_a_confidential_contract_it_says_the_number_alone(self):
        contract = self._create_contract(name="Takeover of Huaxing", is_classified=True)
        row = self._create_duty(
            "2026-07-31", contract=contract, subject="Hand over the secret drawings"
        )

        self._run_job("2026-07-28")

        body = self._mails(self.user).body_html
        self.assertIn(contract.code, body)
        activity = self._activities(row)
        for text in ("Takeover", "secret", "Huaxing"):
            self.assertNotIn(text, body)
            self.assertNotIn(text, f"{activity.summary} {activity.res_name} {activity.note}")

    def test_what_is_made_confidential_later_leaves_its_activity(self):
        self._run_job("2026-07-28")

        self.contract.is_classified = True

        activities = self._activities(self.duties)
        self.assertEqual(set(activities.mapped("summary")), {"Confidential matter"})
        self.assertEqual(set(activities.mapped("res_name")), {self.contract.code})

    def test_without_an_address_no_mail_but_the_activity(self):
        self.user.email = False

        self._run_job("2026-07-28")

        self.assertFalse(self._mails())
        self.assertEqual(len(self._activities(self.duties)), 2)
        self.assertEqual(self._leads(self.duties), [(3, "2026-07-30"), (3, "2026-07-31")])

    def test_a_failing_mail_loses_nothing(self):
        """Neither half a reminder today, nor none tomorrow."""
        mails = self.env.registry["mail.mail"]

        def fail(records, vals_list):
            raise ValueError("no room for mails")

        with patch.object(mails, "create", fail), mute_logger(JOB):
            self._run_job("2026-07-28")
        self.assertEqual(self._told(), (0, 0, 0))
        self.assertEqual(set(self.duties.mapped("error")), {"no room for mails"})

        self._run_job("2026-07-28")
        self.assertEqual(self._told()[:2], (2, 2))
        self.assertEqual(set(self.duties.mapped("error")), {False})
        self.assertEqual(self._digest_lines(self.user, self.duties), dict.fromkeys(self.duties, 1))

    def test_a_mail_that_bounces_is_not_sent_anew_by_the_job(self):
        self._run_job("2026-07-28")
        self._mails().state = "exception"

        self._run_job("2026-07-28")

        self.assertEqual(self._told(), (2, 2, 1))

    def test_overdue_is_judged_in_the_contracts_zone_not_the_readers(self):
        """At 2026-08-01 18:30 UTC it is 02:30 of 08-02 in Shanghai, still 08-01 in Pago Pago."""
        self.duties.unlink()
        self._create_duty("2026-08-01")
        self.user.tz = "Pacific/Pago_Pago"
        self._at("2026-08-01", "18:30:00")

        self._run_job()

        self.assertIn("overdue</strong>", self._mails(self.user).body_html)

    def test_markup_in_a_subject_is_shown_as_text(self):
        self.duties[0].subject = "<script>alert(1)</script>"

        self._run_job("2026-07-28")

        self.assertNotIn("<script>", self._mails().body_html)
        self.assertIn("&lt;script&gt;", self._mails().body_html)
