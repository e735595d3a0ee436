from .timeline_case import TimelineCase


class TestHandOver(TimelineCase):
    """Who answers for a row, and what follows when that changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duty = cls._create_duty("2026-07-31")

    def _reassign(self, rows, user):
        wizard = (
            self.env["crm.contract.deadline.reassign.wizard"]
            .with_user(self.user)
            .create(
                {
                    "deadline_ids": [(6, 0, rows.ids)],
                    "user_id": user.id,
                }
            )
        )
        wizard.action_confirm()

    def test_reassigning_gives_the_new_person_the_one_activity(self):
        self._run_job("2026-07-28")
        self.assertEqual(self._activities(self.duty).user_id, self.user)

        self._reassign(self.duty, self.other_user)

        self.assertEqual(self._activities(self.duty).user_id, self.other_user)
        self.assertEqual(len(self._activities(self.duty)), 1)

    def test_also_when_nothing_was_told_yet_or_the_activity_was_done_away_with(self):
        self._reassign(self.duty, self.other_user)
        self.assertEqual(self._activities(self.duty).user_id, self.other_user)

        self._activities(self.duty).unlink()
        self._reassign(self.duty, self.officer)
        self.assertEqual(self._activities(self.duty).user_id, self.officer)

    def test_reassigning_a_closed_row_gives_nobody_an_activity(self):
        self.duty.write({"state": "skipped", "skip_reason": "Not needed"})

        self.duty.user_id = self.other_user

        self.assertFalse(self._activities(self.duty))

    def test_a_row_left_to_nobody_takes_its_activity_back(self):
        self._run_job("2026-07-28")

        self.duty.user_id = False

        self.assertFalse(self._activities(self.duty))

    def test_whoever_answers_for_a_row_may_read_its_contract(self):
        self.assertFalse(self.contract.with_user(self.other_user).has_access("read"))

        self._reassign(self.duty, self.other_user)

        self.assertIn(self.other_user, self.contract.member_ids)
        self.assertTrue(self.contract.with_user(self.other_user).has_access("read"))
        self.assertNotIn(self.user, self.contract.member_ids, "the owner is none")

    def test_a_row_made_for_somebody_makes_a_member_at_once(self):
        self._create_duty("2026-08-31", user_id=self.other_user.id)

        self.assertIn(self.other_user, self.contract.member_ids)

    def test_a_new_owner_takes_over_the_old_owners_open_rows_alone(self):
        done, given = self._create_duties(["2026-08-31", "2026-09-30"])
        done.write({"state": "done", "done_on": "2026-06-30"})
        given.user_id = self.officer
        self._run_job("2026-07-28")

        self.contract.user_id = self.other_user

        rows = self.contract.deadline_ids
        self.assertEqual((rows - done - given).user_id, self.other_user)
        self.assertEqual((done.user_id, given.user_id), (self.user, self.officer))
        self.assertEqual(self._activities(self.duty).user_id, self.other_user)
        self.assertEqual(rows.contract_user_id, self.other_user)

    def test_rows_of_an_archived_person_go_to_the_owner(self):
        self.duty.user_id = self.other_user
        self._run_job("2026-07-28")

        self.other_user.action_archive()

        self.assertEqual(self.duty.user_id, self.user)
        self.assertEqual(self._activities(self.duty).user_id, self.user)

    def test_rows_of_an_archived_owner_go_to_the_fallback_of_the_company(self):
        self.company.crm_contract_fallback_user_id = self.officer
        self._run_job("2026-07-28")

        self.user.active = False

        self.assertEqual(self.contract.deadline_ids.user_id, self.officer)
        self.assertEqual(self._activities(self.duty).user_id, self.officer)

    def test_closed_rows_of_an_archived_person_stay_as_history(self):
        self.duty.write({"state": "done", "done_on": "2026-06-30"})

        self.user.active = False

        self.assertEqual(self.duty.user_id, self.user)

    def test_without_a_responsible_the_policys_fallback_is_told(self):
        self.company.crm_contract_fallback_user_id = self.officer
        self._policy("duty").fallback_user_id = self.manager
        self.duty.user_id = False

        self._run_job("2026-07-28")

        self.assertEqual(self._activities(self.duty).user_id, self.manager)
        self.assertEqual(self._digest_lines(self.manager, self.duty), {self.duty: 1})
        self.assertEqual(self.duty.reminder_ids.user_id, self.manager)

    def test_without_that_the_companys_and_else_the_owner(self):
        self.duty.user_id = False
        second = self._create_duty("2026-08-31", user_id=False)
        self.company.crm_contract_fallback_user_id = self.officer
        self._run_job("2026-07-28")
        self.assertEqual(self._activities(self.duty).user_id, self.officer)

        self.company.crm_contract_fallback_user_id = False
        self._run_job("2026-08-28")
        self.assertEqual(self._activities(second).user_id, self.user)

    def test_with_nobody_left_the_ledger_still_says_so(self):
        self.user.active = False
        self.assertFalse(self.duty.user_id)

        self._run_job("2026-07-28")

        self.assertEqual(self._leads(self.duty), [(3, "2026-07-31")])
        self.assertFalse(self._activities(self.duty))
        self.assertFalse(self.duty.error)
