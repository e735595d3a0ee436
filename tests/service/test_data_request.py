from odoo.exceptions import UserError, ValidationError

from .service_case import ServiceCase

PERSONS = ("data_access", "data_copy", "data_correct", "data_delete", "data_withdraw")


class TestDataRequest(ServiceCase):
    """L-42, PIPL 15, 45 to 47, 50: what persons ask of their own data; A76."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-03-02 02:00:00")
        cls.person = cls.env["res.partner"].create({"name": "Chen", "parent_id": cls.partner.id})

    def _data(self, category="data_access", **values):
        vals = {"name": "My data", "category": category, "data_subject_id": self.person.id}
        return self._case(kind="request", **{**vals, **values})

    def _days(self, case):
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        return {row.kind: str(row.due_date) for row in rows}

    def _answer(self, case, **values):
        case.write({"answer": "Done as asked", "data_outcome": "fulfilled", **values})
        case.action_answer()

    def test_it_is_answered_within_the_company_s_days(self):
        """L-42: 15 days from 2026-03-02."""
        for category in PERSONS:
            with self.subTest(category=category):
                case = self._data(category)
                self.assertTrue(case.is_data_request)
                self.assertEqual(self._days(case)["data_request"], "2026-03-17")
                self.assertEqual(str(case.due_date), "2026-03-17")
                self.assertIn("15", case.due_note)

    def test_another_setting_reaches_no_request_that_stands(self):
        old = self._data()
        self.company.crm_contract_data_request_days = 30
        self.assertEqual(str(self._data().due_date), "2026-04-01")
        self.assertEqual(self._days(old), {"data_request": "2026-03-17"})

    def test_a_correction_opens_the_update_deadline_too(self):
        """T0-3.3: received 2026-03-02, 5 days: Sat 2026-03-07."""
        case = self._in_progress(self._data("data_correct"))
        self.assertEqual(
            self._days(case), {"data_request": "2026-03-17", "information": "2026-03-07"}
        )
        with self.assertRaisesRegex(UserError, "were corrected"):
            self._answer(case)
        case.data_updated_on = "2026-03-02"
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        states = {row.kind: row.state for row in rows}
        self.assertEqual(states, {"data_request": "open", "information": "done"})
        self._answer(case)
        self.assertEqual(set(rows.mapped("state")), {"done"})

    def test_a_correction_that_is_refused_waits_for_no_update(self):
        case = self._in_progress(self._data("data_correct"))
        reason = {"refusal_reason": "It is right", "refusal_ground": "PIPL 46"}
        self._answer(case, data_outcome="refused", **reason)
        rows = self.env["crm.contract.deadline"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        self.assertEqual(set(rows.mapped("state")), {"done"})

    def test_what_is_signed_stays_under_another_spelling_too(self):
        """By a second contact of the same name, or as somebody typed it."""
        double = self.env["res.partner"].create({"name": " li  NA"})
        for values in (
            {"data_subject_id": double.id},
            {"data_subject_id": False, "complainant": "LI NA "},
        ):
            with self.subTest(values):
                case = self._data("data_delete", **values)
                self.assertIn("the signed contract", case.kept_note or "")

    def test_a_refusal_of_blanks_is_none(self):
        case = self._in_progress(self._data())
        for blanks in (
            {"refusal_reason": " \n", "refusal_ground": "PIPL 47"},
            {"refusal_ground": " "},
        ):
            with self.assertRaisesRegex(UserError, "its reason and the legal ground"):
                self._answer(case, data_outcome="refused", **{"refusal_reason": "x", **blanks})

    def test_it_says_whose_data_it_is(self):
        """A contact, or the name of somebody who is none."""
        for nobody in (False, " "):
            with self.assertRaisesRegex(ValidationError, "whose data"):
                self._data(data_subject_id=False, complainant=nobody)
        self.assertTrue(self._data(data_subject_id=False, complainant="Wu"))

    def test_only_a_request_asks_for_data(self):
        with self.assertRaises(ValidationError):
            self._complaint(category="data_delete", data_subject_id=self.person.id)

    def test_its_outcome_is_said_and_a_refusal_gives_reason_and_law(self):
        """PIPL 50."""
        case = self._in_progress(self._data())
        with self.assertRaisesRegex(UserError, "outcome"):
            self._answer(case, data_outcome=False)
        for outcome in ("partly", "refused"):
            for said in (
                {},
                {"refusal_reason": "No"},
                {"refusal_ground": "PIPL 45", "refusal_reason": " "},
            ):
                with self.subTest(outcome=outcome, said=said):
                    case.write({"refusal_reason": False, "refusal_ground": False})
                    with self.assertRaisesRegex(UserError, "legal ground"):
                        self._answer(case, data_outcome=outcome, **said)
        self._answer(case)
        self.assertEqual(case.state, "answered")

    def test_it_is_closed_without_a_score(self):
        case = self._in_progress(self._data())
        self._answer(case)
        self._dialog("close", case).action_confirm()
        self.assertEqual(case.state, "closed")

    def test_nothing_signed_is_deleted_and_the_answer_says_so(self):
        """A76: who signed stands in the contract."""
        case = self._in_progress(self._data("data_delete", data_subject_id=self.their_person.id))
        self.assertIn(self.contract.code, case.kept_note)
        with self.assertRaisesRegex(UserError, self.contract.code):
            self._answer(case)
        reason = {"refusal_reason": "It is signed", "refusal_ground": "PIPL 47, para. 2"}
        self._answer(case, data_outcome="partly", **reason)
        self.assertIn(self.contract.code, case.answer)
        self.assertTrue(case.answer.startswith("Done as asked"))
        self.assertTrue(self.their_person.exists())
        self.assertTrue(self.contract.signature_ids.signer_id & self.their_person)

    def test_what_the_law_keeps_stays_and_the_answer_names_its_day(self):
        """L-44, A76: a record about the person under retention."""
        case = self._data("data_delete")
        self.assertFalse(case.kept_note)
        record = self.env["crm.contract.incident"].new({"code": "IN/2026/0009"})
        record.retained_until = self._day("2029-03-01")
        self.patch(type(case), "_retained_records", lambda case: [record])
        case.invalidate_recordset()
        self.assertIn("2029", case.kept_note)
        self._in_progress(case)
        with self.assertRaises(UserError):
            self._answer(case)

    def test_a_name_that_signed_is_found_without_a_contact(self):
        case = self._data("data_delete", data_subject_id=False, complainant="Li Na")
        self.assertIn(self.contract.code, case.kept_note)

    def test_others_data_are_deleted_as_asked(self):
        case = self._in_progress(self._data("data_delete"))
        self.assertFalse(case.kept_note)
        self._answer(case)
        self.assertEqual(case.state, "answered")

    def test_days_of_a_correction_are_possible_ones(self):
        case = self._data("data_correct")
        for day in ("2026-03-01", "2026-03-03"):
            with self.assertRaises(ValidationError):
                case.data_updated_on = day
        with self.assertRaises(UserError):
            case.update_due_date = "2026-04-01"

    def test_the_person_s_contact_opens(self):
        self.assertEqual(self._data().action_view_partner()["res_id"], self.person.id)
