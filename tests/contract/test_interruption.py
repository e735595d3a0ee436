from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from ..common import ComplianceCase
from ..query_counts import QueryCounts


class InterruptionCase(ComplianceCase):
    """A contract in force since 2026-01-15; a flood on Friday 2026-07-10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-07-22 04:00:00")
        cls.contract = cls._create_active(member_ids=cls._link(cls.user))

    @classmethod
    def _interrupt(cls, contract=None, accepted=True, **values):
        """A flood that hits Party A, from 2026-07-10 on."""
        row = cls.env["crm.contract.interruption"].create(
            {
                "contract_id": (contract or cls.contract).id,
                "side": "a",
                "event": "natural_disaster",
                "is_unforeseeable": True,
                "is_unavoidable": True,
                "is_insurmountable": True,
                "date_start": "2026-07-10",
                **values,
            }
        )
        if accepted:
            row.with_user(cls.officer).action_accept()
        return row

    @classmethod
    def _notice(cls, delivered_on, **values):
        return cls.env["crm.contract.notice"].create(
            {
                "contract_id": cls.contract.id,
                "kind": "force_majeure",
                "side": "a",
                "sent_on": "2026-07-11",
                "delivered_on": delivered_on,
                **values,
            }
        )


class TestForceMajeure(InterruptionCase):
    """T0-13.1, T2-14.1.1, T2-14.1.2, L-20."""

    def test_two_of_three_tests_are_no_force_majeure(self):
        """T0-13.1."""
        for name in ("is_unforeseeable", "is_unavoidable", "is_insurmountable"):
            row = self._interrupt(accepted=False, **{name: False})
            label = row._fields[name].string
            with self.subTest(name=name), self.assertRaisesRegex(UserError, label):
                row.with_user(self.officer).action_accept()
            self.assertEqual(row.state, "proposed")

    def test_all_three_tests_are_force_majeure_once_an_officer_accepts_it(self):
        row = self._interrupt(accepted=False)
        self.assertFalse(self.contract._pauses(), "proposed, it counts for nothing")
        with self.assertRaises(AccessError):
            row.with_user(self.user).action_accept()
        row.with_user(self.officer).action_accept()
        self.assertEqual(row.accepted_by_id, self.officer)
        self.assertEqual(row.accepted_on, self._day("2026-07-22"))
        self.assertEqual(len(self.contract._pauses()), 1)

    def test_an_event_of_no_kind_is_not_accepted(self):
        row = self._interrupt(accepted=False, event=False)
        with self.assertRaisesRegex(UserError, "kind of event"):
            row.action_accept()

    def test_scenario_12_notice_and_proof_are_due(self):
        """Flood 07-10, 3 and 15 days: 07-13, and 07-25, a Saturday: 07-27 with weekend shift."""
        row = self._interrupt(accepted=False)
        self.assertEqual(row.notice_due_date, self._day("2026-07-13"))
        self.assertEqual(row.proof_due_date, self._day("2026-07-25"))
        shifted = self._create_active(is_weekend_shifted=True)
        row = self._interrupt(shifted, accepted=False)
        self.assertEqual(row.notice_due_date, self._day("2026-07-13"))
        self.assertEqual(row.proof_due_date, self._day("2026-07-27"))

    def test_scenario_12_notice_on_the_13th_is_in_time_and_on_the_15th_late(self):
        """T2-14.1.2: the day it arrives counts."""
        for day, is_late in (("2026-07-13", False), ("2026-07-15", True)):
            row = self._interrupt(notice_id=self._notice(day).id)
            with self.subTest(day=day):
                self.assertEqual(row.notified_on, self._day(day))
                self.assertEqual(row.is_notice_late, is_late)
                self.assertEqual("notice" in (row.alerts or {}), is_late)

    def test_a_notice_that_arrives_later_is_judged_by_that_day(self):
        notice = self._notice(False)
        row = self._interrupt(notice_id=notice.id)
        self.assertTrue(row.is_notice_late, "not arrived, it is not given")
        self.assertIn("notice", row.alerts)
        notice.delivered_on = "2026-07-13"
        self.assertEqual(row.notified_on, self._day("2026-07-13"))
        self.assertFalse(row.is_notice_late)

    def test_the_contracts_own_days_count_and_stay(self):
        """X-S1: terms are copied at creation and frozen with the contract."""
        self.contract_type.write({"fm_notice_days": 5, "fm_proof_days": 20})
        contract = self._create_active()
        self.contract_type.write({"fm_notice_days": 1, "fm_proof_days": 1})
        row = self._interrupt(contract, accepted=False)
        self.assertEqual(row.notice_due_date, self._day("2026-07-15"))
        self.assertEqual(row.proof_due_date, self._day("2026-07-30"))
        with self.assertRaises(UserError):
            contract.fm_notice_days = 9

    def test_notice_and_proof_are_deadlines_that_close_with_the_fact(self):
        row = self._interrupt(accepted=False)
        rows = {line.kind: line for line in row._deadline_rows()}
        self.assertEqual(
            {kind: line.due_date for kind, line in rows.items()},
            {
                "interruption_notice": self._day("2026-07-13"),
                "interruption_proof": self._day("2026-07-25"),
            },
        )
        self.assertEqual(set(row._deadline_rows().mapped("side")), {"a"})
        row.action_accept()
        row.notice_id = self._notice("2026-07-15")
        notice = rows["interruption_notice"]
        self.assertEqual((notice.state, notice.done_on), ("done", self._day("2026-07-15")))
        row.proven_on = "2026-07-20"
        self.assertEqual(rows["interruption_proof"].state, "done")

    def test_manager_types_the_reason_and_takes_it_back(self):
        row = self._interrupt()
        with self.assertRaises(AccessError):
            row.with_user(self.officer).action_take_back()
        action = row.with_user(self.manager).action_take_back()
        dialogs = self.env["crm.contract.decision.wizard"].with_context(**action["context"])
        with self.assertRaises(UserError), self.env.cr.savepoint():
            dialogs.with_user(self.manager).create({"reason": " "}).action_confirm()
        self.assertEqual(row.state, "accepted")
        dialogs.with_user(self.manager).create({"reason": "No flood"}).action_confirm()
        self.assertEqual((row.state, row.rejection_reason), ("rejected", "No flood"))
        self.assertFalse(self.contract._pauses())

    def test_what_is_rejected_asks_for_no_proof(self):
        row = self._interrupt(accepted=False)
        with self.assertRaisesRegex(UserError, "Say why"):
            row.action_reject()
        row.write({"rejection_reason": "Rain is no flood", "state": "rejected"})
        self.assertEqual(set(row._deadline_rows().mapped("state")), {"cancelled"})

    def test_scenario_12_duty_of_the_15th_done_on_the_22nd_is_two_days_late(self):
        """Due 07-15, done 07-22, event 07-10 to 07-20; late since 07-01: no exemption."""
        late, early = self._duty("2026-07-15"), self._duty("2026-07-01")
        theirs = self._duty("2026-07-15", side="b")
        before = (late.late_days, early.late_days, theirs.late_days)
        self.assertEqual(before, (7, 21, 7))
        self._interrupt(date_end="2026-07-20")
        (late | early | theirs).invalidate_recordset()
        self.assertEqual((late.late_days, early.late_days, theirs.late_days), (2, 21, 7))

    def test_a_duty_done_during_the_event_is_not_late(self):
        """As the form says, so the filter finds."""
        rows = self._duty("2026-07-15", "2026-07-20") | self._duty("2026-07-15", "2026-07-21")
        rows |= self._duty("2026-07-09", "2026-07-11") | self._duty("2026-07-15", "2026-07-20", "b")
        self._interrupt(date_end="2026-07-20")
        rows.invalidate_recordset()
        self.assertEqual(rows.mapped("is_done_late"), [False, True, True, True])
        domain = [("id", "in", rows.ids), ("is_done_late", "=", True)]
        self.assertEqual(rows.search(domain), rows.filtered("is_done_late"))

    def _duty(self, due, done="2026-07-22", side="a"):
        obligation = self.env["crm.contract.obligation"].create(
            {
                "contract_id": self._create_contract().id,
                "name": "Visit",
            }
        )
        return self.env["crm.contract.deadline"]._register_existing(
            [
                {
                    "contract_id": self.contract.id,
                    "kind": "duty",
                    "res_model": obligation._name,
                    "res_id": obligation.id,
                    "key": "1",
                    "due_date": due,
                    "done_on": done,
                    "side": side,
                    "state": "done",
                }
            ]
        )


class TestInterruption(InterruptionCase):
    """What counts, for whom, and what stays as it was."""

    def _excused(self, **values):
        self._interrupt(**values)
        return [side for side in "ab" if self.contract._pauses(side)]

    def test_force_majeure_excuses_whom_it_hits(self):
        self.assertEqual(self._excused(side="b"), ["b"])

    def test_force_majeure_may_hit_both(self):
        """T1-2.3: neither side is liable while the event lasts."""
        self.assertEqual(self._excused(side="both"), ["a", "b"])

    def test_creditors_delay_excuses_the_debtor(self):
        self.assertEqual(self._excused(kind="creditor_delay", side="b"), ["a"])

    def test_suspension_excuses_who_suspends_and_nobody_else(self):
        """T0-Br3b: the late charge of the other side goes on."""
        self.assertEqual(self._excused(kind="suspension", side="a", ground="prior"), ["a"])

    def test_both_are_no_creditor_in_delay(self):
        with self.assertRaises(ValidationError):
            self._interrupt(kind="creditor_delay", side="both")

    def test_facts_are_frozen_once_accepted(self):
        row = self._interrupt()
        for values in ({"date_start": "2026-07-01"}, {"side": "both"}, {"note": "More"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                row.write(values)
        with self.assertRaises(UserError):
            row.unlink()

    def test_end_and_proof_may_still_come_and_then_stay(self):
        row = self._interrupt()
        with self.assertRaises(AccessError):
            row.with_user(self.user).date_end = "2026-07-20"
        self.assertTrue(row.is_end_open)
        row.with_user(self.officer).date_end = "2026-07-20"
        row.invalidate_recordset()
        self.assertFalse(row.is_end_open)
        with self.assertRaises(UserError):
            row.date_end = "2026-07-21"
        first = self._create_file()
        row.proof_ids = self._link(first)
        row.proof_ids |= self._create_file("gauge.pdf")
        with self.assertRaises(UserError):
            row.proof_ids -= first
        row.notice_id = self._notice("2026-07-13")
        with self.assertRaises(UserError):
            row.notice_id = self._notice("2026-07-12")

    def test_what_was_negotiated_is_told_afterwards(self):
        """T2-14.1.2: notice date, negotiation result."""
        row = self._interrupt()
        row.with_user(self.user).negotiation = "Visits are made up for in August."
        self.assertIn("August", row.negotiation)

    def test_who_proposes_does_not_say_why_it_was_rejected(self):
        row = self._interrupt(accepted=False)
        with self.assertRaises(AccessError):
            row.with_user(self.user).rejection_reason = "Mine"

    def test_only_a_manager_takes_back_what_counted(self):
        row = self._interrupt()
        values = {"rejection_reason": "A forged report", "state": "rejected"}
        with self.assertRaises(AccessError):
            row.with_user(self.officer).write(values)
        row.with_user(self.manager).write(values)
        self.assertFalse(self.contract._pauses())

    def test_days_that_cannot_be_are_refused(self):
        bad = (
            {"date_start": "2026-07-23"},
            {"date_start": "2026-01-14"},
            {"date_start": "1899-12-31"},
            {"date_end": "2026-07-09"},
            {"date_end": "9999-12-31"},
            {"proven_on": "2026-07-23"},
            {"proven_on": "2026-07-09"},
            {"security_on": "2026-07-23"},
        )
        for values in bad:
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._interrupt(accepted=False, **values)

    def test_a_contract_that_is_not_in_force_is_not_interrupted(self):
        with self.assertRaises(ValidationError):
            self._interrupt(self._create_contract(), accepted=False)

    def test_a_notice_of_another_contract_is_refused(self):
        notice = self._notice("2026-07-13", contract_id=self._create_active().id)
        with self.assertRaises(ValidationError):
            self._interrupt(accepted=False, notice_id=notice.id)


class TestSuspension(InterruptionCase):
    """T0-Br3b, L-21."""

    def _suspend(self, **values):
        return self._interrupt(kind="suspension", event=False, date_start="2026-07-22", **values)

    def test_the_dialog_suspends_through_the_gate_and_resuming_ends_it(self):
        action = self.contract.with_user(self.officer).action_open_suspension()
        self.assertEqual(action["context"]["default_kind"], "suspension")
        row = self._suspend(ground="prior")
        self.assertEqual(self.contract.state, "suspended")
        self.assertIn("interrupted", self.contract.alerts)
        self.freeze("2026-08-03 04:00:00")
        self.contract.with_user(self.officer).action_resume()
        self.assertEqual(self.contract.state, "active")
        self.assertEqual(row.date_end, self._day("2026-08-02"), "performed again from today")

    def test_only_a_contract_in_force_is_suspended(self):
        """The dialog stands in the cog, whatever the state: it says why it does not open."""
        self.contract._end("mutual", self._day("2026-07-01"))
        with self.assertRaisesRegex(UserError, "Only a contract in force is suspended"):
            self.contract.action_open_suspension()

    def test_resumed_on_its_first_day_it_lasted_that_day(self):
        row = self._suspend(ground="prior")
        self.contract.action_resume()
        self.assertEqual(row.date_end, self._day("2026-07-22"))

    def test_a_proposed_suspension_suspends_nothing(self):
        row = self._suspend(accepted=False)
        self.assertEqual(self.contract.state, "active")
        with self.assertRaises(AccessError):
            row.with_user(self.user).action_accept()

    def test_a_past_suspension_is_recorded_without_suspending(self):
        self._interrupt(kind="suspension", ground="prior", date_end="2026-07-20")
        self.assertEqual(self.contract.state, "active")

    def test_without_ground_evidence_or_notice_it_warns_and_goes_on(self):
        """L-21: no ground -> warning, never blocking."""
        row = self._suspend(accepted=False)
        self.assertEqual(set(row.alerts), {"ground", "notice"})
        row.ground = "insecurity"
        self.assertEqual(set(row.alerts), {"evidence", "notice"})
        row.write({"proof_ids": self._link(self._create_file())})
        row.notice_id = self._notice("2026-07-21")
        self.assertFalse(row.alerts)

    def test_security_lets_it_go_on(self):
        """CC 528: resume on security."""
        row = self._suspend(ground="insecurity")
        self.assertNotIn("suspension", self.contract.alerts)
        row.security_on = "2026-07-22"
        self.contract.invalidate_recordset(["alerts"])
        call = self.contract.alerts["suspension"]["action_call"]
        self.assertEqual(call, ["crm.contract", "action_resume", self.contract.ids])

    def test_a_bare_state_still_suspends_pauses_nothing_and_asks_for_the_record(self):
        self.contract.with_user(self.officer).action_suspend()
        self.assertEqual(self.contract.state, "suspended")
        self.assertFalse(self.contract._pauses())
        banner = self.contract.alerts["suspension"]
        self.assertEqual(banner["action"]["res_model"], "crm.contract.interruption")
        self._suspend(ground="prior")
        self.contract.invalidate_recordset(["alerts"])
        self.assertNotIn("suspension", self.contract.alerts)

    def test_what_suspends_a_contract_is_not_taken_back_before_it_is_resumed(self):
        row = self._suspend(ground="prior")
        values = {"rejection_reason": "Wrong", "state": "rejected"}
        with self.assertRaisesRegex(UserError, "resume"):
            row.write(values)
        self.contract.action_resume()
        row.write(values)

    def test_the_end_of_the_contract_ends_its_suspension(self):
        row = self._suspend(ground="prior")
        self.freeze("2026-08-03 04:00:00")
        self.contract._end("mutual", self._day("2026-08-01"))
        self.assertEqual(row.date_end, self._day("2026-08-01"))
        late = {"kind": "suspension", "ground": "prior", "date_start": "2026-07-28"}
        for end in (False, "2026-08-02"):
            with self.subTest(end=end), self.assertRaisesRegex(UserError, "ended on"):
                self._interrupt(date_end=end, **late)
        self._interrupt(date_end="2026-08-01", **late)

    def test_its_own_day_is_today_where_the_contract_is(self):
        """In New York it is still the 21st when it is the 22nd in Shanghai."""
        self.freeze("2026-07-21 20:00:00")
        defaults = self.contract.with_context(tz="America/New_York").action_open_suspension()
        self.assertEqual(defaults["context"]["default_date_start"], "2026-07-22")

    def test_a_suspension_that_is_over_asks_whether_to_resume(self):
        row = self._suspend(ground="prior")
        self.freeze("2026-08-03 04:00:00")
        row.with_user(self.officer).date_end = "2026-07-31"
        self.contract.invalidate_recordset(["alerts"])
        self.assertIn("is over", self.contract.alerts["suspension"]["message"])
        self.assertIn("action_call", self.contract.with_user(self.officer).alerts["suspension"])
        self.assertNotIn("action_call", self.contract.with_user(self.user).alerts["suspension"])


class TestAsAPerson(InterruptionCase):
    """Through the contract's form, an import, and what a hostile client sends."""

    def _vals(self, **values):
        return {"side": "a", "date_start": "2026-07-10", "event": "war", **values}

    def test_a_salesperson_proposes_on_the_contracts_own_form(self):
        contract = self.contract.with_user(self.user)
        contract.interruption_ids = [Command.create(self._vals())]
        row = contract.interruption_ids
        self.assertEqual((row.state, row.notice_due_date), ("proposed", self._day("2026-07-13")))
        for values in ({"state": "accepted"}, {"rejection_reason": "Mine"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                contract.interruption_ids = [Command.update(row.id, values)]
        contract.interruption_ids = [Command.delete(row.id)]
        self.assertFalse(row.exists())

    def test_what_is_decided_does_not_go_through_the_contract(self):
        row = self._interrupt()
        for command in (
            Command.delete(row.id),
            Command.clear(),
            Command.update(row.id, {"date_start": "2026-07-01"}),
        ):
            with self.subTest(command=command[0]), self.assertRaises(UserError):
                self.contract.interruption_ids = [command]

    def test_an_import_brings_no_decision(self):
        header = ["contract_id/.id", "side", "date_start", "state"]
        line = [str(self.contract.id), "Party A", "2026-07-10", "Recognised"]
        rows = self.env["crm.contract.interruption"].with_user(self.officer)
        self.assertTrue(rows.load(header, [line])["messages"])
        for name, value in (
            ("accepted_on", "2026-07-10"),
            ("accepted_by_id", self.officer.id),
            ("notified_on", "2026-07-10"),
            ("notice_due_date", "2026-12-31"),
            ("excused_side", "b"),
        ):
            vals = self._vals(contract_id=self.contract.id, **{name: value})
            with self.subTest(name=name), self.assertRaises(UserError):
                rows.create(vals)

    def test_many_are_decided_at_once_or_none(self):
        good = self._interrupt(accepted=False)
        bad = self._interrupt(accepted=False, is_unavoidable=False)
        with self.assertRaises(UserError):
            (good | bad).with_user(self.officer).action_accept()
        (good | bad).invalidate_recordset()
        self.assertEqual(set((good | bad).mapped("state")), {"proposed"})

    def test_a_company_does_not_reach_into_another_ones_contract(self):
        company = self._create_company()
        foreign = self._create_active(company_id=company.id)
        rows = self.env["crm.contract.interruption"].with_user(self.officer)
        with self.assertRaises(AccessError):
            rows.create(self._vals(contract_id=foreign.id))

    def test_the_flood_of_a_confidential_contract_is_named_by_its_number(self):
        self._interrupt()
        row = self.contract.interruption_ids
        self.assertIn("Force majeure", row.with_user(self.officer).display_name)
        self.contract.is_classified = True
        self.env.invalidate_all()
        self.assertEqual(row.with_user(self.officer).sudo().display_name, self.contract.code)


class TestInterruptionQueries(QueryCounts, InterruptionCase):
    """B-G10: a list of eighty costs what a list of one does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls.contract | cls.env["crm.contract"].concat(
            *(cls._create_active() for _n in range(4))
        )
        cls.rows = cls.env["crm.contract.interruption"].concat(
            *(
                cls._interrupt(cls.contracts[n % 5], date_end=f"2026-07-{10 + n % 12:02}")
                for n in range(80)
            )
        )

    def test_the_list_of_interruptions(self):
        names = (
            "contract_id",
            "kind",
            "excused_side",
            "date_start",
            "date_end",
            "is_notice_late",
            "is_proof_late",
            "state",
        )
        self._assert_flat(self.rows, names, 8)

    def test_duties_that_were_done_late(self):
        """Their pauses are read once for all."""
        duties = self.env["crm.contract.deadline"]._register_existing(
            [
                {
                    "contract_id": self.contracts[n % 5].id,
                    "kind": "duty",
                    "res_model": "crm.contract",
                    "res_id": self.contracts[n % 5].id,
                    "key": f"q{n}",
                    "due_date": "2026-07-12",
                    "done_on": "2026-07-22",
                    "side": "a",
                    "state": "done",
                }
                for n in range(80)
            ]
        )
        self._assert_flat(duties, ("name", "due_date", "late_days", "is_done_late"), 9)
