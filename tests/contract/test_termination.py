from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .ending_case import EndingCase


class TestTermination(EndingCase):
    """The end before the term: grounds, notice, earliest day, gate (T0-12, T1-11, T1-12)."""

    def test_the_earliest_end_counts_from_the_arrival(self):
        """T1-11.2, scenario 11: sent 05-29, arrived 06-01, X = 30 -> 07-01; 06-20 is refused."""
        contract = self._in_force()
        rescission = self._rescission(contract)
        self.assertEqual(str(rescission.earliest_end_date), "2026-07-01")
        with self.assertRaisesRegex(ValidationError, "07/01/2026"):
            rescission.requested_end_date = "2026-06-20"
        rescission.requested_end_date = "2026-07-01"
        rescission.action_notify()
        with self.assertRaisesRegex(UserError, "future"):
            rescission.action_make_effective()
        self.freeze("2026-07-01 04:00:00")
        rescission.action_make_effective()
        self.assertEqual(
            (contract.state, contract.end_ground, str(contract.ended_on)),
            ("ended", "rescission", "2026-07-01"),
        )
        self.assertEqual((rescission.state, str(rescission.ended_on)), ("effective", "2026-07-01"))

    def test_nothing_counts_before_the_notice_has_arrived(self):
        contract = self._in_force()
        notice = self._notice(contract, delivered_on=False)
        rescission = self._rescission(contract, notice_id=notice.id)
        rescission.action_notify()
        self.assertFalse(rescission.earliest_end_date)
        with self.assertRaisesRegex(UserError, "not arrived"):
            rescission.action_make_effective()
        notice.delivered_on = "2026-06-03"
        self.assertEqual(str(rescission.earliest_end_date), "2026-07-03")

    def test_a_day_too_early_is_refused_at_the_gate_too(self):
        """A notice that arrives late moves the earliest day past the one asked for."""
        contract = self._in_force(rescission_notice_days=5)
        notice = self._notice(contract, delivered_on=False)
        rescission = self._rescission(
            contract, notice_id=notice.id, requested_end_date="2026-06-08"
        )
        rescission.action_notify()
        notice.delivered_on = "2026-06-04"
        with self.assertRaisesRegex(UserError, "06/09/2026"):
            rescission.action_make_effective()
        rescission.requested_end_date = "2026-06-09"
        rescission.action_make_effective()
        self.assertEqual(str(contract.ended_on), "2026-06-09")

    def test_two_periods_for_the_two_kinds(self):
        """T1-12.2: 15 and 30 days may differ."""
        contract = self._in_force(rescission_notice_days=15, termination_notice_days=30)
        rescission = self._rescission(contract)
        termination = self._rescission(contract, "agreed_event", clause="12.1")
        self.assertEqual((rescission.kind, termination.kind), ("rescission", "termination"))
        self.assertEqual(str(rescission.earliest_end_date), "2026-06-16")
        self.assertEqual(str(termination.earliest_end_date), "2026-07-01")

    def test_without_days_it_takes_effect_on_arrival(self):
        """T0, T2: breach rescission with 0 days (X-11)."""
        contract = self._in_force(rescission_notice_days=0)
        rescission = self._rescission(contract)
        self.assertEqual(str(rescission.earliest_end_date), "2026-06-01")
        rescission.action_notify()
        rescission.action_make_effective()
        self.assertEqual(str(contract.ended_on), "2026-06-01")

    def test_a_last_chance_delays_the_effect_to_its_end(self):
        """L-15: at the end of the stated grace, if unperformed."""
        contract = self._in_force(rescission_notice_days=0)
        rescission = self._rescission(contract, grace_until="2026-06-15")
        self.assertEqual(str(rescission.earliest_end_date), "2026-06-15")

    def test_the_period_of_the_declaration_stays_whatever_is_agreed_later(self):
        """§5: a notice stays judged by the terms of its day."""
        contract = self._in_force()
        notice = self._notice(contract, delivered_on=False)
        rescission = self._rescission(contract, notice_id=notice.id)
        rescission.action_notify()
        contract._write_settled({"rescission_notice_days": 90})
        notice.delivered_on = "2026-06-01"
        self.assertEqual(str(rescission.earliest_end_date), "2026-07-01")

    def test_the_two_kinds_are_never_swapped(self):
        """X-10"""
        contract = self._in_force()
        with self.assertRaisesRegex(ValidationError, "Rescission"):
            self._rescission(contract, kind="termination")

    def test_only_the_contracts_own_grounds_end_it(self):
        """T0-12.2: ending without one of the grounds is impossible; the type's list is copied."""
        contract = self._in_force(
            end_ground_ids=[Command.set(self._ground("mutual").ids)],
        )
        with self.assertRaisesRegex(ValidationError, "no ground"):
            self._rescission(contract)
        self.contract_type.end_ground_ids = self._ground("frustrated_purpose")
        with self.assertRaisesRegex(ValidationError, "no ground"):
            self._rescission(contract)
        with self.assertRaises(UserError):
            contract.end_ground_ids = self._ground("frustrated_purpose")

    def test_each_ground_says_how_the_contract_ended(self):
        """T0-12.2: force majeure is T0's own ground, and a rescission under T1."""
        for code, ended_by in (
            ("force_majeure", "force_majeure"),
            ("force_majeure_rescission", "rescission"),
            ("anticipatory_refusal", "rescission"),
        ):
            contract = self._in_force(rescission_notice_days=0)
            self._flood(contract)
            rescission = self._rescission(contract, code)
            rescission.action_notify()
            rescission.action_make_effective()
            self.assertEqual(contract.end_ground, ended_by, code)

    def test_force_majeure_is_recognised_first(self):
        """T0-12.2, CC 563: an event that somebody only claims prevents nothing."""
        contract = self._in_force(rescission_notice_days=0)
        rescission = self._rescission(contract, "force_majeure")
        self._flood(self._in_force())
        event = self._flood(contract, is_accepted=False)
        with self.assertRaisesRegex(UserError, "recognised force majeure"):
            rescission.action_notify()
        event.action_accept()
        rescission.action_notify()
        event.rejection_reason = "It was no flood"
        event.with_user(self.manager).action_reject()
        with self.assertRaisesRegex(UserError, "recognised force majeure"):
            rescission.action_make_effective()

    def test_an_agreed_event_names_its_clause(self):
        termination = self._rescission(self._in_force(), "agreed_event")
        with self.assertRaisesRegex(UserError, "clause"):
            termination.action_notify()
        termination.clause = "12.1"
        termination.action_notify()

    def test_reasonable_notice_alone_ends_only_what_has_no_end(self):
        """L-13, CC 563: an open-ended continuing contract any time."""
        with self.assertRaisesRegex(UserError, "without end date"):
            self._rescission(self._in_force(), "open_ended").action_notify()
        self._rescission(self._in_force(term_years=0), "open_ended").action_notify()

    def test_a_declaration_needs_its_notice(self):
        rescission = self._rescission(self._in_force(), notice_id=False)
        with self.assertRaisesRegex(UserError, "notice"):
            rescission.action_notify()

    def test_a_notice_of_another_contract_is_none(self):
        other = self._notice(self._in_force())
        with self.assertRaisesRegex(ValidationError, "another contract"):
            self._rescission(self._in_force(), notice_id=other.id)

    def test_a_notice_declares_the_same_kind_and_side_only(self):
        """A notice of termination rescinds nothing (X-10); nor does the other side's."""
        contract = self._in_force()
        for values in ({"kind": "termination"}, {"side": "b"}, {"kind": "other"}):
            notice = self._notice(contract, **values)
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, "declare"):
                self._rescission(contract, notice_id=notice.id)

    def test_the_notice_that_is_recorded_next_declares_it(self):
        contract = self._in_force()
        rescission = self._rescission(contract, notice_id=False)
        context = rescission.action_record_notice()["context"]
        self.assertEqual(context["default_kind"], "rescission")
        notice = self._notice(contract)
        self.assertEqual(rescission.notice_id, notice)
        self.assertEqual(str(rescission.earliest_end_date), "2026-07-01")

    def test_an_arrival_that_nothing_proves_ends_nothing(self):
        """T1-13.1: proven only with proof."""
        contract = self._in_force(rescission_notice_days=0)
        notice = self._notice(contract, proof_reference=False)
        rescission = self._rescission(contract, notice_id=notice.id)
        rescission.action_notify()
        with self.assertRaisesRegex(UserError, "proof"):
            rescission.action_make_effective()
        notice.proof_reference = "SF 1001"
        rescission.action_make_effective()

    def test_one_side_alone_never_ends_by_agreement(self):
        contract = self._in_force()
        with self.assertRaises(ValidationError):
            self._rescission(contract, "mutual", kind="termination", is_mutual=False)
        with self.assertRaises(ValidationError):
            self._rescission(contract, is_mutual=True, initiator_side=False)
        with self.assertRaises(ValidationError):
            self._rescission(contract, initiator_side=False)
        with self.assertRaises(ValidationError):
            self._agreement(contract, initiator_side="a")

    def test_a_draft_of_one_side_never_takes_effect_at_once(self):
        rescission = self._rescission(self._in_force(rescission_notice_days=0))
        for call in (
            rescission.action_make_effective,
            lambda: rescission.write({"state": "effective"}),
        ):
            with self.assertRaisesRegex(UserError, "declare"):
                call()
        with self.assertRaises(UserError):
            self._agreement(self._in_force()).action_notify()


class TestAgreement(EndingCase):
    """The end by mutual agreement and its instrument (T0-App8-9, T1-12.1, T2-12.1)."""

    def test_an_agreement_ends_with_its_paper_alone(self):
        contract = self._in_force()
        agreement = self._agreement(contract, requested_end_date="2026-05-31")
        with self.assertRaisesRegex(UserError, "signed first"):
            agreement.action_make_effective()
        agreement.evidence_ids = self._paper()
        agreement.action_make_effective()
        self.assertEqual(
            (contract.state, contract.end_ground, str(contract.ended_on)),
            ("ended", "mutual", "2026-05-31"),
        )
        self.assertEqual(contract._ending(), agreement)

    def test_the_agreement_is_signed_by_the_one_route(self):
        contract = self._in_force()
        agreement = self._agreement(contract)
        agreement.action_send_to_sign()
        execution = agreement.execution_id
        self.assertEqual((execution.kind, execution.mode), ("termination", "sign_and_seal"))
        with self.assertRaises(UserError):
            agreement.action_send_to_sign()
        self._record_marks(execution, "a", "2026-06-05", "2026-06-05")
        with self.assertRaisesRegex(UserError, "signed first"):
            agreement.action_make_effective()
        with self.assertRaises(UserError):
            agreement.reason = "Altered after a signature"
        self._record_marks(execution, "b", "2026-06-08", "2026-06-08")
        self.assertEqual((execution.state, str(execution.executed_on)), ("executed", "2026-06-08"))
        self.assertEqual(contract.state, "active", "a person ends, with the matters in sight")
        agreement.action_make_effective()
        self.assertEqual((contract.state, str(contract.ended_on)), ("ended", "2026-06-08"))

    def test_an_agreement_is_taken_back_by_an_officer_and_signed_anew(self):
        agreement = self._agreement(self._in_force())
        agreement.action_send_to_sign()
        first = agreement.execution_id
        self._record_marks(first, "a", "2026-06-05", "2026-06-05")
        with self.assertRaises(AccessError):
            agreement.with_user(self.user).action_take_back()
        agreement.with_user(self.officer).action_take_back()
        self.assertEqual((first.state, agreement.state), ("void", "draft"))
        agreement.reason = "Put otherwise"
        agreement.action_send_to_sign()
        self.assertEqual(agreement.execution_state, "open")

    def test_a_withdrawn_agreement_is_signed_by_nobody(self):
        agreement = self._agreement(self._in_force())
        agreement.action_send_to_sign()
        agreement.action_withdraw()
        self.assertEqual(agreement.execution_id.state, "void")

    def test_an_end_by_agreement_without_its_file_is_a_red_item(self):
        """T0-App8-9"""
        contract = self._in_force()
        contract._end("mutual", self._day("2026-06-01"))
        self.assertEqual(contract.alerts["agreement"]["level"], "danger")
        other = self._in_force()
        self._agreement(other, evidence_ids=self._paper().ids).action_make_effective()
        self.assertNotIn("agreement", other.alerts or {})

    def test_the_dialog_ends_what_is_agreed_on_paper(self):
        contract = self._in_force()
        self._dialog(contract, "mutual", evidence_ids=self._paper(self.officer).ids)
        self.assertEqual((contract.state, contract._ending().state), ("ended", "effective"))

    def test_the_dialog_declares_what_one_side_says(self):
        contract = self._in_force()
        self._dialog(
            contract,
            "frustrated_purpose",
            kind="rescission",
            initiator_side="a",
            notice_id=self._notice(contract).id,
        )
        self.assertEqual(contract.termination_ids.state, "notified")
        self.assertIn("07/01/2026", contract.alerts["termination"]["message"])

    def test_whoever_may_not_end_asks_an_officer(self):
        contract = self._in_force()
        self._dialog(contract, "mutual", self.user, evidence_ids=self._paper(self.user).ids)
        asked = contract.termination_ids
        self.assertEqual((contract.state, asked.state), ("active", "draft"))
        self.assertIn(self.user.name, asked.activity_ids.summary)
        for move in ("effective", "notified"):
            with self.assertRaises(UserError):
                asked.with_user(self.user).write({"state": move})
        asked.with_user(self.officer).action_make_effective()
        self.assertFalse(asked.activity_ids)

    def _dialog(self, contract, code, user=None, **values):
        values = {"kind": "termination", "is_mutual": code == "mutual", **values}
        self.env["crm.contract.end.wizard"].with_user(user or self.officer).create(
            {"contract_id": contract.id, "ground_id": self._ground(code).id, **values}
        ).action_confirm()


class TestOpenMatters(EndingCase):
    """What is open keeps a person from ending; a manager's word lets it pass (T0-12.3)."""

    def _with_complaint(self):
        contract = self._in_force()
        self._complain(contract, "Too slow")
        return contract, self._agreement(contract, evidence_ids=self._paper().ids)

    def _complain(self, contract, name):
        channel = self.env.ref("crm_contract_compliance.channel_phone")
        return self.env["crm.contract.case"].create(
            {
                "contract_id": contract.id,
                "kind": "complaint",
                "name": name,
                "channel_id": channel.id,
            }
        )

    def test_an_open_complaint_blocks_until_a_manager_overrides_it(self):
        contract, agreement = self._with_complaint()
        with self.assertRaisesRegex(UserError, "complaint"):
            agreement.action_make_effective()
        for user in (self.user, self.officer):
            with self.assertRaises(AccessError):
                agreement.with_user(user)._override("Agreed by phone")
        manager = agreement.with_user(self.manager)
        for reason in ("", " ", False):
            with self.assertRaises(UserError):
                manager._override(reason)
        self.env["crm.contract.override.wizard"].with_user(self.manager).create(
            {"termination_id": agreement.id, "reason": " Agreed by phone "}
        ).action_confirm()
        self.assertRecordValues(
            agreement,
            [
                {
                    "override_reason": "Agreed by phone",
                    "overridden_by_id": self.manager.id,
                    "overridden_on": self._day("2026-06-10"),
                }
            ],
        )
        self.assertIn("complaint", agreement.overridden_matters)
        agreement.with_user(self.officer).action_make_effective()
        self.assertEqual(contract.state, "ended")
        agreement.with_user(self.officer).action_settle()
        contract.with_user(self.officer).action_close()
        self.assertEqual(contract.state, "closed")

    def test_the_override_is_of_one_end_alone(self):
        contract, agreement = self._with_complaint()
        agreement.with_user(self.manager)._override("Agreed")
        with self.assertRaisesRegex(UserError, "complaint"):
            contract._end("mutual", self._day("2026-06-10"))
        for name in ("override_reason", "overridden_on", "overridden_by_id"):
            with self.assertRaises(UserError):
                agreement.write({name: False})
        agreement.action_withdraw()
        with self.assertRaisesRegex(UserError, "decided"):
            agreement.with_user(self.manager)._override("Again")

    def test_expiry_is_blocked_by_nothing_and_withdraws_what_was_declared(self):
        contract, agreement = self._with_complaint()
        notice = self._notice(contract, delivered_on=False)
        rescission = self._rescission(contract, notice_id=notice.id)
        rescission.action_notify()
        self.freeze("2027-01-16 04:00:00")
        contract.invalidate_recordset()
        contract._expire()
        self.assertEqual((contract.state, contract.end_ground), ("ended", "expiry"))
        self.assertEqual(rescission.state, "withdrawn")
        self.assertEqual(agreement.state, "withdrawn")
        with self.assertRaisesRegex(UserError, "complaint"):
            contract.action_close()

    def test_closing_after_the_expiry_has_the_same_override(self):
        """T0-12.3: “closing [is] blocked, or manager override with reason”; it needs no end."""
        contract, _agreement = self._with_complaint()
        with self.assertRaisesRegex(UserError, "not about to be closed"):
            contract.with_user(self.manager)._override("Too early")
        self.freeze("2027-01-16 04:00:00")
        contract.invalidate_recordset()
        contract._expire()
        self.assertIn("complaint", contract.open_matters)
        with self.assertRaises(AccessError):
            contract.with_user(self.officer)._override("Agreed by phone")
        with self.assertRaises(UserError):
            contract.with_user(self.manager)._override(" ")
        self.env["crm.contract.override.wizard"].with_user(self.manager).create(
            {"contract_id": contract.id, "reason": "Answered by letter"}
        ).action_confirm()
        self.assertFalse(contract.open_matters)
        self._complain(contract, "Too slow again")
        with self.assertRaisesRegex(UserError, "complaint"):
            contract.with_user(self.officer).action_close()
        contract.with_user(self.manager)._override("Both answered")
        contract.with_user(self.officer).action_close()
        self.assertEqual(contract.state, "closed")

    def _is_told_incomplete(self, contract):
        """By search, list and banner at once; they never disagree."""
        found = self.env["crm.contract"].search([("is_incomplete", "=", True)])
        told = {
            contract in found,
            contract.is_incomplete,
            "complaint" in contract.missing_note,
            "missing" in dict(contract._alert_list()),
        }
        self.assertEqual(len(told), 1, told)
        return told.pop()

    def test_what_a_manager_accepted_is_named_no_more(self):
        """T0-12.3: neither by the word on the closing, nor by the one on the end before it."""
        contract, _agreement = self._with_complaint()
        self.freeze("2027-01-16 04:00:00")
        contract.invalidate_recordset()
        contract._expire()
        contract.handover_ids.unlink()
        self.assertTrue(self._is_told_incomplete(contract))
        contract.with_user(self.manager)._override("Answered by letter")
        self.assertFalse(self._is_told_incomplete(contract))
        self._complain(contract, "Too slow again")
        self.assertTrue(self._is_told_incomplete(contract))

    def test_what_a_manager_accepted_of_an_end_is_named_no_more(self):
        contract, agreement = self._with_complaint()
        agreement.with_user(self.manager)._override("Agreed by phone")
        agreement.action_make_effective()
        agreement.action_settle()
        contract.handover_ids.unlink()
        self.assertFalse(self._is_told_incomplete(contract))
        self._complain(contract, "Too slow again")
        self.assertTrue(self._is_told_incomplete(contract))

    def test_what_comes_up_after_the_override_is_not_covered_by_it(self):
        contract, agreement = self._with_complaint()
        agreement.with_user(self.manager)._override("Agreed by phone")
        self.assertFalse(agreement.open_matters)
        self._complain(contract, "Too slow")
        agreement.invalidate_recordset(["open_matters"])
        self.assertIn("complaint", agreement.open_matters)
        with self.assertRaisesRegex(UserError, "complaint"):
            agreement.action_make_effective()
        agreement.with_user(self.manager)._override("Both of them")
        agreement.action_make_effective()
        agreement.action_settle()
        self._complain(contract, "After the end")
        with self.assertRaisesRegex(UserError, "complaint"):
            contract.action_close()

    def test_nobody_types_that_a_closing_was_overridden(self):
        contract, _agreement = self._with_complaint()
        for name, value in (
            ("overridden_origins", ["crm.contract.case,1"]),
            ("overridden_on", "2026-06-10"),
            ("override_reason", "Because"),
        ):
            with self.subTest(name=name), self.assertRaises(UserError):
                contract.with_user(self.manager).write({name: value})

    def test_what_has_ended_does_not_end_again(self):
        """Its ground and its day stay as they were."""
        contract = self._in_force()
        contract._end("mutual", self._day("2026-06-01"))
        with self.assertRaisesRegex(UserError, "cannot go from"):
            contract._end("rescission", self._day("2026-06-10"))
        self.assertEqual((contract.end_ground, str(contract.ended_on)), ("mutual", "2026-06-01"))
