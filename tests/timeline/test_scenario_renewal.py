from .timeline_case import TimelineCase


class TestScenarioRenewal(TimelineCase):
    """requirements.md §6, scenario 2: end 2027-06-30, notice 60, complete 30, lead 30."""

    def test_dates_of_the_renewal_stand_on_the_timeline(self):
        rows = self.contract.deadline_ids.sorted("due_date")

        self.assertEqual(
            [(row.kind, str(row.due_date), str(row.remind_on)) for row in rows],
            [
                ("renewal_notice", "2027-05-01", "2027-04-01"),
                ("renewal_complete", "2027-05-31", "2027-05-01"),
                ("expiry", "2027-06-30", "2027-05-31"),
            ],
        )

    def test_nothing_speaks_before_its_day(self):
        self._run_job("2027-03-31")

        self.assertEqual(self._told(), (0, 0, 0))

    def test_ninety_days_before_the_end_the_owner_gets_one_activity(self):
        self._run_job("2027-04-01")

        notice = self._row("renewal_notice")
        activity = self._activities(self.contract.deadline_ids)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.user)
        self.assertEqual(activity.crm_contract_deadline_id, notice)
        self.assertEqual((activity.res_model, activity.res_id), ("crm.contract", self.contract.id))
        self.assertEqual(str(activity.date_deadline), "2027-05-01")
        self.assertEqual(activity.summary, "State whether to renew the contract")
        self.assertEqual(self._leads(notice), [(30, "2027-05-01")])

    def test_every_recipient_of_the_policy_reads_of_it_in_the_digest(self):
        policy = self._policy("renewal_notice")
        policy.recipient_ids = self.officer
        policy.recipient_group_ids = self.env.ref("crm_contract_compliance.group_contract_manager")

        self._run_job("2027-04-01")

        for user in (self.user, self.officer, self.manager):
            mail = self._mails(user)
            self.assertEqual(len(mail), 1, user.login)
            self.assertIn("State whether to renew the contract", mail.body_html)
            self.assertIn(self.contract.code, mail.body_html)
        self.assertFalse(self._mails(self.other_user))

    def test_reruns_of_that_day_and_of_the_next_add_none(self):
        self._run_job("2027-04-01")
        first = self._told()

        self._run_job("2027-04-01")
        self._run_job("2027-04-02")

        self.assertEqual(self._told(), first)
        self.assertEqual(first[:2], (1, 1))

    def test_a_decision_on_the_renewal_closes_the_notice_and_its_activity(self):
        self._run_job("2027-04-01")

        self.contract._decide_renewal("renew", "good work")

        notice = self._row("renewal_notice")
        self.assertEqual((notice.state, str(notice.done_on)), ("done", "2027-04-01"))
        self.assertFalse(self._activities(notice))
        self.assertFalse(notice.remind_on)

    def test_a_decision_to_let_it_lapse_cancels_the_completion(self):
        self.contract._decide_renewal("lapse", "no more need")

        self.assertEqual(self._row("renewal_complete").state, "cancelled")
        self.assertEqual(self._row("expiry").state, "open")
