from unittest.mock import patch

from odoo.exceptions import AccessError, LockError, UserError, ValidationError

from .end_case import EndCase


class TestExit(EndCase):
    """T1-16.1, T1-16.2, T1-App5."""

    def test_it_leaves_step_by_step(self):
        """T1-16.2: it asks, A and B confirm, duties finished, ended."""
        third_party = self._active()

        self._ask_to_exit(third_party, liability="Two years", follow_up="Hands over")

        self.assertEqual((third_party.state, third_party.exit_reason), ("exiting", "Closes down"))
        self.assertEqual(third_party.action_record_consent()["name"], "Record Confirmation")
        self._consent(third_party, "a", "2026-05-20")
        with self.assertRaisesRegex(UserError, "Party B's confirmation"):
            self._dialog("exit", third_party)
        self._consent(third_party, "b", "2026-05-20")
        with self.assertRaisesRegex(UserError, "Exit agreement.*returned or deleted"):
            self._dialog("exit", third_party)
        self._tick(third_party, "document", "handover")

        self._dialog("exit", third_party)

        self.assertEqual(
            (third_party.state, third_party.end_reason, str(third_party.ended_on)),
            ("ended", "exited", "2026-05-20"),
        )

    def test_confirmed_by_one_side_only_it_waits(self):
        """T1-16.2, whichever side it is, and whoever presses."""
        for side, missing in (("a", "Party B"), ("b", "Party A")):
            with self.subTest(side=side):
                third_party = self._active(partner_id=self._company(side).id)
                self._ask_to_exit(third_party)
                self._consent(third_party, side, "2026-05-20")
                self._tick(third_party, "document", "handover")
                with self.assertRaisesRegex(UserError, f"cannot leave yet: {missing}'s"):
                    third_party._end("exited", self._day("2026-05-20"))
                self.assertIn(missing, third_party.missing_note)
                self.assertEqual(third_party.state, "exiting")

    def _company(self, name):
        return self.env["res.partner"].create({"name": name, "is_company": True})

    def test_stepper_tells_the_way_out(self):
        third_party = self._active()
        self._ask_to_exit(third_party)

        def states():
            third_party.invalidate_recordset()
            return [step["state"] for step in third_party.steps]

        self.assertEqual(states(), ["done", "open", "open", "done", "blocked", "blocked"])
        for side in ("a", "b"):
            self._consent(third_party, side, "2026-05-20")
        self._tick(third_party, "document", "handover")
        self.assertEqual(states(), [*["done"] * 5, "blocked"], "its last day is to be recorded")
        self._dialog("exit", third_party)
        self.assertEqual(states(), ["done"] * 6)

    def test_whoever_is_registered_on_its_way_out_is_asked_the_same(self):
        vals = {"contract_id": self.contract.id, "partner_id": self.anzhi.id, "state": "exiting"}
        facts = {"exit_asked_on": "2026-05-01", "exit_reason": "Closes down"}
        third_party = self.env["crm.contract.third.party"]._register_existing([{**vals, **facts}])
        self.assertEqual(len(third_party._exit_rows()), 4)
        with self.assertRaisesRegex(UserError, "Party A's confirmation.*Party B's"):
            third_party._end("exited", self._day("2026-05-20"))

    def test_the_confirmation_comes_with_its_document(self):
        third_party = self._active()
        self._ask_to_exit(third_party)
        with self.assertRaisesRegex(ValidationError, "attach the document"):
            third_party._exit_consent_of("a").action_mark_done()

    def test_open_duty_blocks_the_exit(self):
        """T1-16.1: open duty, blocked; done, it may leave."""
        third_party = self._consented(date_start="2026-05-10")
        values = {"contract_id": self.contract.id, "third_party_id": third_party.id}
        duties = self.env["crm.contract.obligation"]
        duty = {**values, "side": "third", "kind": "other", "is_shifted": False}
        weekly = duties.create({**duty, "name": "Data report", "unit": "week"})
        once = duties.create(
            {**duty, "name": "Final check", "unit": "once", "date_start": "2026-09-01"}
        )
        self._sign_agreement(third_party)
        third_party.action_activate()
        self.env.flush_all()
        self._ask_to_exit(third_party)
        for side in ("a", "b"):
            self._consent(third_party, side, "2026-05-20")
        self._tick(third_party, "document", "handover")

        with self.assertRaisesRegex(UserError, "cannot leave yet: .*Data report.*Final check"):
            third_party._end("exited", self._day("2026-05-20"))

        due = (weekly | once).deadline_ids.filtered(
            lambda row: str(row.due_date) <= "2026-05-20" or row.res_id == once.id
        )
        due.action_done()
        third_party._end("exited", self._day("2026-05-20"))
        self.env.flush_all()
        self.assertEqual(third_party.state, "ended")
        later = weekly.deadline_ids.filtered(lambda row: str(row.due_date) > "2026-05-20")
        self.assertEqual(set(later.mapped("state")), {"cancelled"}, "nothing is due any more")

    def test_an_exit_called_off_asks_anew_next_time(self):
        """Neither its facts nor its confirmations count for the next one."""
        third_party = self._active()
        self._ask_to_exit(third_party)
        self._consent(third_party, "a", "2026-05-20")
        self._consent(third_party, "b", answer="refusal", reason="Not now", evidence_ids=False)
        self.assertEqual((third_party.state, third_party.exit_reason), ("active", False))
        with self.assertRaisesRegex(UserError, "since when and why"):
            third_party.state = "exiting"

        self._ask_to_exit(third_party)

        self.assertIn("Party A", third_party.missing_note)
        self.assertEqual(len(third_party._exit_rows()), 4)

    def test_what_the_contract_lists_for_an_exit_is_asked(self):
        """T0-22.2: the checklist is the contract's own, in place of the shipped rows."""
        self.env["crm.contract.requirement"].create(
            [
                {"contract_id": self.contract.id, "gate": "third_exit", "kind": kind, "name": name}
                for kind, name in (("handover", "Keys"), ("handover", "Badges"), ("matter", "X"))
            ]
        )
        third_party = self._active()
        self._ask_to_exit(third_party)
        asked = third_party._exit_rows().filtered(lambda row: row.kind == "handover")
        self.assertEqual(asked.mapped("name"), ["Keys", "Badges"])

    def test_what_let_it_go_stays_as_it_was(self):
        """Neither confirmation nor exit agreement is undone once it has left."""
        third_party = self._active()
        self._ask_to_exit(third_party)
        for side in ("a", "b"):
            self._consent(third_party, side, "2026-05-20")
        self._tick(third_party, "document", "handover")
        with self.assertRaisesRegex(UserError, "day on which it asked"), self.cr.savepoint():
            third_party._end("exited", self._day("2026-05-19"))
        self._dialog("exit", third_party)
        for row in third_party._exit_rows():
            for vals in ({"done_on": False}, {"done_on": "2026-05-19"}, {"is_required": False}):
                with self.subTest(row=row.name, vals=vals), self.assertRaises(UserError):
                    row.with_user(self.user).write(vals)
            with self.assertRaises(UserError):
                row.with_user(self.user).unlink()

    def test_nobody_does_without_a_confirmation(self):
        third_party = self._active()
        self._ask_to_exit(third_party)
        row = third_party._exit_consent_of("a")
        with self.assertRaisesRegex(UserError, "given or refused"):
            row.with_user(self.manager)._waive("In a hurry")
        for vals in ({"is_required": False}, {"side": "b"}, {"kind": "document"}, {"gate": "end"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                row.with_user(self.manager).write(vals)
        with self.assertRaisesRegex(UserError, "asked for with its proposal"):
            row.create(
                {
                    "contract_id": self.contract.id,
                    "third_party_id": third_party.id,
                    "gate": "third_exit",
                    "kind": "consent",
                    "name": "Planted",
                }
            )

    def test_an_exit_is_called_off_with_its_reason(self):
        third_party = self._active()
        with self.assertRaisesRegex(UserError, "no longer proposed"):
            self._consent(third_party, "a", "2026-05-20")
        self._ask_to_exit(third_party)
        with self.assertRaisesRegex(UserError, "why the third party stays"):
            self._consent(third_party, "a", answer="refusal", reason=" ", evidence_ids=False)
        self.assertEqual(third_party.state, "exiting")

    def test_leaving_without_having_asked_is_refused(self):
        third_party = self._active()
        with self.assertRaisesRegex(UserError, "start its exit"):
            third_party._end("exited", self._day("2026-05-20"))
        for day, text in (("2026-05-21", "future"), ("2026-05-17", "before the agreement")):
            with self.assertRaisesRegex(UserError, text):
                self._dialog("exit", third_party, asked_on=day, reason="Closes")
        with self.assertRaisesRegex(UserError, "since when and why"):
            self._dialog("exit", third_party, asked_on="2026-05-20", reason=" ")

    def test_nobody_leaves_a_contract_that_is_over(self):
        """It ends with it: neither asking nor another end on a later day."""
        third_party = self._active()
        self.contract._end("mutual", self._day("2026-05-19"))
        with self.assertRaisesRegex(UserError, "contract is over"):
            self._ask_to_exit(third_party)
        with self.assertRaisesRegex(UserError, "do not act longer"):
            third_party._end("condition", self._day("2026-05-20"), end_clause="9")

    def test_exit_is_the_officers(self):
        third_party = self._active()
        with self.assertRaises(AccessError):
            self._dialog("exit", third_party, user=self.user, reason="x")
        with self.assertRaises(AccessError):
            third_party.with_user(self.user)._ask_to_exit(self._day("2026-05-20"), "x")
        third_party.with_user(self.officer)._ask_to_exit(self._day("2026-05-20"), "x")
        with self.assertRaises(AccessError):
            third_party.with_user(self.user)._end("exited", self._day("2026-05-20"))

    def test_its_certificates_are_asked_for_no_more(self):
        """T0-17.2: they let it act, and it acts no more."""
        third_party = self._active()
        self._certify(third_party, expires_on="2026-06-10")
        deadline = third_party.contract_id.deadline_ids.filtered(
            lambda row: row.kind == "certificate"
        )
        self.assertEqual(deadline.state, "open")
        self.assertIn("certificate", third_party.alerts)

        third_party._end("condition", self._day("2026-05-20"), end_clause="9")

        self.env.invalidate_all()
        self.assertEqual(deadline.state, "cancelled")
        self.assertNotIn("certificate", third_party.alerts)

    def test_nobody_steps_into_a_contract_that_is_over(self):
        self._active()
        self.contract._end("mutual", self._day("2026-05-20"))

        with self.assertRaisesRegex(ValidationError, "is over"), self.cr.savepoint():
            self._propose(partner_id=self.ruixin.id)

    def test_secrecy_survives(self):
        """T0-22.2: the confidentiality agreement has its own dates."""
        third_party = self._active()
        nda = self.env["crm.contract.nda"].create(
            {"contract_id": self.contract.id, "third_party_id": third_party.id, "name": "Secrets"}
        )
        nda.action_send_to_sign()
        for side in ("a", "b", "third"):
            self._record_marks(nda.execution_id, side, "2026-05-19", "2026-05-19")
        third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        self.assertEqual((nda.state, str(nda.date_end)), ("active", "2030-01-15"))

    def test_what_is_unsettled_warns_and_blocks_nothing(self):
        """T0-22.2: ended while fee 3,000 unsettled, a warning."""
        third_party = self._consented()
        self.env["crm.contract.fee"].create(
            {
                "contract_id": self.contract.id,
                "third_party_id": third_party.id,
                "name": "Migration",
                "amount": 3000.0,
                "due_date": "2026-06-30",
            }
        )
        self._sign_agreement(third_party)
        third_party.action_activate()

        third_party._end("condition", self._day("2026-05-20"), end_clause="9")

        self.env.invalidate_all()
        self.assertEqual(third_party.state, "ended")
        banner = third_party.alerts["open"]
        self.assertEqual(banner["level"], "warning")
        self.assertRegex(banner["message"], "returned or deleted.*Migration: .*3,000.00 unsettled")
        self._tick(third_party, "handover")
        self.env.invalidate_all()
        self.assertNotIn("returned", third_party.alerts["open"]["message"])


class TestEnd(EndCase):
    """T0-21.2, T0-22.1."""

    def test_its_time_over_the_daily_job_ends_it(self):
        """T0-22.1: the last day itself is still in time."""
        third_party = self._active(date_end="2026-06-30")
        open_ended = self._active(partner_id=self.ruixin.id)
        self.freeze("2026-06-30 04:00:00")
        self._run_job()
        self.assertEqual(third_party.state, "active")
        with self.assertRaisesRegex(UserError, "not over yet"):
            third_party._end("expiry", self._day("2026-06-30"))

        self.freeze("2026-07-01 04:00:00")
        self._run_job()

        self.assertEqual(
            (third_party.state, third_party.end_reason, str(third_party.ended_on)),
            ("ended", "expiry", "2026-06-30"),
        )
        self.assertEqual(open_ended.state, "active")

    def test_local_day_counts(self):
        """2026-06-30 20:00 UTC is the next day in Shanghai, not in Los Angeles."""
        east = self._active(date_end="2026-06-30")
        self.freeze("2026-06-30 20:00:00")
        self._run_job()
        self.assertEqual(east.contract_id.tz, "Asia/Shanghai")
        self.assertEqual(east.state, "ended")

    def test_its_contract_over_it_ends_with_it(self):
        third_party = self._active(date_end="2026-12-31")
        exiting = self._active(partner_id=self.ruixin.id)
        self._ask_to_exit(exiting)
        self.contract._end("mutual", self._day("2026-05-19"))

        self._run_job()

        for row in third_party | exiting:
            self.assertEqual((row.end_reason, str(row.ended_on)), ("expiry", "2026-05-19"))

    def test_its_contract_ended_before_its_agreement_was_signed(self):
        """An end that is recorded late: it stops nobody, and leaves no duty behind."""
        third_party = self._consented()
        duty = self.env["crm.contract.obligation"].create(
            {
                "contract_id": self.contract.id,
                "third_party_id": third_party.id,
                "side": "third",
                "name": "Report",
            }
        )
        self._sign_agreement(third_party)
        third_party.action_activate()
        self.env.flush_all()
        self.contract._end("mutual", self._day("2026-05-10"))

        self._run_job()
        self.env.flush_all()

        self.assertEqual((third_party.state, str(third_party.ended_on)), ("ended", "2026-05-10"))
        self.assertFalse(duty.deadline_ids.filtered(lambda row: row.state == "open"))

    def test_expiry_is_not_said_of_whoever_has_no_end(self):
        third_party = self._active()
        with self.assertRaisesRegex(UserError, "not over yet"):
            third_party._end("expiry", self._day("2026-05-20"))

    def test_rescission_names_its_ground(self):
        """T0-21.2: ground mandatory; an agreed condition needs its clause."""
        third_party = self._active()
        for values, text in (
            ({"ground": False}, "needs its ground"),
            ({"ground": "condition"}, "the clause"),
            ({"ground": "condition", "clause": "  "}, "the clause"),
            ({"ground": "breach"}, "Name the breach"),
            ({"reason": "condition"}, "the clause"),
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(UserError, text),
                self.cr.savepoint(),
            ):
                self._dialog("third.party.end", third_party, **values)
        self._dialog("third.party.end", third_party, ground="inability", note="Insolvent")
        self.assertEqual(
            (third_party.state, third_party.end_reason, third_party.rescission_ground),
            ("ended", "rescinded", "inability"),
        )

    def test_rescission_rests_on_a_breach_of_its_own(self):
        third_party, other = self._active(), self._active(partner_id=self.ruixin.id)
        own, strange = self._breach(third_party), self._breach(other)
        for breach in (strange, self._breach(False, side="b")):
            with self.assertRaisesRegex(UserError, "none of"), self.cr.savepoint():
                self._dialog("third.party.end", third_party, breach_id=breach.id)
        dismissed = self._breach(third_party)
        dismissed._dismiss("No proof")
        with self.assertRaisesRegex(UserError, "none of"), self.cr.savepoint():
            self._dialog("third.party.end", third_party, breach_id=dismissed.id)

        self._dialog("third.party.end", third_party, breach_id=own.id)

        self.assertEqual((third_party.end_reason, third_party.end_breach_id), ("rescinded", own))

    def _breach(self, third_party, **values):
        breach_type = self.env.ref("crm_contract_compliance.breach_type_third_agreement")
        return self.env["crm.contract.breach"].create(
            {
                "contract_id": self.contract.id,
                "type_id": breach_type.id,
                "side": "third",
                "third_party_id": third_party and third_party.id,
                "clause": "15.3",
                "occurred_on": "2026-05-19",
                **values,
            }
        )

    def test_an_end_stays_what_it_was(self):
        """Ended then exiting, ended again for another reason, or its facts typed: refused."""
        third_party = self._active()
        third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        for state in ("exiting", "active", "consented"):
            with self.assertRaises(UserError):
                third_party.state = state
        with self.assertRaises(UserError):
            third_party._end("condition", self._day("2026-05-19"), end_clause="10")
        with self.assertRaises(UserError):
            self._ask_to_exit(third_party)
        for vals in (
            {"end_reason": "exited"},
            {"ended_on": "2026-05-01"},
            {"replaced_by_id": False},
            {"cap_position": False},
            {"end_breach_id": False},
            {"end_clause": "10"},
            {"exit_asked_on": "2026-05-01"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                third_party.write(vals)
        self.assertEqual((third_party.end_clause, str(third_party.ended_on)), ("9", "2026-05-20"))

    def test_an_end_lies_between_its_agreement_and_today(self):
        third_party = self._active()
        for day, text in (("2026-05-17", "before its agreement"), ("2026-05-21", "future day")):
            with self.assertRaisesRegex(UserError, text), self.cr.savepoint():
                third_party._end("condition", self._day(day), end_clause="9")

    def test_final_position_of_its_cap_is_kept(self):
        """Limit 60,000, used 48,000: what comes later changes the cap, not what stands here."""
        third_party = self._consented()
        self._sign_agreement(third_party)
        cap = self.env["crm.contract.liability.cap"].create(
            {
                "third_party_id": third_party.id,
                "fixed_amount": 60000,
                "determined_on": "2026-05-18",
            }
        )
        cap.action_determine()
        third_party.action_activate()
        self._post(cap, 48000)

        third_party._end("condition", self._day("2026-05-20"), end_clause="9")
        self._post(cap, 2000)

        [position] = third_party.cap_position
        self.assertEqual(
            (position["limit"], position["consumed"], position["remaining"]),
            (60000.0, 48000.0, 12000.0),
        )
        self.assertRegex(third_party.cap_position_note, "60,000.00.*48,000.00.*12,000.00")

    def test_while_its_cap_is_posted_on_it_does_not_end(self):
        """A claim that is being confirmed: nothing is half written; the job ends the others."""
        third_party = self._consented(date_end="2026-06-30")
        self._sign_agreement(third_party)
        terms = {"third_party_id": third_party.id, "determined_on": "2026-05-18"}
        cap = self.env["crm.contract.liability.cap"].create({**terms, "fixed_amount": 60000})
        cap.action_determine()
        third_party.action_activate()
        other = self._active(partner_id=self.ruixin.id, date_end="2026-06-30")
        accounts = type(cap.account_ids)

        def held(records, **_options):
            raise LockError("Held by another posting")

        self.freeze("2026-07-01 04:00:00")
        with patch.object(accounts, "lock_for_update", held):
            with self.assertRaises(LockError), self.cr.savepoint():
                third_party._end("condition", self._day("2026-05-20"), end_clause="9")
            self._run_job()
        self.env.invalidate_all()
        self.assertEqual((third_party.state, third_party.end_reason), ("active", False))
        self.assertEqual(other.state, "ended")

        self._run_job()
        self.assertEqual(third_party.cap_position[0]["remaining"], 60000.0)

    def _post(self, cap, amount):
        wizards = self.env["crm.contract.liability.post.wizard"]
        wizard = wizards.create(
            {"cap_id": cap.id, "kind": "commit", "amount": amount, "note": "Claim"}
        )
        wizard.action_confirm()
