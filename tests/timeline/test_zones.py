from datetime import datetime, timedelta

from odoo import fields

from odoo.addons.crm_contract_compliance.tools.due_date import local_day

from .timeline_case import TimelineCase

# The instant (UTC) at which 2026-07-15 begins there.
MIDNIGHTS = {
    "Pacific/Kiritimati": "2026-07-14 10:00:00",
    "Asia/Shanghai": "2026-07-14 16:00:00",
    "UTC": "2026-07-15 00:00:00",
    "America/Santiago": "2026-07-15 04:00:00",
    "Pacific/Pago_Pago": "2026-07-15 11:00:00",
}


class TestZones(TimelineCase):
    """I11: a day changes at midnight of the contract's zone, whoever looks, wherever it runs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy("duty").write({"leads": "0", "escalate_after": 0})
        cls.rows = {
            zone: cls._create_duty("2026-07-15", contract=cls._create_contract(tz=zone))
            for zone in MIDNIGHTS
        }

    def _seen(self, row):
        """What reading, searching and the job say at this moment: is it the row's day?"""
        self.env.invalidate_all()
        self._run_job()
        return (
            row.bucket == "today",
            row in self.Deadline.search([("bucket", "=", "today")]),
            bool(self._leads(row)),
        )

    @staticmethod
    def _second_before(moment):
        return str(datetime.fromisoformat(moment) - timedelta(seconds=1))

    def test_reading_searching_and_the_job_agree_on_every_midnight(self):
        for zone, midnight in MIDNIGHTS.items():
            row = self.rows[zone]
            self.assertEqual(row.tz, zone)

            self.freeze(self._second_before(midnight))
            self.assertEqual(self._seen(row), (False, False, False), f"before midnight: {zone}")

            self.freeze(midnight)
            self.assertEqual(self._seen(row), (True, True, True), f"at midnight: {zone}")

    def test_it_is_the_same_for_readers_in_any_zone(self):
        self.freeze(MIDNIGHTS["Asia/Shanghai"])
        row = self.rows["Asia/Shanghai"]
        for zone in MIDNIGHTS:
            self.user.tz = zone
            mine = self.Deadline.with_user(self.user).with_context(tz=zone)
            self.assertEqual(mine.browse(row.id).bucket, "today", zone)
            found = mine.search([("bucket", "=", "today")]).sudo()
            self.assertIn(row, found, zone)
            self.assertNotIn(self.rows["UTC"], found, zone)

    def test_each_is_overdue_one_day_later_at_the_same_hour(self):
        for zone, midnight in MIDNIGHTS.items():
            self.freeze(midnight.replace("-15 ", "-16 ").replace("-14 ", "-15 "))
            self.env.invalidate_all()
            self.assertEqual(self.rows[zone].bucket, "overdue", zone)
            self.freeze(
                self._second_before(midnight.replace("-15 ", "-16 ").replace("-14 ", "-15 "))
            )
            self.env.invalidate_all()
            self.assertEqual(self.rows[zone].bucket, "today", zone)

    def test_a_day_without_a_midnight_begins_at_one(self):
        """Santiago springs forward at 24:00 of Saturday 2026-09-05: 04:00 UTC is 01:00."""
        row = self._create_duty("2026-09-06", contract=self._create_contract(tz="America/Santiago"))

        self.freeze("2026-09-06 03:59:59")
        self.assertEqual(self._seen(row), (False, False, False))
        self.freeze("2026-09-06 04:00:00")
        self.assertEqual(self._seen(row), (True, True, True))

    def test_an_hour_that_comes_twice_belongs_to_the_old_day(self):
        """Santiago falls back at 24:00 of Saturday 2027-04-03: 03:00 to 04:00 UTC is 23 h again."""
        row = self._create_duty("2027-04-04", contract=self._create_contract(tz="America/Santiago"))

        for moment in ("2027-04-04 02:59:59", "2027-04-04 03:30:00", "2027-04-04 03:59:59"):
            self.freeze(moment)
            self.assertEqual(self._seen(row), (False, False, False), moment)
        self.freeze("2027-04-04 04:00:00")
        self.assertEqual(self._seen(row), (True, True, True))

    def test_the_day_of_doing_is_the_contracts_day(self):
        self.freeze(MIDNIGHTS["Pacific/Kiritimati"])
        days = {"Pacific/Kiritimati": "2026-07-15", "Pacific/Pago_Pago": "2026-07-13"}
        for zone, day in days.items():
            row = self.rows[zone]
            row.action_done()
            self.assertEqual(str(row.done_on), day, zone)

    def test_every_zone_that_a_contract_may_have_is_known_to_both_sides(self):
        """A zone that PostgreSQL does not know would stop the job for everybody."""
        field = self.env["crm.contract"]._fields["tz"]
        zones = [zone for zone, _label in field._description_selection(self.env)]
        self.freeze("2026-07-15 11:30:00")
        now = fields.Datetime.now()
        self.env.cr.execute(
            "SELECT zone, ((%s::timestamp AT TIME ZONE 'UTC') AT TIME ZONE zone)::date"
            " FROM unnest(%s) zone",
            [now, zones],
        )
        differing = [zone for zone, day in self.env.cr.fetchall() if day != local_day(now, zone)]
        self.assertFalse(differing)
        self.assertGreater(len(zones), 400)
