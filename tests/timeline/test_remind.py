from odoo.exceptions import UserError
from odoo.fields import Command

from .timeline_case import TimelineCase


class TestRemind(TimelineCase):
    """peers.md §1: what every peer's job gets wrong; one duty with leads 30 and 7."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy("duty").write({"leads": "30, 7", "escalate_after": 3})
        cls.duty = cls._create_duty("2026-08-31")

    def test_a_reminder_searches_a_range_not_its_exact_day(self):
        self.assertEqual(self._days(self.duty), ["2026-08-01"])

        self._run_job("2026-08-04")

        self.assertEqual(self._leads(self.duty), [(30, "2026-08-31")])
        self.assertEqual(self._days(self.duty), ["2026-08-24"])

    def test_each_lead_speaks_once_and_the_second_replaces_the_first_activity(self):
        self._run_job("2026-08-01")
        first = self._activities(self.duty)

        self._run_job("2026-08-24")

        self.assertEqual(self._leads(self.duty), [(30, "2026-08-31"), (7, "2026-08-31")])
        self.assertFalse(first.exists())
        self.assertEqual(len(self._activities(self.duty)), 1)
        self.assertEqual(len(self._mails(self.user)), 2)

    def test_two_runs_on_one_day_tell_once(self):
        self._run_job("2026-08-01")
        self._run_job("2026-08-01")

        self.assertEqual(self._told(), (1, 1, 1))

    def test_an_activity_that_was_deleted_does_not_come_back(self):
        self._run_job("2026-08-01")
        self._activities(self.duty).unlink()

        self._run_job("2026-08-01")
        self._run_job("2026-08-02")

        self.assertEqual(self._told(), (1, 0, 1))

    def test_an_activity_that_was_done_does_not_come_back(self):
        self.duty.needs_proof = True
        self._run_job("2026-08-01")
        self._activities(self.duty).with_user(self.user).action_feedback()

        self._run_job("2026-08-01")
        self._run_job("2026-08-02")

        self.assertEqual(self._told(), (1, 0, 1))
        self.assertEqual(self.duty.state, "open", "it wants its proof")

    def test_a_moved_date_arms_again_and_withdraws_the_old_activity(self):
        self._run_job("2026-08-01")

        self.duty.due_date = "2026-09-30"

        self.assertEqual(self._days(self.duty), ["2026-08-31"])
        self.assertFalse(self._activities(self.duty))
        self._run_job("2026-08-31")
        self.assertEqual(self._leads(self.duty), [(30, "2026-08-31"), (30, "2026-09-30")])

    def test_a_date_moved_away_and_back_does_not_repeat_itself(self):
        self._run_job("2026-08-01")
        self.duty.due_date = "2026-09-30"
        self.duty.due_date = "2026-08-31"

        self.assertEqual(self._days(self.duty), ["2026-08-24"], "lead 30 was given")
        self._run_job("2026-08-02")
        self.assertEqual(self._leads(self.duty), [(30, "2026-08-31")])

    def test_two_leads_in_one_downtime_give_two_ledger_rows_and_one_activity(self):
        self._run_job("2026-07-31")

        self._run_job("2026-08-26")

        ledger = self.duty.reminder_ids.sorted("lead", reverse=True)
        self.assertEqual(ledger.mapped("lead"), [30, 7])
        self.assertEqual(ledger.mapped("is_notice"), [False, True], "the nearest is told")
        self.assertEqual(self._told(), (2, 1, 1))
        self.assertEqual(self._days(self.duty), ["2026-09-03"], "next: the escalation")

    def test_ten_missed_days_are_caught_up_once(self):
        self._run_job("2026-08-11")
        self._run_job("2026-08-11")

        self.assertEqual(self._told(), (1, 1, 1))

    def test_escalation_comes_after_the_date_and_tells_the_escalation_group(self):
        policy = self._policy("duty")
        policy.escalation_group_ids = [
            Command.set(self.env.ref("crm_contract_compliance.group_contract_manager").ids)
        ]
        self._run_job("2026-08-24")
        self._run_job("2026-09-02")
        self.assertFalse(self.duty.is_escalated, "two days late")
        self.assertFalse(self._mails(self.manager))

        self._run_job("2026-09-03")

        self.assertTrue(self.duty.is_escalated)
        self.assertEqual(self._digest_lines(self.manager, self.duty), {self.duty: 1})
        self.assertEqual(self._leads(self.duty)[-1], (-3, "2026-08-31"))
        self.assertFalse(self.duty.remind_on, "nothing is left to say")

    def test_a_moved_date_is_escalated_no_more(self):
        self._run_job("2026-09-03")

        self.duty.due_date = "2026-09-30"

        self.assertFalse(self.duty.is_escalated)

    def test_a_snoozed_row_waits_and_spends_no_lead(self):
        self.duty.snoozed_until = "2026-08-10"

        self._run_job("2026-08-09")
        self.assertEqual(self._told(), (0, 0, 0))

        self._run_job("2026-08-10")
        self.assertEqual(self._leads(self.duty), [(30, "2026-08-31")])
        self.assertFalse(self.duty.snoozed_until)
        self.assertEqual(self.duty.due_date, self._day("2026-08-31"))

    def test_a_closed_row_is_not_told(self):
        for state in ("cancelled", "skipped", "done"):
            duty = self._create_duty("2026-08-31")
            duty.write({"state": state, "skip_reason": "Not needed"})
            self.assertFalse(duty.remind_on, state)

        self._run_job("2026-08-01")

        self.assertEqual(self._told(), (1, 1, 1), "only the open one")

    def test_a_row_closed_in_the_same_transaction_is_not_told(self):
        """Closed by a person between the due day and the run, not yet flushed."""
        self._at("2026-08-01")
        self.duty.state = "cancelled"

        self._run_job()

        self.assertEqual(self._told(), (0, 0, 0))

    def test_a_deleted_contract_takes_its_rows_along(self):
        draft = self._create_contract()
        row = self._create_duty("2026-08-31", contract=draft)
        draft.unlink()

        self._run_job("2026-08-01")

        self.assertFalse(row.exists())

    def test_a_clock_set_back_and_far_forward_tells_each_lead_once(self):
        self._run_job("2026-08-01")
        self._run_job("2026-07-31")
        self.assertEqual(self._told(), (1, 1, 1))

        self._run_job("2027-09-05")
        self._run_job("2027-09-05")

        self.assertEqual(
            self._leads(self.duty), [(30, "2026-08-31"), (7, "2026-08-31"), (-3, "2026-08-31")]
        )
        self.assertEqual(len(self._activities(self.duty)), 1)

    def test_the_ledger_is_closed_to_everybody_else(self):
        self._run_job("2026-08-01")

        with self.assertRaises(UserError):
            self.duty.reminder_ids.lead = 5
        with self.assertRaises(UserError):
            self.Reminder.create(
                {
                    "deadline_id": self.duty.id,
                    "lead": 5,
                    "due_date": "2026-08-31",
                    "company_id": self.company.id,
                    "sent_at": "2026-08-01",
                }
            )


class TestSilence(TimelineCase):
    """Long overdue when first armed makes no noise; the boundary is 30 days (today 2026-06-30)."""

    def test_thirty_days_overdue_speaks_and_thirty_one_keeps_silent(self):
        late, too_late = self._create_duties(["2026-05-31", "2026-05-30"])

        self.assertEqual((late.is_silent, too_late.is_silent), (False, True))
        self._run_job()
        self.assertEqual(self._activities(late | too_late).crm_contract_deadline_id, late)
        self.assertEqual(too_late.bucket, "overdue", "shown, but silent")

    def test_a_silent_row_stays_silent(self):
        row = self._create_duty("2026-05-30")

        self._policy("duty").leads = "60, 3"
        self._run_job("2026-07-10")

        self.assertFalse(self._leads(row))

    def test_a_silent_row_that_is_moved_near_speaks_again(self):
        near, ahead = self._create_duties(["2026-01-31", "2026-01-31"])

        near.due_date = "2026-06-20"
        ahead.due_date = "2026-07-31"

        self.assertEqual(self._days(near | ahead), ["2026-06-17", "2026-07-28"])
        self.assertFalse((near | ahead).filtered("is_silent"))

    def test_a_silent_row_moved_to_another_long_past_day_stays_silent(self):
        row = self._create_duty("2026-01-31")

        row.due_date = "2026-02-28"

        self.assertTrue(row.is_silent)
        self.assertFalse(row.remind_on)
