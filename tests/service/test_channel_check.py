from odoo.exceptions import AccessError, UserError, ValidationError

from .report_case import ReportCase
from .service_case import ServiceCase


class TestChannelCheck(ServiceCase):
    """T2-3.2.1: a register of channels with an owner; a failed check is an issue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone.user_id = cls.user

    def _check(self, result, user=None):
        channel = self.phone.with_user(user or self.user)
        getattr(channel, f"action_check_{result}")()
        return channel

    def _issues(self):
        return self.phone.activity_ids

    def test_a_channel_is_checked_every_thirty_days(self):
        self.assertTrue(self.phone.is_check_due, "never checked")
        self._check("reachable")
        self.assertEqual(str(self.phone.checked_on), "2026-09-28")
        self.assertEqual(str(self.phone.next_check_on), "2026-10-28")
        self.assertFalse(self.phone.is_check_due)
        self.freeze("2026-10-28 02:00:00")
        self.phone.invalidate_recordset(["is_check_due"])
        self.assertTrue(self.phone.is_check_due)
        self.assertIn(self.phone, self.phone.search([("is_check_due", "=", True)]))
        self.assertNotIn(self.phone, self.phone.search([("is_check_due", "=", False)]))

    def test_a_failed_check_is_the_owners_task_once(self):
        self._check("failed", self.officer)
        self._check("failed", self.officer)
        self.assertEqual(self._issues().user_id, self.user)
        self.assertEqual(len(self._issues()), 1)
        self.assertIn("Phone", self._issues().summary)

    def test_it_is_done_when_the_channel_works_again(self):
        self._check("failed")
        self._check("reachable")
        self.assertFalse(self._issues())
        self.assertEqual(self.phone.check_result, "reachable")

    def test_every_check_stays_on_record(self):
        self._check("failed")
        self._check("reachable")
        bodies = "".join(self.phone.message_ids.mapped("body"))
        self.assertIn("Not reachable", bodies)
        self.assertIn("Reachable", bodies)

    def test_its_owner_or_an_officer_checks(self):
        with self.assertRaisesRegex(AccessError, "looks after"):
            self._check("reachable", self.other_user)
        self._check("reachable", self.officer)

    def test_nobody_types_a_check(self):
        for name, value in (("checked_on", "2026-09-28"), ("check_result", "reachable")):
            with self.assertRaises(UserError):
                self.phone.with_user(self.manager).write({name: value})

    def test_an_interval_of_nothing_asks_for_no_check(self):
        self.phone.check_interval = 0
        self.assertFalse(self.phone.is_check_due)
        self.assertNotIn(self.phone, self.phone.search([("is_check_due", "=", True)]))
        with self.assertRaises(ValidationError):
            self.phone.check_interval = -1


class TestDuty(ReportCase):
    """The timeline reminds of the checks; the channels say what was found."""

    def test_the_duty_is_done_once_every_channel_was_checked(self):
        _contract, duty = self._reporting(
            kind="channel_check",
            unit="day",
            interval=30,
            basis="anchor",
            offset_days=0,
            needs_proof=False,
        )
        row = self._row(duty, "2026-05-15")
        with self.assertRaisesRegex(UserError, "Phone"):
            row.with_user(self.user).action_done()
        channels = self.env["crm.contract.channel"].search([]).with_user(self.officer)
        channels.action_check_reachable()
        self.assertEqual(row.action_check_channels()["res_model"], channels._name)
        row.with_user(self.user).action_done()
        self.assertEqual(row.state, "done")
