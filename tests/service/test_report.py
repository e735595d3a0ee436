from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .report_case import MODULE, ReportCase


class TestPeriod(ReportCase):
    def test_may_is_reported_on_the_tenth_of_june(self):
        """T0-7.3: monthly, 10 days after month end; lead 3 days."""
        row = self._row()
        self.assertEqual(str(row.due_date), "2026-06-10")
        self.assertEqual(str(row.remind_on), "2026-06-07")
        report = self._report()
        self.assertEqual(str(report.period_start), "2026-05-01")
        self.assertEqual(str(report.period_end), "2026-05-31")

    def test_the_first_report_begins_with_the_contract(self):
        report = self._report(self._row(due="2026-02-10"))
        self.assertEqual(str(report.period_start), "2026-01-15")

    def test_a_quarter_from_the_first_day_on_ends_before_the_next(self):
        _contract, duty = self._reporting(interval=3, basis="anchor", offset_days=0)
        report = self._report(self._row(duty, "2026-07-15"))
        self.assertEqual(str(report.period_start), "2026-04-15")
        self.assertEqual(str(report.period_end), "2026-07-14")

    def test_a_report_once_speaks_of_all_until_its_day(self):
        _contract, duty = self._reporting(unit="once", basis="anchor", offset_days=30)
        report = self._report(self._row(duty, "2026-02-14"))
        self.assertEqual(str(report.period_start), "2026-01-15")
        self.assertEqual(str(report.period_end), "2026-02-14")

    def test_opening_twice_is_one_report(self):
        self.assertEqual(self._report(), self._report(user=self.officer))

    def test_what_was_handed_in_otherwise_gets_no_report_afterwards(self):
        row = self._row(due="2026-03-10")
        row._close(self._day("2026-03-10"))  # before a record was kept here
        with self.assertRaisesRegex(UserError, "no longer open"):
            row.action_open_report()

    def test_only_report_duties_have_reports(self):
        row = self.contract.deadline_ids.filtered(lambda row: row.kind == "expiry")
        with self.assertRaisesRegex(UserError, "no report"):
            row.action_open_report()
        with self.assertRaisesRegex(UserError, "report duty"):
            self.env["crm.contract.report"].create({"deadline_id": row.id})


class TestFigures(ReportCase):
    def test_five_of_six_complaints_in_time_are_83_percent(self):
        """T0-7.1"""
        self._six_complaints()
        report = self._report()
        line = self._line(report, self._indicator("complaints_in_time"))
        self.assertEqual((line.part, line.whole, line.value), (5, 6, 83.33))
        self.assertEqual(line.value_text, "83.33 % (5 of 6)")
        self.assertEqual(line.verdict, "missed", "of at least 95 %")
        received = self._line(report, self._indicator("complaints_received"))
        self.assertEqual((received.value, received.value_text), (6, "6"))
        self.assertFalse(received.verdict, "without a target")

    def test_the_same_numbers_on_any_day(self):
        """I11: the period's data as of the stored dates."""
        self._six_complaints()
        report = self._report()
        before = report.line_ids.mapped("value_text")
        self._complain("2026-06-02", "2026-06-03")
        self.freeze("2026-12-24 20:00:00")
        report.action_refresh()
        self.assertEqual(report.line_ids.mapped("value_text"), before)

    def test_nothing_to_count_is_a_dash_and_not_zero(self):
        report = self._report()
        for key, text in (("complaints_in_time", "–"), ("complaints_received", "0")):
            line = self._line(report, self._indicator(key))
            self.assertEqual(line.value_text, text)
        self.assertFalse(self._line(report, self._indicator("complaints_in_time")).verdict)
        self.assertFalse(report.incomplete_note, "to have nothing to say is said")

    def test_what_is_open_is_not_in_time_and_cancelled_is_not_counted(self):
        self._complain("2026-05-30")
        self._complain("2026-05-30")._cancel("Twice")
        line = self._line(self._report(), self._indicator("complaints_in_time"))
        self.assertEqual((line.part, line.whole), (0, 1))

    def test_days_are_those_of_the_contract(self):
        self._complain("2026-04-30").received_at = "2026-04-30 16:30:00"
        line = self._line(self._report(), self._indicator("complaints_received"))
        self.assertEqual(line.value, 1, "half past midnight of 1 May in Shanghai")

    def _figure(self, key):
        indicator = self._indicator(key)
        return indicator._figure(self.contract, self.duty._report_period(self._row()))

    def test_average_hours_to_the_answer(self):
        self.freeze("2026-05-04 02:00:00")
        cases = [
            self._request(contract_id=self.contract.id, category="consultation", answer="Yes")
            for _number in range(2)
        ]
        for case, moment in zip(cases, ("03:00", "06:30"), strict=True):
            self.freeze(f"2026-05-04 {moment}:00")
            self._in_progress(case)
            case.action_answer()
        self.assertEqual(str(self._figure("answer_hours").value), "2.75")
        in_time = self._figure("requests_in_time")
        self.assertEqual((in_time.part, in_time.whole), (2, 2))

    def test_satisfaction_is_what_customers_said_in_the_period(self):
        """T0-2.1: 8 of 10 good surveys are 80 %, which is less than 90 %."""
        self.freeze("2026-05-20 02:00:00")
        for score in (5, 5, 5, 5, 4, 4, 4, 4, 3, 1):
            case = self._request(contract_id=self.contract.id, answer="Done")
            self._in_progress(case)
            case.action_answer()
            self._dialog("close", case, feedback="given", score=str(score)).action_confirm()
        self.assertEqual(str(self._figure("satisfied").value), "80.00")
        self.assertEqual(str(self._figure("satisfaction").value), "4.00")
        self.duty.indicator_ids |= self._indicator("satisfied")
        line = self._line(self._report(), self._indicator("satisfied"))
        self.assertEqual(line.verdict, "missed")

    def test_visits_held_are_those_done_by_the_periods_end(self):
        visit = {"kind": "visit", "unit": "day", "interval": 10, "basis": "anchor"}
        self.contract, duty = self._reporting(**visit, offset_days=0, needs_proof=False)
        in_may = ("2026-05-05", "2026-05-15", "2026-05-25")
        for due, done in zip(in_may, ("2026-05-05", "2026-06-01", False), strict=True):
            if done:
                self._row(duty, due).write({"done_on": done, "state": "done"})
        period = self.duty._report_period(self._row())
        figure = self._indicator("visits_held")._figure(self.contract, period)
        self.assertEqual((figure.part, figure.whole, str(figure.value)), (1, 3, "33.33"))

    def test_each_figure_is_one_query(self):
        self._six_complaints()
        period = self.duty._report_period(self._row())
        keys = ("complaints_received", "complaints_in_time", "requests_in_time", "answer_hours")
        for key in (*keys, "visits_held", "satisfaction", "satisfied"):
            indicator = self._indicator(key)
            indicator._figure(self.contract, period)
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            indicator._figure(self.contract, period)
            self.assertEqual(self.env.cr.sql_log_count - start, 1, key)


class TestGoal(ReportCase):
    """T0-2.1: a goal with its target, entered by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duty.indicator_ids |= cls.goal

    def test_without_a_goal_there_is_nothing_to_enter(self):
        report = self._report()
        self.assertTrue(report.has_goals)
        report.line_ids.filtered(lambda line: line.key == "goal").unlink()
        self.assertFalse(report.has_goals)

    def test_a_goal_is_incomplete_until_it_is_given(self):
        report = self._report()
        self.assertIn("Buy again", report.incomplete_note)
        with self.assertRaisesRegex(UserError, "incomplete"):
            report.action_submit()
        self._line(report, self.goal).value = 80
        self.assertFalse(report.incomplete_note)
        self.assertEqual(self._line(report, self.goal).verdict, "missed")
        self._line(report, self.goal).value = 90
        self.assertEqual(self._line(report, self.goal).verdict, "met")

    def test_zero_may_be_given(self):
        report = self._report()
        line = self._line(report, self.goal)
        line.is_given = True
        self.assertEqual((line.value_text, line.verdict), ("0.00 %", "missed"))
        line.is_given = False
        self.assertEqual((line.value_text, line.verdict), ("–", False))

    def test_what_was_entered_stays_when_figures_are_taken_anew(self):
        report = self._report()
        self._line(report, self.goal).value = 80
        report.action_refresh()
        self.assertEqual(self._line(report, self.goal).value, 80)

    def test_what_is_counted_is_not_typed(self):
        line = self._line(self._report(), self._indicator("complaints_received"))
        for vals in ({"value": 3}, {"is_given": False}, {"part": 3}, {"target": 1}):
            with self.assertRaises(UserError):
                line.write(vals)

    def test_a_ceiling_is_met_from_below(self):
        received = self._indicator("complaints_received")
        received.write({"has_target": True, "target": 0, "is_ceiling": True})
        line = self._line(self._report(), received)
        self.assertEqual((line.target_text, line.verdict), ("≤ 0", "met"))

    def test_a_value_has_bounds(self):
        with self.assertRaises(ValidationError):
            self._line(self._report(), self.goal).value = 1e10


class TestSubmission(ReportCase):
    def test_the_printed_report_contains_every_indicator(self):
        """T0-7.2"""
        self._six_complaints()
        report = self._report()
        reports = self.env["ir.actions.report"].with_user(self.user)
        html, _kind = reports._render_qweb_html(f"{MODULE}.crm_contract_report_report", report.ids)
        text = html.decode().replace("\xa0", " ")
        for indicator in self.duty.indicator_ids:
            self.assertIn(indicator.name, text)
        self.assertIn("83.33 %", text)
        self.assertIn("Missed", text, "the target is missed")

    def test_it_is_submitted_as_the_proof_of_its_occurrence(self):
        report = self._report()
        report.action_submit()
        row = self._row()
        self.assertEqual((row.state, str(row.done_on)), ("submitted", "2026-06-03"))
        file = row.evidence_ids.ensure_one()
        self.assertEqual((file.res_model, file.res_id), (row._name, row.id))
        self.assertIn("2026-05-31", file.name)
        row.with_user(self.officer).action_accept()
        self.assertEqual(row.state, "done")

    def test_submitted_it_stands(self):
        report = self._report()
        report.action_submit()
        line = report.line_ids[0]
        for record, vals in (
            (report, {"findings": "Better"}),
            (line, {"indicator_id": self.goal.id}),
        ):
            with self.assertRaises(UserError):
                record.write(vals)
        with self.assertRaisesRegex(UserError, "submitted"):
            report.action_refresh()
        self._complain("2026-05-15")
        self._report()
        received = self._line(report, self._indicator("complaints_received"))
        self.assertEqual(received.value, 0, "opened again it says what it said")

    def test_it_is_not_submitted_before_its_period_is_over(self):
        report = self._report(self._row(due="2026-07-10"))
        self.assertTrue(report.is_early)
        with self.assertRaisesRegex(UserError, "after them"):
            report.action_submit()
        self.freeze("2026-06-30 16:30:00")
        report.invalidate_recordset(["is_early"])
        report.action_submit()
        self.assertEqual(report.state, "submitted", "it is July in Shanghai")

    def test_a_target_that_changes_later_changes_no_report(self):
        report = self._report()
        report.action_submit()
        in_time = self._indicator("complaints_in_time")
        in_time.target = 50
        self.assertEqual(self._line(report, in_time).target, 95)

    def test_sent_back_it_may_be_corrected_and_submitted_anew(self):
        report = self._report()
        report.action_submit()
        self._row().with_user(self.officer)._send_back("Say why")
        report.findings = "One came in too late."
        report.action_submit()
        self.assertEqual(len(self._row().evidence_ids), 2)

    def test_late_is_late(self):
        """T0-7.3"""
        self.freeze("2026-06-12 02:00:00")
        self._report().action_submit()
        row = self._row()
        row.with_user(self.officer).action_accept()
        self.assertTrue(row.is_done_late)
        self.assertEqual(row.late_days, 2)


class TestIncomplete(ReportCase):
    """T0-App5: a report that lacks indicators is incomplete."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bare, cls.bare_duty = cls._reporting(indicators=cls.indicators.browse())

    def test_the_contract_says_so(self):
        alerts = dict(self.bare._alert_list())
        self.assertEqual(alerts["indicators"]["level"], "warning")
        self.assertIn("Analysis", alerts["indicators"]["message"])
        self.assertNotIn("indicators", dict(self.contract._alert_list()))

    def test_it_is_refused_at_submission(self):
        report = self._report(self._row(self.bare_duty))
        self.assertIn("no indicator", report.incomplete_note)
        with self.assertRaisesRegex(UserError, "incomplete"):
            report.action_submit()

    def test_another_file_as_proof_is_refused_too(self):
        row = self._row(self.bare_duty)
        wizard = self.env["crm.contract.deadline.done.wizard"].create(
            {"deadline_ids": row.ids, "evidence_ids": self._link(self._create_file())}
        )
        with self.assertRaisesRegex(UserError, "incomplete"):
            wizard.action_confirm()
        self.bare_duty.indicator_ids = self.indicators
        with self.assertRaisesRegex(UserError, "its own report"):
            wizard.action_confirm()
        self._report(row).action_submit()
        self.assertEqual(row.state, "submitted")

    def test_an_old_print_does_not_do_once_it_was_sent_back(self):
        report = self._report()
        report.action_submit()
        row = self._row()
        print_of_then = row.evidence_ids
        row.with_user(self.officer)._send_back("Say why")
        self.assertIn(print_of_then, row.evidence_ids)
        with self.assertRaisesRegex(UserError, "its own report"):
            row.with_user(self.user).write({"done_on": row._local_today(), "state": "submitted"})
        report.action_submit()
        self.assertEqual(row.state, "submitted")

    def test_what_others_owe_us_comes_as_they_made_it(self):
        duty = self.duty.copy({"contract_id": self._create_contract().id})
        duty.side = "b" if duty.contract_id.our_side == "a" else "a"
        self._sign(duty.contract_id, "2026-01-15").action_activate()
        row = self._row(duty)
        wizard = self.env["crm.contract.deadline.done.wizard"].create(
            {"deadline_ids": row.ids, "evidence_ids": self._link(self._create_file())}
        )
        wizard.action_confirm()
        self.assertIn(row.state, ("submitted", "done"))

    def test_the_spreadsheet_says_what_the_print_says(self):
        """T0-7.2: every selected indicator, with the same figures."""
        self._six_complaints()
        report = self._report()
        sheet = report._sheet()
        self.assertEqual(
            [row[0] for row in sheet.rows], report.line_ids.indicator_id.mapped("name")
        )
        self.assertEqual([row[1] for row in sheet.rows], report.line_ids.mapped("value_text"))
        shown = " ".join(row[1] for row in sheet.rows)
        self.assertIn("83.33", shown)
        url = report.action_export_sheet()["url"]
        file = self.env["ir.attachment"].browse(int(url.split("/")[-1].split("?")[0]))
        self.assertEqual((file.res_model, file.res_id), (report._name, report.id))
        self.assertTrue(file.raw.startswith(b"PK"))
        self.assertEqual(report.action_export_sheet()["url"], url, "no second file")
        self.assertFalse(file.with_user(self.other_user).has_access("read"))

    def test_after_signing_indicators_are_added_but_none_goes(self):
        self.bare_duty.with_user(self.user).indicator_ids |= self.goal
        for command in (Command.unlink(self.goal.id), Command.clear(), Command.set([])):
            with self.assertRaises(UserError):
                self.bare_duty.indicator_ids = [command]
        self.assertEqual(self.bare_duty.indicator_ids, self.goal)

    def test_an_indicator_that_came_later_is_asked_for(self):
        report = self._report()
        self.duty.indicator_ids |= self.goal
        report.action_refresh()
        self.assertIn("Buy again", report.incomplete_note)


class TestWhoReportsWhat(ReportCase):
    def test_a_contract_measures_what_its_type_says_and_a_renewal_what_it_did(self):
        self.contract_type.obligation_ids = [
            Command.create(
                {"name": "Analysis", "kind": "report", "indicator_ids": self._link(self.indicators)}
            )
        ]
        contract = self._create_active()
        self.assertEqual(contract.obligation_ids.indicator_ids, self.indicators)
        contract.obligation_ids.indicator_ids |= self.goal
        renewal = self._create_contract(name="Renewal")
        renewal.obligation_ids.unlink()
        renewal._write_settled({"renewed_from_id": contract.id})
        renewal._take_over(["obligation_ids"])
        self.assertEqual(renewal.obligation_ids.indicator_ids, self.indicators | self.goal)

    def test_strangers_neither_open_nor_read_it(self):
        report = self._report()
        with self.assertRaises(AccessError):
            self._report(user=self.other_user)
        self.assertFalse(report.with_user(self.other_user).has_access("read"))
        self.contract.is_classified = True
        self.assertFalse(report.with_user(self.officer).has_access("read"))
        self.assertFalse(report.line_ids[0].with_user(self.officer).has_access("read"))

    def test_it_goes_to_whom_the_duty_names(self):
        self.assertEqual(self._report().recipient_id, self.partner)
        other = self.env["res.partner"].create({"name": "Board"})
        self.duty.recipient_id = other
        self.assertEqual(self._report(self._row(due="2026-03-10")).recipient_id, other)
