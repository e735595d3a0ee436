from .timeline_case import TimelineCase


class TestScenarioNda(TimelineCase):
    """requirements.md §6, scenario 10: three years after the end, told 30 days before."""

    def setUp(self):
        super().setUp()
        self.nda = self.env["crm.contract.nda"]._register_existing(
            [
                {
                    "name": "Drawings",
                    "contract_id": self.contract.id,
                    "years": 3,
                    "date_start": "2026-06-30",
                    "state": "active",
                }
            ]
        )
        self.row = self.Deadline.search([("res_model", "=", "crm.contract.nda")])

    def _end_and_archive(self):
        self._at("2027-07-01")
        self.contract._expire()
        self.contract.active = False

    def test_the_end_of_confidentiality_stands_on_the_timeline(self):
        self.assertEqual(str(self.nda.date_end), "2030-06-30")
        self.assertEqual(str(self.row.remind_on), "2030-05-31")
        self.assertEqual(self.row.user_id, self.user, "nobody else was named")

    def test_one_reminder_thirty_days_before_and_none_at_the_second_run(self):
        group = self.env.ref("crm_contract_compliance.group_contract_confidential")
        self._policy("nda").recipient_group_ids = group
        self.officer.group_ids |= group
        self._end_and_archive()
        self._run_job("2030-05-30")
        self.assertFalse(self._leads(self.row))

        self._run_job("2030-05-31")
        self._run_job("2030-05-31")

        self.assertEqual(self._leads(self.row), [(30, "2030-06-30")])
        self.assertEqual(self._activities(self.row).user_id, self.user)
        for user in (self.user, self.officer):
            self.assertEqual(self._digest_lines(user, self.row), {self.row: 1}, user.login)

    def test_the_contract_ended_and_archived_in_2027_does_not_stop_it(self):
        self._end_and_archive()

        self.assertEqual((self.contract.state, self.contract.active), ("ended", False))
        self.assertEqual((self.row.state, str(self.row.remind_on)), ("open", "2030-05-31"))

    def test_an_end_before_its_time_moves_the_end_of_confidentiality(self):
        self._at("2027-03-01")

        self.contract._end("mutual", self._day("2027-02-28"))

        self.assertEqual(str(self.row.due_date), "2030-02-28")
        self.assertEqual(str(self.row.remind_on), "2030-01-29")
