from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.base.models.ir_cron import IrCron

from .timeline_case import TimelineCase

JOB = "odoo.addons.crm_contract_compliance.models.timeline.crm_contract_deadline_remind"


class TestIsolation(TimelineCase):
    """One poisoned row is recorded and stops nobody; nor is the cron stuck or switched off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls._create_duties(["2026-07-31"] * 5)
        cls.poisoned = cls.rows[2]

    def _poison(self, rows, spoil):
        """``spoil`` runs when the job looks up who is to be told of one of ``rows``."""
        cls = self.env.registry["crm.contract.deadline"]
        told_user = cls._told_user

        def poisoned(row, policy):
            if row in rows:
                spoil()
            return told_user(row, policy)

        return patch.object(cls, "_told_user", poisoned)

    def _divide_by_zero(self):
        self.env.cr.execute("SELECT 1 / 0")

    def _raise(self):
        raise ValueError("a poisoned record")

    def test_the_others_are_told_and_the_error_is_recorded(self):
        with self._poison(self.poisoned, self._raise), mute_logger(JOB):
            self._run_job("2026-07-28")

        told = self._activities(self.rows).crm_contract_deadline_id
        self.assertEqual(told, self.rows - self.poisoned)
        self.assertEqual(self.rows.filtered("error"), self.poisoned)
        self.assertEqual(self.poisoned.error, "a poisoned record")
        self.assertFalse(self._leads(self.poisoned))

    def test_an_error_of_the_database_is_isolated_too(self):
        with self._poison(self.poisoned, self._divide_by_zero), mute_logger(JOB, "odoo.sql_db"):
            self._run_job("2026-07-28")

        self.assertEqual(len(self._activities(self.rows)), 4)
        self.assertIn("division by zero", self.poisoned.error)

    def test_the_poisoned_row_is_told_at_the_next_run_once_it_is_sound(self):
        with self._poison(self.poisoned, self._raise), mute_logger(JOB):
            self._run_job("2026-07-28")

        self._run_job("2026-07-28")

        self.assertEqual(self._leads(self.poisoned), [(3, "2026-07-31")])
        self.assertFalse(self.poisoned.error)
        self.assertEqual(self._told()[:2], (5, 5))

    def test_one_poisoned_row_does_not_make_a_mail_of_every_other(self):
        rows = self.rows | self._create_duties(["2026-07-31"] * 95)

        with self._poison(self.poisoned, self._raise), mute_logger(JOB):
            self._run_job("2026-07-28")

        self.assertEqual(len(self._activities(rows)), 99)
        self.assertLessEqual(len(self._mails(self.user)), 8, "halves: about log2 of 100")

    def test_a_run_ends_although_every_row_is_poisoned(self):
        with self._poison(self.rows, self._raise), mute_logger(JOB):
            told = self._run_job("2026-07-28", limit=2)

        self.assertEqual(len(self.rows.filtered("error")), 5)
        self.assertFalse(told[-1][1], "nothing remains, so the cron waits for its next hour")

    def test_rows_that_failed_before_do_not_hold_up_the_others(self):
        """Five poisoned rows fill every batch of five; the sound ones still come first."""
        with self._poison(self.rows, self._raise), mute_logger(JOB):
            self._run_job("2026-07-28", limit=5)
            sound = self._create_duties(["2026-08-01"] * 2)
            self._at("2026-07-29")
            self.assertEqual(self.Deadline._lock_due(2, []), sound)

    def test_more_due_rows_than_a_batch_holds_are_all_told(self):
        """A66: five rows in batches of two; the last word is that nothing remains."""
        told = self._run_job("2026-07-28", limit=2)

        self.assertEqual(self._told()[:2], (5, 5))
        self.assertEqual(sum(processed for processed, _remaining in told), 5)
        self.assertFalse(told[-1][1])

    def test_a_run_out_of_time_says_that_rows_remain(self):
        """Else the scheduler would call it done and come back an hour later."""
        told = []

        def out_of_time(cron, processed=0, *, remaining=None, deactivate=False):
            told.append((processed, remaining))
            return 0

        self._at("2026-07-28")
        with patch.object(IrCron, "_commit_progress", out_of_time):
            self.Deadline._cron_remind(2)

        self.assertEqual(len(told), 1)
        self.assertEqual(told[0][0], 2)
        self.assertTrue(told[0][1])

    def test_the_real_scheduler_finds_the_job_done(self):
        cron = self.env.ref("crm_contract_compliance.ir_cron_reminders")
        self._at("2026-07-28")
        self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]).unlink()

        with (
            self._poison(self.poisoned, self._raise),
            mute_logger(JOB),
            self.enter_registry_test_mode(),
        ):
            cron.method_direct_trigger()

        progress = self.env["ir.cron.progress"].search([("cron_id", "=", cron.id)])
        self.assertEqual(progress.sorted("id")[-1:].remaining, 0)
        self.assertEqual((cron.active, cron.failure_count), (True, 0))
        self.assertFalse(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]))
        self.assertEqual(len(self._activities(self.rows)), 4)

    def test_a_job_that_stands_still_shows_in_the_health_line(self):
        cron = self.env.ref("crm_contract_compliance.ir_cron_reminders")
        with self._poison(self.poisoned, self._raise), mute_logger(JOB):
            self._run_job("2026-07-28")
        cron.write({"active": False, "lastcall": "2026-07-25 02:00:00"})

        health = self.Deadline._health()

        self.assertEqual(
            (health["is_active"], health["is_late"], health["errors"], health["waiting"]),
            (False, True, 1, 1),
        )

    def test_open_rows_that_nobody_answers_for_show_there_too(self):
        """An owner who left, and no fallback: somebody has to hear of it."""
        before = self.Deadline._health()["unassigned"]
        self.poisoned.user_id = False
        self.assertEqual(self.Deadline._health()["unassigned"], before + 1)
        self.assertIn(self.poisoned, self.Deadline.search([("user_id", "=", False)]))
        page = self.env["crm.contract.settings.wizard"].with_user(self.manager).create({})
        self.assertEqual(page.crm_contract_health_unassigned, before + 1)
