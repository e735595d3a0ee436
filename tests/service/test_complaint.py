from odoo.exceptions import UserError, ValidationError

from .service_case import ServiceCase


class TestComplaint(ServiceCase):
    """T0-5.1 to T0-5.3 and scenario 9: verified, extended, answered and set right."""

    def test_holiday_moves_the_answer(self):
        """T0-5.2a: received 2026-09-28, 5 calendar days: 10-03 is a holiday, due 10-08."""
        case = self._complaint(channel_id=self.letter.id)
        self.assertEqual(str(case.verify_due_date), "2026-10-08")
        self.assertEqual(str(case.answer_due_date), "2026-10-08")
        self.assertIn("5 calendar days", case.due_note)
        self.assertIn("rest days 10/03/2026 to 10/07/2026 moved it", case.due_note)
        self.assertIn("extended? no", case.due_note)
        self.assertFalse(case.due_warning)

    def test_working_days(self):
        """Scenario 9: without the make-up workday 10-12, with it 10-10."""
        self.contract_type.complaint_unit = "working"
        contract = self._create_active()
        self.assertEqual(str(self._complaint(contract_id=contract.id).due_date), "2026-10-12")
        self._rest("2026-10-10", "2026-10-10", "crm_contract_workday")
        self.assertEqual(str(self._complaint(contract_id=contract.id).due_date), "2026-10-10")

    def test_year_that_was_never_loaded_is_named(self):
        self.freeze("2027-03-01 02:00:00")
        case = self._complaint()
        self.assertIn("2027", case.due_warning)

    def test_letter_keeps_both_days_and_runs_from_its_receipt(self):
        """T0-5.1"""
        case = self._complaint(channel_id=self.letter.id, postmark_date="2026-09-20")
        self.assertEqual(str(case.postmark_date), "2026-09-20")
        self.assertEqual(str(case.received_on), "2026-09-28")
        with self.assertRaises(ValidationError):
            self._complaint(postmark_date="2026-09-29")

    def test_date_stays_when_the_holidays_change(self):
        case = self._complaint()
        self._rest("2026-10-08", "2026-10-09")
        case.invalidate_recordset()
        self.assertEqual(str(case.answer_due_date), "2026-10-08")
        case.name = "Another subject"
        self.assertEqual(str(case.answer_due_date), "2026-10-08")

    def test_corrected_receipt_counts_anew_before_anybody_works_on_it(self):
        case = self._complaint()
        case.received_at = "2026-09-20 02:00:00"
        self.assertEqual(str(case.answer_due_date), "2026-09-25")
        case.action_assign()
        with self.assertRaises(UserError):
            case.received_at = "2026-09-28 01:00:00"

    def test_extension_told_on_the_due_day(self):
        """T0-5.2b"""
        case = self._complaint()
        self.freeze("2026-10-08 02:00:00")
        self._extend(case, "2026-10-18", "2026-10-08").action_confirm()
        self.assertEqual(str(case.answer_due_date), "2026-10-18")
        self.assertEqual(str(case.verify_due_date), "2026-10-08")
        self.assertFalse(case.is_extension_late)
        self.assertIn("extended? yes", case.due_note)
        self.assertEqual(str(self._row(case).due_date), "2026-10-18")

    def test_extension_told_too_late_leaves_the_original_date(self):
        """T0-5.2b and message 6."""
        case = self._complaint()
        self.freeze("2026-10-09 02:00:00")
        dialog = self._extend(case, "2026-10-18", "2026-10-09")
        self.assertIn("The original date stays", dialog.late_note)
        with self.assertRaisesRegex(UserError, "The extension came too late"):
            dialog.action_confirm()
        dialog.action_confirm_late()
        self.assertTrue(case.is_extension_late)
        self.assertEqual(str(case.extended_due_date), "2026-10-18")
        self.assertEqual(str(case.answer_due_date), "2026-10-08")
        self.assertTrue(case.is_late)
        self.assertEqual(case.late_days, 1)

    def test_extension_without_notice_is_refused(self):
        """Scenario 9"""
        case = self._complaint()
        with self.assertRaisesRegex(UserError, "dated notice"):
            case._extend("Why", self._day("2026-10-18"), False, self.env["ir.attachment"])

    def test_extension_needs_reason_later_day_and_no_day_to_come(self):
        case = self._complaint()
        for day, told, reason in (
            ("2026-10-08", "2026-09-28", "Why"),
            ("2026-10-18", "2026-09-29", "Why"),
            ("2026-10-18", "2026-09-27", "Why"),
            ("2026-10-18", "2026-09-28", " "),
        ):
            with self.subTest(day=day, told=told, reason=reason), self.assertRaises(UserError):
                case._extend(reason, self._day(day), self._day(told), self.env["ir.attachment"])

    def test_justified_needs_both_actions(self):
        """T0-5.3 and message 7."""
        case = self._answered(self._complaint())
        self.assertTrue(case.is_prevention_missing)
        self.assertIn(case, case.search([("is_prevention_missing", "=", True)]))
        self._measure(case, "corrective")
        with self.assertRaisesRegex(UserError, "needs a preventive action before it is closed"):
            self._dialog("close", case).action_confirm()
        self.assertEqual(case.state, "answered")
        self._measure(case, "preventive")
        self.assertFalse(case.is_prevention_missing)
        self._dialog("close", case).action_confirm()
        self.assertEqual(case.state, "closed")

    def test_partly_justified_needs_them_too(self):
        case = self._answered(self._complaint(), finding="partly")
        self._measure(case, "preventive")
        with self.assertRaisesRegex(UserError, "needs a corrective action"):
            self._dialog("close", case).action_confirm()

    def test_unjustified_closes_when_the_customer_was_told(self):
        case = self._in_progress(self._complaint())
        with self.assertRaisesRegex(UserError, "finding"):
            case.write({"state": "answered"})
        self._find(case, "unjustified")
        with self.assertRaisesRegex(UserError, "told of the outcome"):
            case.write({"state": "answered"})
        self._notify(case, "2026-09-28")
        self._dialog("close", case).action_confirm()
        self.assertEqual(case.state, "closed")

    def test_the_day_on_which_the_customer_was_told_is_judged(self):
        self.freeze("2026-10-12 02:00:00")
        in_time = self._complaint(received_at="2026-09-28 02:00:00")
        late = self._complaint(received_at="2026-09-28 02:00:00")
        self._answered(in_time, "2026-10-08")
        self._answered(late, "2026-10-10")
        self.assertEqual((in_time.timing, in_time.late_days), ("in_time", 0))
        self.assertEqual((late.timing, late.late_days), ("late", 2))

    def test_taken_up_again_the_customer_is_told_anew(self):
        case = self._answered(self._complaint(), finding="unjustified")
        case.action_reopen()
        self.assertFalse(case.outcome_sent_on)
        with self.assertRaises(UserError):
            case.write({"state": "answered"})
        self.assertEqual(str(case.answered_on), "2026-09-28")

    def test_actions_are_deadlines_of_their_owners(self):
        case = self._complaint()
        case.write(
            {
                "preventive_action": "Train",
                "preventive_user_id": self.other_user.id,
                "preventive_due_date": "2026-10-20",
            }
        )
        row = self._row(case, "measure")
        self.assertEqual((str(row.due_date), row.user_id), ("2026-10-20", self.other_user))
        case.preventive_user_id = self.officer
        self.assertEqual(row.user_id, self.officer)
        case.preventive_done_on = "2026-09-28"
        self.assertEqual(row.state, "done")

    def test_deadline_closes_with_the_fact_and_has_no_tick(self):
        case = self._complaint()
        row = self._row(case)
        self.assertEqual(row.user_id, self.user)
        self.assertIn(f"the outcome of {case.code}", row.name)
        with self.assertRaises(UserError):
            row.action_done()
        self.assertEqual(row.action_answer_case()["res_id"], case.id)
        self._answered(case)
        self.assertEqual(row.state, "done")

    def test_cancelled_leaves_no_deadline_but_a_reason(self):
        case = self._complaint()
        row = self._row(case)
        with self.assertRaises(UserError):
            case.write({"state": "cancelled"})
        self._dialog("cancel", case, reason="Twice the same").action_confirm()
        self.assertEqual((case.state, row.state), ("cancelled", "cancelled"))
        self.assertEqual(case.cancel_reason, "Twice the same")
        self.assertFalse(case.timing)

    def _row(self, case, kind="complaint"):
        return self.env["crm.contract.deadline"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id), ("kind", "=", kind)]
        )

    def test_closed_complaint_keeps_somebody_for_its_measures(self):
        """T0-5.3: they may be handed over, not left to nobody."""
        case = self._in_progress(self._complaint())
        self._find(case)
        for measure in ("corrective", "preventive"):
            case.write(
                {
                    f"{measure}_action": "Train the staff",
                    f"{measure}_user_id": self.user.id,
                    f"{measure}_due_date": "2026-10-20",
                }
            )
        values = {"answer": "Repaired", "sent_on": "2026-09-28", "sent_to": "Li Na"}
        self._dialog("notify", case, **values).action_confirm()
        self._dialog("close", case).action_confirm()

        for name in ("user_id", "corrective_user_id", "preventive_user_id"):
            with self.assertRaisesRegex(UserError, "is over"), self.cr.savepoint():
                case.with_user(self.user)[name] = False
            case.with_user(self.user)[name] = self.other_user
        self.assertFalse(case.is_prevention_missing)

    def test_the_time_of_receipt_is_not_emptied(self):
        case = self._complaint()
        for value in (False, None, ""):
            with self.subTest(value=value), self.assertRaisesRegex(ValidationError, "is empty"):
                case.with_user(self.user).received_at = value
