from odoo.exceptions import AccessError, UserError

from .timeline_case import TimelineCase


class TestActions(TimelineCase):
    """What a person does with a row, over buttons and over RPC alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = cls._create_duty("2026-07-31")
        cls.proven = cls._create_duty("2026-07-31", needs_proof=True)
        cls.notice = cls.contract.deadline_ids.filtered(lambda row: row.kind == "renewal_notice")

    def _as(self, user, rows=None):
        return (self.plain if rows is None else rows).with_user(user)

    def _submit(self, user=None, **values):
        file = (
            self.env["ir.attachment"]
            .with_user(user or self.user)
            .create({"name": "report.pdf", "raw": b"%PDF-1.4"})
        )
        wizard = self.env["crm.contract.deadline.done.wizard"].with_user(user or self.user)
        wizard.create(
            {
                "deadline_ids": [(6, 0, self.proven.ids)],
                "done_on": "2026-06-30",
                "evidence_ids": [(6, 0, file.ids)],
                **values,
            }
        ).action_confirm()

    def test_the_proof_may_follow_once_the_dialog_has_asked_for_it(self):
        """The refused dialog is saved by then: what is uploaded stands on it."""
        wizards = self.env["crm.contract.deadline.done.wizard"].with_user(self.user)
        wizard = wizards.create({"deadline_ids": [(6, 0, self.proven.ids)]})
        wizard.done_on = "2026-06-30"
        with self.assertRaisesRegex(UserError, "wants its proof"), self.cr.savepoint():
            wizard.action_confirm()

        owner = {"res_model": wizard._name, "res_id": wizard.id}
        files = self.env["ir.attachment"].with_user(self.user)
        file = files.create({"name": "report.pdf", "raw": b"%PDF-1.4", **owner})
        wizard.evidence_ids = file
        wizard.action_confirm()

        self.assertEqual((self.proven.state, self.proven.evidence_ids), ("submitted", file))
        self.assertEqual((file.res_model, file.res_id), (self.proven._name, self.proven.id))

    def test_done_in_one_click_takes_the_activity_away_and_undo_brings_the_row_back(self):
        self._run_job("2026-07-28")

        result = self._as(self.user).action_done()

        self.assertEqual((self.plain.state, str(self.plain.done_on)), ("done", "2026-07-28"))
        self.assertFalse(self._activities(self.plain))
        self.assertEqual(result["params"]["deadline_ids"], self.plain.ids)

        self._as(self.user).action_reopen()
        self.assertEqual((self.plain.state, self.plain.done_on), ("open", False))
        self.assertEqual(self._days(self.plain), ["2026-08-03"], "lead 3 was given")

    def test_the_activity_marked_done_closes_a_duty_that_wants_no_proof(self):
        self._run_job("2026-07-28")

        self._activities(self.plain).with_user(self.user).action_feedback(feedback="sent")

        self.assertEqual((self.plain.state, str(self.plain.done_on)), ("done", "2026-07-28"))

    def test_the_activity_marked_done_leaves_a_duty_that_wants_proof(self):
        self._run_job("2026-07-28")

        self._activities(self.proven).with_user(self.user).action_feedback()

        self.assertEqual(self.proven.state, "open")

    def test_the_activity_marked_done_leaves_a_row_that_mirrors_a_fact(self):
        self._run_job("2027-04-01")

        self._activities(self.notice).with_user(self.user).action_feedback()

        self.assertEqual(self.notice.state, "open")

    def test_a_row_that_mirrors_a_fact_has_no_tick_by_any_door(self):
        row = self._as(self.user, self.notice)
        for state in ("done", "skipped", "cancelled", "submitted"):
            with self.assertRaises(UserError), self.cr.savepoint():
                row.write({"state": state})
        with self.assertRaises(UserError):
            row.action_done()

    def test_what_the_job_and_the_source_write_nobody_types(self):
        for values in (
            {"due_date": "2030-01-01"},
            {"remind_on": False},
            {"is_silent": True},
            {"kind": "certificate"},
            {"contract_id": self._create_contract().id},
            {"needs_proof": False},
            {"res_id": 1},
            {"error": "x"},
            {"key": "9"},
            {"is_escalated": True},
            {"subject": "Other"},
        ):
            for user in (self.user, self.officer, self.manager):
                with self.assertRaises(UserError), self.cr.savepoint():
                    self._as(user).write(values)

    def test_a_duty_that_wants_proof_is_not_done_without(self):
        with self.assertRaises(UserError):
            self._as(self.user, self.proven).action_done()
        with self.assertRaises(UserError):
            self._submit(evidence_ids=False)

    def test_proof_is_handed_in_and_accepted_by_an_officer(self):
        self._run_job("2026-07-28")
        self._submit()
        self.assertEqual(self.proven.state, "submitted")
        self.assertTrue(self.proven.remind_on, "it waits, so it is still reminded of")

        self._as(self.officer, self.proven).action_accept()

        self.assertEqual((self.proven.state, str(self.proven.done_on)), ("done", "2026-06-30"))
        self.assertFalse(self._activities(self.proven))
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._as(self.user, self.proven).action_reopen()
        self._as(self.officer, self.proven).action_reopen()
        self.assertEqual(self.proven.state, "open")

    def test_only_an_officer_reviews_by_any_door(self):
        self._submit()
        row = self._as(self.user, self.proven)

        for attempt in (
            row.action_accept,
            row.action_reject,
            lambda: row._send_back("Unreadable"),
            lambda: row.write({"state": "open", "rejection_reason": "Unreadable"}),
            lambda: row.write({"state": "done"}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()

    def _say_why(self, action, user, reason="Unreadable"):
        """Through the dialog that the button opens."""
        wizards = self.env[action["res_model"]].with_user(user)
        wizards.with_context(**action["context"]).create({"reason": reason}).action_confirm()

    def test_a_rejected_proof_opens_the_row_again_with_its_reason(self):
        self._submit()

        self._say_why(self._as(self.officer, self.proven).action_reject(), self.officer)

        self.assertEqual((self.proven.state, self.proven.done_on), ("open", False))
        self.assertEqual(self.proven.rejection_reason, "Unreadable")
        self.assertIn("Unreadable", "".join(self.contract.message_ids.mapped("body")))

        self._submit()
        self.assertFalse(self.proven.rejection_reason, "handed in anew, it is looked at anew")

    def test_nothing_is_sent_back_or_skipped_without_a_reason(self):
        self._submit()
        for row, values in (
            (self.proven, {"state": "open"}),
            (self.proven, {"state": "open", "rejection_reason": "  "}),
            (self.plain, {"state": "skipped"}),
            (self.plain, {"state": "skipped", "skip_reason": " "}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._as(self.officer, row).write(values)

    def test_a_skipped_duty_keeps_its_reason_until_it_is_opened_again(self):
        self._run_job("2026-07-28")

        self._say_why(self._as(self.user).action_skip(), self.user, "Customer abroad")

        self.assertEqual((self.plain.state, self.plain.skip_reason), ("skipped", "Customer abroad"))
        self.assertFalse(self._activities(self.plain))
        self._as(self.user).action_reopen()
        self.assertEqual((self.plain.state, self.plain.skip_reason), ("open", False))

    def test_a_row_that_mirrors_a_fact_is_not_skipped(self):
        with self.assertRaises(UserError):
            self._as(self.user, self.notice).action_skip()

    def test_done_late_says_by_how_many_days(self):
        self._at("2026-08-02")
        self._as(self.user).action_done()

        self.assertEqual((self.plain.is_done_late, self.plain.late_days), (True, 2))
        late = self.Deadline.search([("is_done_late", "=", True)])
        self.assertEqual(late & (self.plain | self.proven), self.plain)

    def test_a_row_is_not_done_on_a_day_to_come_nor_snoozed_to_a_day_gone(self):
        with self.assertRaises(UserError):
            self._submit(done_on="2026-07-01")
        snooze = (
            self.env["crm.contract.deadline.snooze.wizard"]
            .with_user(self.user)
            .create(
                {
                    "deadline_ids": [(6, 0, self.plain.ids)],
                    "choice": "date",
                    "until": "2026-06-30",
                }
            )
        )
        with self.assertRaises(UserError):
            snooze.action_confirm()

    def test_snooze_choices_count_from_today(self):
        """2026-06-30 is a Tuesday."""
        for choice, day in (
            ("tomorrow", "2026-07-01"),
            ("three", "2026-07-03"),
            ("monday", "2026-07-06"),
        ):
            self.env["crm.contract.deadline.snooze.wizard"].with_user(self.user).create(
                {
                    "deadline_ids": [(6, 0, self.plain.ids)],
                    "choice": choice,
                }
            ).action_confirm()
            self.assertEqual(str(self.plain.snoozed_until), day, choice)
        self.assertEqual(str(self.plain.due_date), "2026-07-31")

    def test_a_person_without_the_contract_does_nothing_with_its_rows(self):
        row = self._as(self.other_user)
        for attempt in (
            row.action_done,
            row.action_snooze,
            row.action_reassign,
            row.action_open_source,
            lambda: row.write({"user_id": self.other_user.id}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()

    def test_a_row_opens_the_record_behind_it(self):
        action = self._as(self.user, self.notice).action_open_source()

        self.assertEqual(action["res_model"], "crm.contract")
        self.assertEqual(action["res_id"], self.contract.id)

    def test_a_row_whose_source_may_not_be_read_opens_the_contract(self):
        self.plain.write({"res_model": "res.users.apikeys", "res_id": 1})

        action = self._as(self.user).action_open_source()

        self.assertEqual(action["res_model"], "crm.contract")

    def test_nobody_passes_over_the_review_of_their_own_proof(self):
        row = self._as(self.user, self.proven)
        with self.assertRaisesRegex(UserError, "wants its proof"), self.cr.savepoint():
            row.write({"state": "submitted"})
        file = self.env["ir.attachment"].with_user(self.user)
        row.evidence_ids = file.create({"name": "report.pdf", "raw": b"%PDF-1.4"})
        for attempt in (row.action_done, row.action_accept, lambda: row.write({"state": "done"})):
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()
        self.assertEqual(row.state, "open")

    def test_what_is_settled_says_when_and_how_until_it_is_opened_again(self):
        self._submit()
        row, skipped = self._as(self.user, self.proven), self._as(self.user)
        skipped._skip("Customer abroad")
        for attempt in (
            lambda: row.write({"evidence_ids": [(5, 0, 0)]}),
            lambda: row.write({"done_on": "2026-06-01"}),
            lambda: row.write({"state": "submitted", "done_on": False}),
            lambda: skipped.write({"skip_reason": False}),
            lambda: row.evidence_ids.write({"raw": b"%PDF-1.4 other"}),
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                attempt()
        file = self.env["ir.attachment"].with_user(self.user)
        row.evidence_ids |= file.create({"name": "more.pdf", "raw": b"%PDF-1.4"})
        row.write({"note": "Sent by post", "done_on": "2026-06-30"})
        self.assertEqual(len(row.evidence_ids), 2)

    def test_nothing_is_done_on_a_day_to_come_by_any_door(self):
        with self.assertRaisesRegex(UserError, "future day"):
            self._as(self.user).write({"state": "done", "done_on": "2099-01-01"})

    def test_a_duty_is_skipped_with_a_reason_not_cancelled_without(self):
        for user in (self.user, self.manager):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._as(user).write({"state": "cancelled"})
