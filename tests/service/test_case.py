from datetime import datetime

from odoo.exceptions import AccessError, UserError, ValidationError

from .service_case import ServiceCase


class TestCase(ServiceCase):
    """Numbers, zones, who may, and what a contract is held by."""

    def test_number_is_drawn_last_so_none_is_lost(self):
        first = self._complaint().code
        for _attempt in range(2):
            with self.assertRaises(ValidationError):
                self._complaint(received_at="2027-01-01 00:00:00")
        with self.assertRaises(ValidationError):
            self._complaint(postmark_date="2027-01-01")
        second = self._complaint().code
        self.assertTrue(first.startswith("CP/2026/"))
        self.assertEqual(int(second[-4:]), int(first[-4:]) + 1)
        self.assertTrue(self._request().code.startswith("RQ/2026/"))

    def test_numbers_of_many_at_once_differ(self):
        vals = {
            "contract_id": self.contract.id,
            "name": "Many",
            "channel_id": self.phone.id,
            "category": "other",
        }
        cases = self.env["crm.contract.case"].create([vals] * 5)
        self.assertEqual(len(set(cases.mapped("code"))), 5)

    def test_number_is_not_typed(self):
        with self.assertRaises(UserError):
            self._complaint(code="CP/1")
        with self.assertRaises(UserError):
            self._complaint().code = "CP/1"

    def test_day_of_receipt_is_the_contract_s(self):
        """Four zones, a minute before and a minute after their midnight."""
        midnights = {
            "Asia/Shanghai": "2026-09-20 16:00",
            "Europe/Berlin": "2026-09-20 22:00",
            "America/Santiago": "2026-09-21 03:00",
            "Pacific/Kiritimati": "2026-09-20 10:00",
        }
        for tz, midnight in midnights.items():
            contract = self._create_active(tz=tz)
            moment = datetime.fromisoformat(midnight)
            for minutes, received, due in (
                (-1, "2026-09-20", "2026-09-25"),
                (1, "2026-09-21", "2026-09-26"),
            ):
                shifted = moment.replace(
                    hour=(moment.hour - (minutes < 0)) % 24, minute=minutes % 60
                )
                case = self._complaint(contract_id=contract.id, received_at=shifted)
                with self.subTest(tz=tz, minutes=minutes):
                    self.assertEqual(str(case.received_on), received)
                    self.assertEqual(str(case.answer_due_date), due)

    def test_lateness_follows_the_contract_s_zone(self):
        """Due on the 25th: in Kiritimati it is the 26th when Santiago still has the 25th."""
        cases = {}
        for tz in ("Pacific/Kiritimati", "America/Santiago"):
            contract = self._create_active(tz=tz)
            cases[tz] = self._complaint(contract_id=contract.id, received_at="2026-09-20 05:00:00")
        self.freeze("2026-09-25 12:00:00")
        east, west = cases.values()
        self.assertEqual((east.timing, west.timing), ("overdue", "today"))
        self._assert_sql_agrees(east | west)

    def test_sql_says_what_the_form_says(self):
        cases = self._answered(self._complaint()) | self._complaint() | self._request()
        cases |= self._complaint(received_at="2026-09-01 02:00:00")
        cases |= self._request(received_at="2026-09-01 02:00:00")
        cases |= self._request(category="other")
        cancelled = self._complaint()
        self._dialog("cancel", cancelled, reason="Twice").action_confirm()
        late = self._in_progress(self._request(received_at="2026-09-01 02:00:00"))
        late.answer = "Done"
        late.action_answer()
        for moment in ("2026-09-28 02:00:00", "2026-09-28 07:00:00", "2026-10-08 02:00:00"):
            self.freeze(moment)
            self._assert_sql_agrees(cases | cancelled | late)

    def _assert_sql_agrees(self, cases):
        cases.invalidate_recordset()
        groups = cases._read_group([("id", "in", cases.ids)], ["timing"], ["id:array_agg"])
        by_sql = {case_id: timing for timing, ids in groups for case_id in ids}
        self.assertEqual(by_sql, {case.id: case.timing for case in cases})
        self.assertEqual(
            cases.search([("is_late", "=", True), ("id", "in", cases.ids)]),
            cases.filtered("is_late").sorted(lambda case: (case.due_date, -case.id)),
        )

    def test_open_complaint_keeps_the_contract_from_ending(self):
        """T0-12.3"""
        case = self._complaint()
        self.assertEqual(self.contract.complaint_count, 1)
        with self.assertRaisesRegex(UserError, f"the open complaint {case.code}"):
            self.contract.with_user(self.officer)._end("mutual", self._day("2026-09-28"))
        self.contract.invalidate_recordset()
        self._answered(case, finding="unjustified")
        self._dialog("close", case).action_confirm()
        self.contract.with_user(self.officer)._end("mutual", self._day("2026-09-28"))
        self.assertEqual(self.contract.state, "ended")

    def test_open_complaint_never_stops_the_expiry_but_the_closing(self):
        """T0-12.3"""
        self._complaint()
        self.freeze("2027-02-01 02:00:00")
        self.contract._expire()
        self.assertEqual(self.contract.state, "ended")
        self.assertIn(self.contract, self.contract.search([("is_incomplete", "=", True)]))
        self.assertTrue(self.contract.is_incomplete)
        with self.assertRaisesRegex(UserError, "open complaint"):
            self.contract.with_user(self.officer).action_close()

    def test_open_request_keeps_nothing_open(self):
        self._request()
        self.contract.with_user(self.officer)._end("mutual", self._day("2026-09-28"))
        self.assertEqual(self.contract.state, "ended")

    def test_case_belongs_to_a_signed_contract(self):
        for contract in (self._create_contract(), self._cancelled()):
            with self.assertRaises(ValidationError):
                self._complaint(contract_id=contract.id)

    def test_case_does_not_move_to_another_contract_or_kind(self):
        case = self._request()
        with self.assertRaises(UserError):
            case.contract_id = self._create_active()
        with self.assertRaises(UserError):
            case.kind = "complaint"

    def test_only_a_slip_is_deleted_by_who_made_it(self):
        """I10"""
        case = (
            self.env["crm.contract.case"]
            .with_user(self.user)
            .create(
                {
                    "contract_id": self.contract.id,
                    "name": "Slip",
                    "channel_id": self.phone.id,
                    "kind": "complaint",
                }
            )
        )
        with self.assertRaises(AccessError):
            case.with_user(self.officer).unlink()
        kept = case.with_user(self.user).copy({"received_at": "2026-09-28 01:00:00"})
        kept.user_id = self.user
        kept.action_assign()
        with self.assertRaises(UserError):
            kept.unlink()
        rows = [("res_model", "=", case._name), ("res_id", "=", case.id)]
        self.assertTrue(self.env["crm.contract.deadline"].search(rows))
        case.with_user(self.user).unlink()
        self.assertFalse(self.env["crm.contract.deadline"].search(rows))

    def test_what_is_over_no_longer_changes(self):
        case = self._answered(self._complaint())
        self._measure(case, "corrective", "preventive")
        case.evidence_ids = self._link(self._create_file())
        self._dialog("close", case).action_confirm()
        for vals in (
            {"name": "Other"},
            {"answer": "Other"},
            {"description": "Other"},
            {"preventive_action": "Other"},
            {"preventive_due_date": "2026-12-01"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                case.write(vals)
        with self.assertRaises(UserError):
            case.evidence_ids.unlink()
        case.preventive_done_on = "2026-09-28"

    def test_nobody_types_when_something_happened(self):
        case = self._complaint()
        for vals in (
            {"answer_due_date": "2027-01-01"},
            {"extended_due_date": "2027-01-01"},
            {"outcome_sent_on": "2026-09-28"},
            {"answered_on": "2026-09-28"},
            {"finding": "unjustified"},
            {"feedback": "given"},
            {"closed_at": "2026-09-28 00:00:00"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                case.with_user(self.manager).write(vals)

    def test_second_of_two_hears_that_it_is_closed(self):
        case = self._in_progress(self._request())
        case.answer = "Restarted"
        case.action_answer()
        first = self._dialog("close", case, self.user, feedback="given", score="5")
        second = self._dialog("close", case, self.officer, feedback="given", score="1")
        first.action_confirm()
        with self.assertRaisesRegex(UserError, "somebody else was faster"):
            second.action_confirm()
        self.assertEqual(case.feedback_score, 5)
        self.assertFalse(case.activity_ids)

    def test_partner_counts_its_open_complaints(self):
        person = self.env["res.partner"].create({"name": "Li", "parent_id": self.partner.id})
        self._complaint(partner_id=person.id)
        self._complaint()
        self.assertEqual(self.partner.crm_contract_complaint_count, 2)
        self.assertEqual(person.crm_contract_complaint_count, 1)
        with self.assertRaises(UserError):
            person.unlink()

    def test_confidential_case_tells_its_number_alone(self):
        """I9"""
        case = self._complaint(name="Secret drawing")
        self.contract.is_classified = True
        self.env.invalidate_all()
        self.assertEqual(case.with_user(self.officer).sudo().display_name, case.code)
        with self.assertRaises(AccessError):
            case.with_user(self.officer).read(["name"])
        found = case.with_user(self.officer).search([("name", "ilike", "Secret")])
        self.assertFalse(found)
        row = self.env["crm.contract.deadline"].search([("res_id", "=", case.id)], limit=1)
        self.assertNotIn("Secret", row.name)

    def test_dialog_tells_nothing_of_a_case_out_of_reach(self):
        case = self._complaint(complainant="Secret person")
        self.contract.is_classified = True
        for name in ("finding", "extend", "notify", "close", "cancel"):
            vals = {
                "finding": {"finding": "partly", "facts": "F"},
                "extend": {
                    "reason": "R",
                    "extended_due_date": "2026-10-18",
                    "notified_on": "2026-09-28",
                },
                "notify": {"answer": "A"},
                "close": {},
                "cancel": {"reason": "R"},
            }[name]
            with self.subTest(name=name), self.assertRaises(AccessError):
                self._dialog(name, case, self.officer, **vals)

    def _cancelled(self):
        contract = self._create_contract()
        contract.action_cancel()
        return contract

    def test_nobody_answers_their_way_into_a_contract_by_a_default(self):
        values = {"kind": "complaint", "name": "Mine", "channel_id": self.phone.id}
        values["user_id"] = self.other_user.id
        hidden = self.contract.with_user(self.other_user)
        self.assertFalse(hidden.has_access("read"))
        cases = self.env["crm.contract.case"].with_user(self.other_user)
        with self.assertRaises(AccessError), self.cr.savepoint():
            cases.with_context(default_contract_id=hidden.id).create(values)
        self.assertFalse(hidden.has_access("read"))
