from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.base.models.ir_cron import IrCron

from ..query_counts import QueryCounts
from .service_case import ServiceCase


class CommunicationCase(ServiceCase):
    @classmethod
    def _log(cls, user=None, **values):
        """A call of the contract's owner on 28 September, 10:00 in Shanghai."""
        return (
            cls.env["crm.contract.communication"]
            .with_user(user or cls.user)
            .create(
                {
                    "contract_id": cls.contract.id,
                    "name": "Delivery dates",
                    "channel_id": cls.phone.id,
                    "summary": "They want it in October.",
                    **values,
                }
            )
        )


class TestCommunication(CommunicationCase):
    """T2-3.2.3: date, channel, customer, staff, summary; searchable, and kept."""

    def test_a_log_says_who_when_how_and_what(self):
        row = self._log()
        self.assertEqual(row.partner_id, self.partner)
        self.assertEqual(row.user_id, self.user)
        self.assertEqual(str(row.held_on), "2026-09-28")
        found = self.env["crm.contract.communication"].search([("summary", "ilike", "october")])
        self.assertEqual(found, row)

    def test_the_day_is_the_contracts(self):
        self.assertEqual(str(self._log(held_at="2026-09-27 16:30:00").held_on), "2026-09-28")

    def test_another_contact_of_the_customer_may_be_named(self):
        contact = self.env["res.partner"].create({"name": "Wu", "parent_id": self.partner.id})
        row = self._log(partner_id=contact.id)
        self.assertEqual(row.partner_id, contact)
        self.assertEqual(self.partner.crm_contract_communication_count, 1)
        self.assertEqual(self.contract.communication_count, 1)

    def test_what_is_logged_has_taken_place(self):
        with self.assertRaisesRegex(ValidationError, "taken place"):
            self._log(held_at="2026-09-28 02:00:01")

    def test_staff_is_internal(self):
        portal = self.env.ref("base.public_user")
        with self.assertRaisesRegex(ValidationError, "internal user"):
            self._log(user_id=portal.id)

    def test_it_stays_with_its_contract(self):
        row = self._log()
        with self.assertRaisesRegex(UserError, "Contract"):
            row.contract_id = self._create_active()


class TestArchive(CommunicationCase):
    """T2-3.2.3: a log that was archived is read-only, for everybody."""

    def test_before_it_is_archived_it_may_be_corrected_and_removed(self):
        row = self._log()
        row.summary = "They want it in November."
        row.unlink()
        self.assertFalse(row.exists())

    def test_archived_nobody_changes_it(self):
        row = self._log()
        row.action_put_into_archive()
        self.assertEqual(str(row.archived_on), "2026-09-28")
        for user in (self.user, self.officer, self.manager):
            with self.assertRaisesRegex(UserError, "archived"):
                row.with_user(user).summary = "Nothing was said."
        with self.assertRaisesRegex(UserError, "archived"):
            row.sudo().user_id = self.manager

    def test_archived_nobody_deletes_it(self):
        row = self._log()
        row.action_put_into_archive()
        for rows in (row, row.with_user(self.manager), row.sudo()):
            with self.assertRaisesRegex(UserError, "archived"):
                rows.unlink()
        with self.assertRaisesRegex(UserError, "kept"):
            self.partner.unlink()

    def test_nobody_types_the_day_of_archiving(self):
        row = self._log()
        with self.assertRaisesRegex(UserError, "Archived"):
            row.archived_on = "2020-01-01"
        with self.assertRaisesRegex(UserError, "Archived"):
            self._log(archived_on="2020-01-01")

    def test_its_files_are_kept_with_it(self):
        file = self.env["ir.attachment"].with_user(self.user).create({"name": "a.txt", "raw": b"a"})
        row = self._log(evidence_ids=self._link(file))
        row.action_put_into_archive()
        self.assertEqual((file.res_model, file.res_id), (row._name, row.id))
        with self.assertRaisesRegex(UserError, "neither be"):
            file.unlink()

    def test_a_copy_is_a_new_log(self):
        row = self._log()
        row.action_put_into_archive()
        self.assertFalse(row.copy().archived_on)

    def _run_job(self, **kwargs):
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract.communication"]._cron_archive(**kwargs)

    def test_archiving_twice_keeps_the_first_day(self):
        row = self._log()
        row.action_put_into_archive()
        self.freeze("2026-10-28 02:00:00")
        row.action_put_into_archive()
        self.assertEqual(str(row.archived_on), "2026-09-28")

    def test_the_job_archives_what_is_older_than_the_companys_days(self):
        self.company.crm_contract_archive_days = 30
        old, new = self._log(held_at="2026-08-29 02:00:00"), self._log()
        older = self._log(held_at="2026-08-20 02:00:00")
        self._run_job(limit=1)
        self.assertEqual(
            [str(row.archived_on) for row in (old, older)], ["2026-09-28", "2026-09-28"]
        )
        self.assertFalse(new.archived_on)

    def test_with_no_days_nothing_is_archived_by_itself(self):
        self.company.crm_contract_archive_days = 0
        row = self._log(held_at="2026-01-20 02:00:00")
        self._run_job()
        self.assertFalse(row.archived_on)


class TestWhoReadsIt(CommunicationCase):
    def test_a_log_is_read_by_the_contracts_people(self):
        row = self._log()
        self.assertTrue(row.with_user(self.officer).has_access("read"))
        self.assertFalse(row.with_user(self.other_user).has_access("read"))
        with self.assertRaises(AccessError):
            self._log(user=self.other_user)

    def test_of_a_confidential_contract_only_the_number_is_told(self):
        row = self._log()
        self.contract.is_classified = True
        for user in (self.user, self.officer, self.manager):
            told = row.with_user(user)
            self.assertFalse(told.has_access("read"))
            self.assertEqual(told.sudo().display_name, self.contract.code)

    def test_an_employee_without_the_group_gets_an_access_error(self):
        """T0-3.1"""
        employee = self.env["res.users"].create(
            {"name": "E", "login": "cc_e", "group_ids": self._link(self.env.ref("base.group_user"))}
        )
        row = self._log()
        with self.assertRaises(AccessError):
            row.with_user(employee).read(["summary"])
        with self.assertRaises(AccessError):
            self.partner.with_user(employee).read(["crm_contract_completeness"])


class TestQueries(CommunicationCase, QueryCounts):
    def test_the_list_of_eighty(self):
        rows = self._log()
        rows |= rows.concat(*(rows.copy() for _number in range(79)))
        names = ["name", "held_at", "partner_id", "contract_id", "channel_id", "user_id"]
        names += ["archived_on", "company_id", "contract_user_id"]
        self._assert_flat(rows, names, 8)
        self._assert_flat(rows, names, 9, user=self.user)
