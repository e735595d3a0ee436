from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_cron import IrCron

from .data_case import ASSESSED, ITEMS, DataCase

_BATCHES = "odoo.addons.crm_contract_compliance.models.base.batches"


class TestDataProcessing(DataCase):
    """L-39, L-41, L-44, L-45; scenario 14, first sentences."""

    def test_without_assessment_no_data(self):
        """Scenario 14, L-44: blocked without it, allowed with it, locked until 2029-08-01."""
        processing = self._draft()
        with self.assertRaisesRegex(UserError, "no impact assessment"):
            processing.action_activate()
        self.assertFalse(self.third_party._is_data_access_allowed())
        self.assertIn("no impact assessment", self.third_party.data_access_note)

        processing.write(ASSESSED)
        processing.action_activate()

        self.assertTrue(self.third_party._is_data_access_allowed())
        self.assertFalse(self.third_party.data_access_note)
        self.assertEqual(processing.retained_until, self._day("2029-08-01"))

    def test_assessed_it_is_kept_for_three_years(self):
        """L-44, PIPL 56: nobody deletes it before, a draft neither."""
        draft = self._draft(**ASSESSED)
        with self.assertRaisesRegex(UserError, "kept until"):
            draft.unlink()
        self.freeze("2029-08-01 04:00:00")
        with self.assertRaisesRegex(UserError, "kept until"):
            draft.unlink()
        self.freeze("2029-08-02 04:00:00")
        draft.unlink()

    def test_what_has_ended_is_kept_for_its_years_and_goes_by_a_purge_alone(self):
        """L-45: three years from the end of what was given, not from its assessment."""
        processing = self._in_force()
        with self.assertRaises(UserError):
            processing.unlink()
        self.freeze("2026-11-30 04:00:00")
        processing.action_end()
        self.assertEqual(processing.retained_until, self._day("2029-11-30"))
        for moment in ("2029-11-30 04:00:00", "2029-12-01 04:00:00"):
            self.freeze(moment)
            with self.assertRaises(UserError):
                processing.unlink()
        processing._purge()
        self.assertFalse(processing.exists())

    def test_each_of_the_six_items_is_asked_for(self):
        """L-39, PIPL 21."""
        for name in ITEMS:
            with self.subTest(item=name):
                processing = self._draft(**{**ASSESSED, name: False})
                with self.assertRaisesRegex(UserError, "is not agreed"):
                    processing.action_activate()
        spaces = self._draft(**{**ASSESSED, "purpose": "  "})
        with self.assertRaisesRegex(UserError, "“Purpose of Processing” is not agreed"):
            spaces.action_activate()

    def test_a_failed_assessment_lets_nothing_through(self):
        processing = self._draft(**{**ASSESSED, "result": "failed"})
        with self.assertRaisesRegex(UserError, "not acceptable"):
            processing.action_activate()

    def test_an_assessment_is_whole_and_made(self):
        for values in (
            {"assessed_on": "2026-08-01"},
            {"result": "passed"},
            {**ASSESSED, "assessor": " "},
            {**ASSESSED, "assessed_on": "2026-08-02"},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._draft(**values)

    def test_passed_on_only_with_the_consent_of_both_sides_in_writing(self):
        """L-39, PIPL 21: without one of the four facts it is refused."""
        facts = {
            "sub_processors": "Yunhai Hosting",
            "sub_consent_a_on": "2026-07-01",
            "sub_consent_b_on": "2026-07-02",
            "sub_consent_ids": self._link(self._create_file()),
        }
        for name in facts:
            values = {**facts, name: False, "sub_entrusting": "consented"}
            with self.subTest(missing=name):
                processing = self._draft(**ASSESSED, **values)
                with self.assertRaisesRegex(UserError, "passed on"):
                    processing.action_activate()
        self._draft(**ASSESSED, **facts, sub_entrusting="consented").action_activate()
        self.assertTrue(self.third_party._is_data_access_allowed())

    def test_one_silent_side_and_no_data(self):
        """Scenario 8: A consents, B is silent -> proposed, access to customer data denied."""
        proposed = self._propose(partner_id=self._company("Ruixin").id)
        self._consent(proposed, "a")
        self.assertEqual(proposed.state, "proposed")
        self.assertFalse(proposed._is_data_access_allowed())
        self.assertIn("Party B has not consented", proposed.data_access_note)
        processing = self._draft(proposed, **ASSESSED)
        with self.assertRaisesRegex(UserError, "Party B has not consented"):
            processing.action_activate()
        self.assertNotIn("Party A", proposed.data_access_note)

    def test_whoever_may_not_act_gets_no_data(self):
        """T0-17.2: its certificate ran out, its time is over."""
        self._in_force()
        self._certify(self.third_party, expires_on="2026-07-31")
        self.third_party.invalidate_recordset()
        self.assertIn("may not act today", self.third_party.data_access_note)

    def test_the_agreed_term_is_over_by_itself(self):
        processing = self._in_force()
        self.freeze("2026-12-31 04:00:00")
        processing.invalidate_recordset()
        self.assertTrue(processing.is_access_allowed)
        self.freeze("2027-01-01 04:00:00")
        processing.invalidate_recordset()
        self.assertRegex(processing.access_note, "over on.*2026")

    def test_sensitive_data_need_separate_consents_of_a_processor_too(self):
        """L-41, PIPL 29."""
        processing = self._in_force(is_sensitive=True)
        self.assertIn("sensitive", processing.access_note)
        self._ask(processing, self.wu)
        self.assertIn("sensitive", processing.access_note)
        self._ask(processing, self.wu, is_sensitive=True)
        self.assertFalse(processing.access_note)

    def test_in_force_nothing_of_it_changes(self):
        processing = self._in_force()
        for values in (
            {"purpose": "Sells them"},
            {"assessed_on": "2026-07-01"},
            {"date_end": "2027-12-31"},
            {"role": "controller"},
        ):
            with self.subTest(values=values), self.assertRaisesRegex(UserError, "new version"):
                processing.write(values)
        processing.write({"user_id": self.officer.id})

    def test_a_new_version_takes_over_with_its_own_assessment(self):
        """PIPL 14, 55: another purpose is assessed and asked for anew."""
        old = self._in_force(role="controller")
        self._ask(old, self.wu)
        new = self.env["crm.contract.data.processing"].browse(old.action_revise()["res_id"])
        self.assertEqual((new.version, new.previous_id, new.assessed_on), (2, old, False))
        self.assertFalse(new.consent_ids)
        self.assertEqual(old.action_revise()["res_id"], new.id, "one draft, whoever presses")
        new.purpose = "Asks customers how satisfied they are"
        new.write(ASSESSED)
        self.assertTrue(old.is_access_allowed)

        new.action_activate()

        self.assertEqual((old.state, str(old.ended_on)), ("ended", "2026-08-01"))
        self.assertIn("separate consent", new.access_note)

    def test_only_officers_put_it_in_force_and_end_it(self):
        processing = self._draft(**ASSESSED).with_user(self.user)
        with self.assertRaises(AccessError):
            processing.action_activate()
        processing.with_user(self.officer).action_activate()
        with self.assertRaises(AccessError):
            processing.action_end()
        processing.with_user(self.officer).action_end()
        self.assertEqual(processing.sudo().state, "ended")

    def test_its_end_is_recorded_the_day_after_its_term(self):
        """PIPL 21: on the last day it is still in force; recorded once, with that day."""
        processing = self._in_force(date_end="2026-08-31")
        self.freeze("2026-08-31 04:00:00")
        self._record_ends(processing)
        self.assertEqual(processing.state, "active")

        self.freeze("2026-09-01 04:00:00")
        self._record_ends(processing)

        self.assertEqual((processing.state, str(processing.ended_on)), ("ended", "2026-08-31"))

    def _record_ends(self, processing):
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            processing._cron_record_end()

    def test_one_that_cannot_end_stops_no_other(self):
        """T0-12.3, as of contracts and agreements: see test_expiry_isolation.py."""
        first = self._in_force(date_end="2026-08-31")
        other = self._active(
            partner_id=self.env["res.partner"].create({"name": "Ruixin"}).id, kind="data"
        )
        second = self._in_force(other, date_end="2026-08-31")
        self.freeze("2026-09-01 04:00:00")
        original = type(first)._guard_officer

        def refuse(row):
            return original(row) if row == second else row._refuse_illegal_move("draft")

        with patch.object(type(first), "_guard_officer", refuse), mute_logger(_BATCHES):
            self._record_ends(first)

        self.assertEqual((first.state, first.ended_on), ("active", False))
        self.assertEqual((second.state, str(second.ended_on)), ("ended", "2026-08-31"))

    def test_it_is_supervised_by_a_standing_duty(self):
        """L-45: a duty of ours, with proof, from the first day in force until the last."""
        processing = self._in_force(oversight_months=3, user_id=self.officer.id)
        duty = processing.oversight_id
        self.assertEqual(duty.name, "Check of the data protection agreed with Anzhi Data")
        self.assertEqual((duty.side, duty.interval, duty.needs_proof), ("a", 3, True))
        days = [str(day) for day in duty.deadline_ids.sorted("due_date").mapped("due_date")]
        self.assertEqual(days, ["2026-11-01"])
        self.assertEqual(duty.deadline_ids.user_id, self.officer)

        processing.action_end()
        self.env.flush_all()

        self.assertEqual(set(duty.deadline_ids.mapped("state")), {"cancelled"})

    def test_of_a_confidential_contract_the_duty_names_nobody(self):
        """I9: its name stands in lists and digests."""
        self.contract.is_classified = True
        self.assertNotIn("Anzhi", self._in_force().oversight_id.name)

    def test_the_third_party_shows_it(self):
        """screens.md §3: stepper and banner say why not."""
        draft = self._draft()
        self.third_party.invalidate_recordset()
        step = self.third_party.steps[-1]
        self.assertEqual((step["key"], step["state"]), ("data", "blocked"))
        self.assertIn("no impact assessment", step["reason"])
        self.assertIn("no impact assessment", self.third_party.alerts["data"]["message"])
        draft.write(ASSESSED)
        draft.action_activate()
        self.third_party.invalidate_recordset()
        self.assertEqual(self.third_party.steps[-1]["state"], "done")
        self.assertNotIn("data", self.third_party.alerts or {})

    def test_without_data_the_stepper_says_nothing_of_them(self):
        steps = [step["key"] for step in self.third_party.steps]
        self.assertIn("agreement", steps)
        self.assertNotIn("data", steps)

    def test_it_lasts_as_long_as_the_third_party_where_nothing_else_is_said(self):
        processing = self.env["crm.contract.data.processing"].create(
            {"third_party_id": self.third_party.id}
        )
        self.assertEqual(processing.date_start, self._day("2026-06-01"))
        self.assertEqual(processing.date_end, self.contract.end_date)

    def _company(self, name):
        return self.env["res.partner"].create({"name": name, "is_company": True})
