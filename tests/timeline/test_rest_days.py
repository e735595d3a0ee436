from datetime import datetime, timezone

from odoo import fields

from .timeline_case import TimelineCase


class TestRestDays(TimelineCase):
    """Due dates counted forward, from Odoo's own public holidays (L-25, L-48; scenario 9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leaves = cls.env["resource.calendar.leaves"]
        cls.calendar = cls.company.resource_calendar_id
        cls.leaves.search([("resource_id", "=", False)]).unlink()
        cls.golden_week = cls._create_leave("2026-10-01", "2026-10-07")

    @classmethod
    def _create_leave(cls, first, last, **values):
        """Whole days in Shanghai: 16:00 UTC of the day before to 15:59:59."""
        before = fields.Date.subtract(cls._day(first), days=1)
        return cls.leaves.create(
            {
                "name": "Rest",
                "calendar_id": cls.calendar.id,
                "company_id": cls.company.id,
                "date_from": f"{before} 16:00:00",
                "date_to": f"{last} 15:59:59",
                **values,
            }
        )

    def _due(self, start, days, unit="calendar", contract=None):
        due = (contract or self.contract)._forward_due(self._day(start), days, unit)
        return str(due.due), due.missing_years

    def test_five_calendar_days_end_after_the_holiday(self):
        """From Monday 2026-09-28: 10-03 is in the holiday, the day after it ends is 10-08."""
        self.assertEqual(self._due("2026-09-28", 5), ("2026-10-08", ()))

    def test_five_working_days_end_on_monday(self):
        """09-29, 09-30, 10-08, 10-09, and the Saturday 10-10 rests: 10-12."""
        self.assertEqual(self._due("2026-09-28", 5, "working"), ("2026-10-12", ()))

    def test_a_make_up_saturday_is_a_working_day(self):
        self._create_leave("2026-10-10", "2026-10-10", time_type="crm_contract_workday")

        self.assertEqual(self._due("2026-09-28", 5, "working"), ("2026-10-10", ()))

    def test_it_says_why_it_moved(self):
        due = self.contract._forward_due(self._day("2026-09-28"), 5)

        self.assertEqual(str(due.unshifted), "2026-10-03")
        self.assertEqual([day.day for day in due.skipped], [3, 4, 5, 6, 7])

    def test_a_year_that_was_never_loaded_is_named(self):
        self.assertEqual(self._due("2027-09-28", 5), ("2027-10-03", (2027,)))
        self.assertEqual(self.company._crm_contract_unloaded_years(), [2027])
        self._create_leave("2027-01-01", "2027-01-01")
        self.assertEqual(self.company._crm_contract_unloaded_years(), [])

    def test_a_make_up_day_alone_does_not_count_as_a_loaded_year(self):
        self._create_leave("2027-02-06", "2027-02-06", time_type="crm_contract_workday")

        self.assertEqual(self._due("2027-09-28", 5)[1], (2027,))

    def test_the_setting_of_the_contract_decides_whether_it_shifts(self):
        contract = self._create_contract(is_holiday_shifted=False)
        self.assertEqual(self._due("2026-09-28", 5, contract=contract), ("2026-10-03", ()))

        contract.is_weekend_shifted = True
        self.assertEqual(self._due("2026-09-28", 5, contract=contract)[0], "2026-10-05")

    def test_days_are_counted_in_the_contracts_zone(self):
        """The holiday of Shanghai ends at 15:59:59 UTC, which is 10-08 in Kiritimati too."""
        contract = self._create_contract(tz="Pacific/Kiritimati")

        self.assertEqual(self._due("2026-09-28", 5, contract=contract)[0], "2026-10-09")

    def test_leave_of_a_person_or_of_another_company_is_no_rest_day(self):
        self.golden_week.unlink()
        resource = self.env["resource.resource"].create(
            {"name": "Li", "calendar_id": self.calendar.id, "company_id": self.company.id}
        )
        self._create_leave("2026-10-01", "2026-10-07", resource_id=resource.id)
        second = self._create_company()
        self._create_leave(
            "2026-10-01",
            "2026-10-07",
            company_id=second.id,
            calendar_id=second.resource_calendar_id.id,
        )

        self.assertEqual(self._due("2026-09-28", 5), ("2026-10-03", (2026,)))

    def test_core_does_not_count_a_make_up_day_as_absence(self):
        """40 hours in the week of Monday 2026-10-12, with and without the flag on a Wednesday."""
        span = (
            datetime(2026, 10, 12, tzinfo=timezone.utc),
            datetime(2026, 10, 19, tzinfo=timezone.utc),
        )
        hours = self.calendar.get_work_hours_count(*span)
        self.assertEqual(hours, 40)

        row = self._create_leave("2026-10-14", "2026-10-14", time_type="crm_contract_workday")
        self.assertEqual(self.calendar.get_work_hours_count(*span), hours)

        row.time_type = "leave"
        self.assertAlmostEqual(
            self.calendar.get_work_hours_count(*span), 32, places=2, msg="a real day off"
        )

    def test_a_deadline_counted_backward_never_shifts(self):
        """The notice of a contract that ends 2026-12-04 is due on 2026-10-05, in the holiday."""
        contract = self.env["crm.contract"]._register_existing(
            [
                {
                    "name": "Short",
                    "type_id": self.contract_type.id,
                    "partner_id": self.partner.id,
                    "user_id": self.user.id,
                    "state": "active",
                    "effective_date": "2026-06-30",
                    "is_end_date_fixed": True,
                    "end_date": "2026-12-04",
                }
            ]
        )

        self.assertEqual(str(self._row("renewal_notice", contract).due_date), "2026-10-05")

    def test_rest_days_of_strange_years_stop_no_due_date(self):
        for first, last in (
            ("9999-12-30 00:00:00", "9999-12-31 23:59:59"),
            ("0001-01-01 00:00:00", "0001-01-01 00:00:01"),
        ):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Slip",
                    "calendar_id": self.calendar.id,
                    "company_id": self.company.id,
                    "date_from": first,
                    "date_to": last,
                }
            )
        for zone in ("Asia/Shanghai", "America/New_York"):
            rest = self.company._crm_contract_rest_days(zone)
            self.assertTrue(all(1899 <= day.year <= 2201 for day in rest.holidays))
