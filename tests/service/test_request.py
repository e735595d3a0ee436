from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .service_case import ServiceCase


class TestRequest(ServiceCase):
    """T0-4.1 to T0-4.3, T0-3.3, T1-3.4, T2-3.3.3: requests and what was promised for them."""

    def test_request_without_category_is_refused(self):
        """T0-4.1"""
        case = self._request()
        with self.assertRaisesRegex(ValidationError, "category"):
            self._request(category=False)
        with self.assertRaisesRegex(ValidationError, "category"):
            case.category = False
        with self.assertRaises(ValidationError):
            self._complaint(category="information")

    def test_report_counts_by_category(self):
        """T0-4.1, T2-3.2.2"""
        for category in ("consultation", "consultation", "training"):
            self._request(category=category, cause="manner")
        own = [("contract_id", "=", self.contract.id)]
        counts = self.env["crm.contract.case"]._read_group(own, ["category"], ["__count"])
        self.assertEqual(dict(counts), {"consultation": 2, "training": 1})
        [(cause, count)] = self.env["crm.contract.case"]._read_group(own, ["cause"], ["__count"])
        self.assertEqual((cause, count), ("manner", 3))

    def test_steps_keep_their_times_and_none_is_skipped(self):
        """T0-4.3: request 09:00, assigned 09:40: 40 minutes."""
        case = self._request(received_at="2026-09-28 01:00:00")
        self.freeze("2026-09-28 01:40:00")
        for state in ("in_progress", "answered", "closed"):
            with self.assertRaises(UserError):
                case.write({"state": state})
        case.action_assign()
        self.assertEqual(case.assignment_minutes, 40)
        self.freeze("2026-09-28 02:00:00")
        case.action_start()
        self.freeze("2026-09-28 04:00:00")
        with self.assertRaisesRegex(UserError, "what was answered"):
            case.action_answer()
        case.answer = "Restarted"
        case.action_answer()
        self.assertEqual(case.answer_hours, 3)
        self.assertEqual(fields.Datetime.to_string(case.started_at), "2026-09-28 02:00:00")

    def test_nobody_answers_so_nobody_is_assigned(self):
        case = self._request(user_id=False)
        with self.assertRaises(UserError):
            case.write({"state": "assigned"})
        case.with_user(self.officer).action_assign()
        self.assertEqual(case.user_id, self.officer)
        self.assertIn(self.officer, self.contract.member_ids)

    def test_close_without_feedback_is_refused(self):
        """T0-4.3"""
        case = self._in_progress(self._request())
        case.answer = "Restarted"
        case.action_answer()
        with self.assertRaisesRegex(UserError, "feedback"):
            self._dialog("close", case).action_confirm()
        with self.assertRaisesRegex(UserError, "feedback"):
            self._dialog("close", case, feedback="given").action_confirm()
        with self.assertRaises(UserError):
            self._dialog("close", case, feedback="not_given", note=" ").action_confirm()
        self._dialog("close", case, feedback="not_given", note="No answer").action_confirm()
        self.assertEqual((case.state, case.feedback_score), ("closed", 0))

    def test_low_score_is_followed_up(self):
        """T2-3.3.3: a score of 2 makes an activity, one of 3 none."""
        for score, count in (("2", 1), ("3", 0)):
            case = self._in_progress(self._request())
            case.answer = "Restarted"
            case.action_answer()
            self._dialog("close", case, feedback="given", score=score).action_confirm()
            self.assertEqual(case.feedback_score, int(score))
            self.assertEqual(len(case.activity_ids), count)
        self.assertFalse(case.activity_ids)

    def test_answer_after_the_hours_of_the_standard(self):
        """T0-4.2, T2-4.3.1: troubleshooting 4 h / 24 h, answered after 5 h."""
        case = self._in_progress(self._request())
        case.answer = "Restarted"
        self.assertEqual(case.answer_due_at - case.received_at, timedelta(hours=4))
        self.assertEqual(case.resolution_due_at - case.received_at, timedelta(hours=24))
        self.freeze("2026-09-28 06:00:00")
        self.assertFalse(case.is_standard_missed)
        self.freeze("2026-09-28 07:00:00")
        case.invalidate_recordset()
        self.assertTrue(case.is_standard_missed)
        case.action_answer()
        self.assertTrue(case.is_standard_missed)
        self.assertIn(case, case.search([("is_standard_missed", "=", True)]))

    def test_hours_do_not_shift_past_holidays(self):
        self.freeze("2026-10-01 02:00:00")
        self.assertEqual(str(self._request().answer_due_at), "2026-10-01 06:00:00")

    def test_both_hours_stand_on_the_timeline(self):
        case = self._request(received_at="2026-09-27 20:00:00")
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        days = {row.kind: str(row.due_date) for row in rows}
        self.assertEqual(days, {"request": "2026-09-28", "resolution": "2026-09-29"})
        self.assertEqual(str(case.due_date), "2026-09-28")

    def test_standards_are_the_contract_s_own(self):
        """X-S1: what the type says later alters no contract, and a signed one keeps its own."""
        self.contract_type.standard_ids.response_hours = 1
        self.assertEqual(self.contract.standard_ids.response_hours, 4)
        with self.assertRaises(UserError):
            self.contract.standard_ids.response_hours = 9
        draft = self._create_contract()
        draft.standard_ids.response_hours = 9
        self.assertEqual(draft.standard_ids.response_hours, 9)

    def test_standard_belongs_to_one_and_is_said_once(self):
        standards = self.env["crm.contract.service.standard"]
        draft = self._create_contract()
        for vals in (
            {"category": "other"},
            {
                "category": "other",
                "contract_id": draft.id,
                "type_id": self.contract_type.id,
            },
            {"category": "troubleshooting", "contract_id": draft.id},
        ):
            refused = self.assertRaises(IntegrityError)
            with self.subTest(vals=vals), mute_logger("odoo.sql_db"), refused:
                standards.create(vals)
        for hours in (-1, 8761, float("nan")):
            with self.assertRaises(ValidationError):
                draft.standard_ids.write({"response_hours": hours})

    def test_renewal_keeps_what_was_agreed(self):
        """T0-9.3"""
        self.contract_type.standard_ids.response_hours = 1
        renewal = self.contract.with_user(self.officer)._renew()
        self.assertEqual(renewal.standard_ids.response_hours, 4)

    def test_draft_of_another_type_takes_that_one_s_over(self):
        draft = self._create_contract()
        other = self._create_type(
            standard_ids=[(0, 0, {"category": "training", "response_hours": 8})]
        )
        draft.type_id = other
        self.assertEqual(draft.standard_ids.mapped("category"), ["training"])

    def test_information_is_updated_within_its_days(self):
        """T0-3.3: 03-02 + 5 = Sat 03-07, with the weekend shift Mon 03-09; done 03-10: 1 day."""
        self.freeze("2026-03-02 02:00:00")
        self.assertEqual(str(self._request(category="information").due_date), "2026-03-07")
        self.company.crm_contract_shift_weekends = True
        contract = self._create_active()
        case = self._request(contract_id=contract.id, category="information")
        self.assertEqual(str(case.due_date), "2026-03-09")
        self.freeze("2026-03-10 02:00:00")
        self._in_progress(case)
        case.answer = "New address entered"
        case.action_answer()
        self.assertEqual((case.timing, case.late_days), ("late", 1))
        self.assertFalse(case.is_standard_missed)
        self.assertEqual(case.action_view_partner()["res_id"], self.partner.id)

    def test_training_without_its_day_stays_open(self):
        """T1-3.4; and a remote session of 45 minutes is kept."""
        case = self._in_progress(
            self._request(
                category="training",
                minutes_spent=45,
                channel_id=self.env.ref("crm_contract_compliance.channel_remote").id,
                answer="Held",
            )
        )
        with self.assertRaisesRegex(UserError, "training"):
            case.action_answer()
        case.session_date = "2026-09-28"
        case.action_answer()
        self.assertEqual((case.state, case.minutes_spent), ("answered", 45))
