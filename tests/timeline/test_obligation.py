from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form
from odoo.tools import mute_logger

from .obligation_case import ObligationCase


class TestObligation(ObligationCase):
    """Standing duties and their occurrences: rows T0-6, T0-7.3, T1-3.3, T2-3.1.2, T2-3.2.1."""

    def test_a_quarterly_visit_of_2026(self):
        """T0-6.1: from 2026-01-01 due 04-01, 07-01, 10-01, 2027-01-01."""
        contract, visit = self._create_running()

        self.assertEqual(str(contract.end_date), "2027-01-01")
        self.assertEqual(self._due(visit), ["2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"])
        row = visit.deadline_ids.sorted("due_date")[0]
        self.assertEqual((row.kind, row.key, row.name), ("duty", "1", "Visit"))
        self.assertEqual((row.user_id, row.side, row.lane), (self.user, "a", "ours"))
        self.assertEqual(row.duty_kind, "visit")

    def test_the_report_of_may_and_its_reminder(self):
        """T0-7.3: ten days after the month's end, lead 3: due 2026-06-10, told on 06-07."""
        _contract, report = self._create_running(
            duty={
                "name": "Report",
                "kind": "report",
                "interval": 1,
                "basis": "period_end",
                "offset_days": 10,
            }
        )
        may = report.deadline_ids.filtered(lambda row: row.key == "4")

        self.assertEqual((str(may.due_date), may.name), ("2026-06-10", "Report: 2026-05"))
        self.assertEqual(str(may.remind_on), "2026-06-07")
        before = report.deadline_ids.filtered(lambda row: row.due_date < may.due_date)
        before.write({"state": "skipped", "skip_reason": "Not asked for"})
        self._run_job("2026-06-06")
        self.assertFalse(self._activities(may))
        self._run_job("2026-06-07")
        self.assertEqual(self._activities(may).user_id, self.user)

    def test_the_report_of_the_last_month_is_due_after_the_end(self):
        _contract, report = self._create_running(
            duty={"interval": 1, "basis": "period_end", "offset_days": 10},
            is_end_date_fixed=True,
            end_date="2026-06-30",
        )

        self.assertEqual(self._due(report)[-1], "2026-07-10")

    def test_a_visit_keeps_needs_feedback_and_what_is_improved(self):
        """T0-6.2."""
        _contract, visit = self._create_running()
        row = visit.deadline_ids.sorted("due_date")[0]
        told = {
            "visit_needs": "More training",
            "visit_feedback": "Friendly, but late",
            "visit_improvement": "A second engineer from May",
        }
        self.freeze("2026-04-01 04:00:00")
        day = {"done_on": "2026-04-01", "deadline_ids": row.ids, "note": "Two hours"}
        self.env["crm.contract.deadline.done.wizard"].create({**day, **told}).action_confirm()
        self.assertEqual({name: row[name] for name in told}, told)
        self.assertEqual(row.note, "Two hours")

    def test_a_missed_visit_is_told_once(self):
        """T0-6.2: due 2026-04-01, not done on 04-02: one activity, on 04-03 no second one."""
        _contract, visit = self._create_running()
        row = visit.deadline_ids.sorted("due_date")[0]

        for day in ("2026-04-02", "2026-04-03"):
            self._run_job(day)
            self.assertEqual(len(self._activities(row)), 1, day)
        self.assertEqual(self._activities(row).user_id, self.user)
        self.assertEqual(row.bucket, "overdue")

    def test_a_monthly_check_of_theirs_is_watched_by_our_owner(self):
        """T1-3.3: a monthly check of Party A's data, missed, reminds its owner."""
        _contract, check = self._create_running(
            duty={"kind": "data_check", "side": "b", "interval": 1, "user_id": self.officer.id}
        )
        row = check.deadline_ids.sorted("due_date")[0]

        self._run_job("2026-02-02")

        self.assertEqual(row.lane, "theirs")
        self.assertEqual(self._activities(row).user_id, self.officer)

    def test_reviews_count_in_days(self):
        """T2-3.1.2, T2-3.2.1: 90 days from 2026-01-01: 04-01; every 30 days: 01-31, 03-02."""
        contract = self._create_contract()
        review = self._create_obligation(contract, kind="review", unit="day", interval=90)
        channel = self._create_obligation(contract, kind="channel_check", unit="day", interval=30)
        self._sign(contract, "2026-01-01").action_activate()

        self.assertEqual(self._due(review)[0], "2026-04-01")
        self.assertEqual(self._due(channel)[:2], ["2026-01-31", "2026-03-02"])

    def test_a_draft_has_no_dates(self):
        contract = self._create_contract()
        visit = self._create_obligation(contract)
        self.assertFalse(visit.deadline_ids)

        self._sign(contract, "2026-01-01")
        self.assertFalse(visit.deadline_ids, "signed, but not in force")

        contract.action_activate()
        self.assertEqual(len(visit.deadline_ids), 4)

    def test_a_duty_without_dates_is_listed(self):
        """T2-6.1.1: Party A's right to service is a duty of Party B."""
        _contract, service = self._create_running(duty={"unit": "none", "side": "b"})

        self.assertFalse(service.deadline_ids)
        self.assertEqual((service.lane, service.rhythm), ("theirs", "Always"))

    def test_the_anchor_may_be_typed(self):
        _contract, visit = self._create_running(duty={"date_start": "2026-02-15"})

        self.assertEqual(self._due(visit), ["2026-05-15", "2026-08-15", "2026-11-15"])

    def test_a_count_and_a_last_day_end_it(self):
        contract = self._create_contract()
        twice = self._create_obligation(contract, count=2)
        till_may = self._create_obligation(contract, interval=1, date_end="2026-05-31")
        self._sign(contract, "2026-01-01").action_activate()

        self.assertEqual(self._due(twice), ["2026-04-01", "2026-07-01"])
        self.assertEqual(self._due(till_may)[-1], "2026-05-01")

    def test_the_end_cancels_what_is_to_come_and_nothing_else(self):
        contract, visit = self._create_running()
        first, second, third, fourth = visit.deadline_ids.sorted("due_date")
        self._at("2026-08-01")
        first.action_done()

        contract._end("mutual", self._day("2026-07-31"))

        self.assertEqual(first.state, "done")
        self.assertEqual(second.state, "open", "overdue, so still owed")
        self.assertEqual((third.state, fourth.state), ("cancelled", "cancelled"))

    def test_a_registered_contract_has_its_duties_and_the_old_ones_make_no_noise(self):
        self._create_template()
        self._at("2026-09-01")
        wizard = self._paper_wizard(signing_date="2026-01-01", effective_date="2026-01-01")
        contract = self.env["crm.contract"].browse(wizard.action_register()["res_id"])

        visit = contract.obligation_ids
        self.assertEqual(self._due(visit, ("done",)), ["2026-04-01", "2026-07-01"])
        self.assertEqual(self._due(visit), ["2026-10-01", "2027-01-01"])

    def _create_template(self, **values):
        return self.Obligation.create(
            {
                "type_id": self.contract_type.id,
                "name": "Visit",
                "kind": "visit",
                "interval": 3,
                **values,
            }
        )

    def test_a_contract_takes_over_the_duties_of_its_type_as_a_copy(self):
        template = self._create_template(clause="6.2")

        contract = self._create_contract()
        template.write({"interval": 6, "clause": "7"})

        visit = contract.obligation_ids
        self.assertEqual((visit.interval, visit.clause), (3, "6.2"))
        self.assertEqual((visit.template_id, visit.lane), (template, "ours"))
        self.assertEqual(visit.company_id, contract.company_id)

    def test_the_scope_chooses_the_duties(self):
        """T0-2.2: a scope without after-sales has no after-sales rows."""
        for scope in (False, "sales", "after_sales"):
            self._create_template(name=scope or "always", scope=scope)

        contract = self._create_contract(is_scope_after_sales=False)
        self.assertEqual(set(contract.obligation_ids.mapped("name")), {"always", "sales"})

        contract.write({"is_scope_after_sales": True, "is_scope_sales": False})
        self.assertEqual(set(contract.obligation_ids.mapped("name")), {"always", "after_sales"})

    def test_a_draft_of_another_type_has_that_ones_duties(self):
        self._create_template()
        contract = self._create_contract()
        own = self._create_obligation(contract, name="Own")
        other = self._create_type()
        self._create_template(type_id=other.id, name="Other")

        contract.type_id = other

        self.assertEqual(set(contract.obligation_ids.mapped("name")), {"Other", own.name})

    def test_a_renewal_starts_from_what_was_agreed(self):
        self._create_template()
        contract = self._create_contract()
        contract.obligation_ids.write({"interval": 2})
        self._sign(contract, "2026-01-01").action_activate()
        self._at("2026-11-01")

        renewal = contract._renew()

        self.assertEqual(renewal.obligation_ids.interval, 2)
        self.assertFalse(renewal.obligation_ids.deadline_ids)

    def test_what_is_signed_holds_and_who_looks_after_it_lives(self):
        contract, visit = self._create_running()

        with self.assertRaises(UserError):
            visit.interval = 1
        with self.assertRaises(UserError):
            self._create_obligation(contract)
        with self.assertRaises(UserError):
            self.Obligation.with_context(default_contract_id=contract.id).create({"name": "Slip"})
        with self.assertRaises(UserError):
            visit.unlink()

        visit.write({"user_id": self.officer.id, "note": "Ask for Mr Zhou"})
        self.assertEqual(visit.deadline_ids.user_id, self.officer)

    def test_it_belongs_to_a_type_or_a_contract(self):
        for values in ({"type_id": self.contract_type.id}, {"contract_id": False}):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self._create_obligation(self._create_contract(), **values).flush_recordset()

    def test_bad_numbers_are_refused(self):
        contract = self._create_contract()
        for values in (
            {"interval": 0},
            {"interval": -1},
            {"offset_days": -1},
            {"count": -1},
            {"key_interval": 99_999},
            {"date_start": "2026-02-01", "date_end": "2026-01-01"},
            {"user_id": self.env.ref("base.public_user").id},
        ):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._create_obligation(contract, **values)

    def test_nobody_types_what_the_job_settles(self):
        _contract, visit = self._create_running()
        for name in ("rolled_until", "roll_on", "kept_until", "fulfilled_on", "anchor_date"):
            with self.assertRaises(UserError), self.cr.savepoint():
                visit.write({name: "2030-01-01"})

    def test_the_rhythm_is_said_in_words(self):
        words = {
            "Every 3 months": {},
            "Every day": {"unit": "day", "interval": 1},
            "Every month, 10 days after its end": {
                "interval": 1,
                "basis": "period_end",
                "offset_days": 10,
            },
            "Once, 30 days after the first day": {"unit": "once", "offset_days": 30},
            "On public holidays": {"kind": "greeting"},
        }
        contract = self._create_contract()
        for said, values in words.items():
            self.assertEqual(self._create_obligation(contract, **values).rhythm, said)

    def test_figures_count_what_is_open_late_and_done(self):
        _contract, visit = self._create_running()
        first = visit.deadline_ids.sorted("due_date")[0]
        self._at("2026-07-02")
        first.action_done()

        self.assertEqual((visit.open_count, visit.overdue_count, visit.done_count), (3, 1, 1))
        self.assertEqual(str(visit.next_due), "2026-07-01")

    def test_a_form_opens_and_saves(self):
        contract = self._create_contract()
        with Form(self.Obligation.with_context(default_contract_id=contract.id)) as form:
            form.name = "Report"
            form.kind = "report"
        self.assertEqual(contract.obligation_ids.name, "Report")

    def test_nobody_points_at_a_hidden_duty_by_a_default(self):
        _contract, hidden = self._create_running()
        own = self._create_contract(user_id=self.other_user.id)
        duties = self.Obligation.with_user(self.other_user)
        with self.assertRaises(AccessError):
            duties.with_context(default_template_id=hidden.id).create(
                {"contract_id": own.id, "name": "Mine"}
            )

    def test_a_duty_of_centuries_stops_no_contract(self):
        """None follows within the years that are counted."""
        for values in (
            {"unit": "year", "interval": 3650},
            {"unit": "month", "interval": 3650, "basis": "period_end"},
            {"unit": "year", "interval": 1, "date_start": "2200-12-31"},
        ):
            with self.subTest(values=values):
                contract, duty = self._create_running(duty=values)
                self.assertEqual(contract.state, "active")
                self.assertFalse(duty.roll_on)
