"""What the tests of the timeline share: due rows, the job, and what it left behind."""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class TimelineCase(ComplianceCase):
    """The clock stands at 10:00 in Shanghai of 2026-06-30 until a test moves it."""

    @classmethod
    def setUpClass(cls):
        cls.freeze_class("2026-06-30 02:00:00")
        super().setUpClass()
        cls.Deadline = cls.env["crm.contract.deadline"]
        cls.Policy = cls.env["crm.contract.reminder.policy"]
        cls.Reminder = cls.env["crm.contract.reminder"]
        cls.contract = cls._create_active("2026-06-30")

    @classmethod
    def _policy(cls, kind):
        return cls.Policy.search([("kind", "=", kind), ("company_id", "=", False)])

    @classmethod
    def _create_duties(cls, due_dates, contract=None, **values):
        """Standing duties, one a date; their source is none of the contract's own specs."""
        contract = contract or cls.contract
        start = cls.Deadline.search_count([])
        return cls.Deadline.create(
            [
                {
                    "contract_id": contract.id,
                    "res_model": "res.partner",
                    "res_id": contract.partner_id.id,
                    "kind": "duty",
                    "key": str(start + number),
                    "due_date": due_date,
                    "subject": f"Report {number}",
                    "user_id": contract.user_id.id,
                    **values,
                }
                for number, due_date in enumerate(due_dates)
            ]
        )

    @classmethod
    def _create_duty(cls, due_date, **values):
        return cls._create_duties([due_date], **values)

    def _row(self, kind, contract=None):
        return (contract or self.contract).deadline_ids.filtered(lambda row: row.kind == kind)

    def _at(self, day, hour="02:00:00"):
        """Freeze the clock; 02:00 UTC is 10:00 in Shanghai."""
        return self.freeze(f"{day} {hour}")

    def _run_job(self, day=None, limit=500):
        """One run of the job; its commits are flushes here. Returns the progress it told."""
        if day:
            self._at(day)
        told = []

        def progress(cron, processed=0, *, remaining=None, deactivate=False):
            cron.env.flush_all()
            told.append((processed, remaining))
            return 60.0

        with patch.object(IrCron, "_commit_progress", progress):
            self.Deadline._cron_remind(limit)
        self.env.invalidate_all()
        return told

    def _leads(self, rows):
        """[(lead, due date)] of the ledger, in the order of their days."""
        found = self.Reminder.search([("deadline_id", "in", rows.ids)])
        days = sorted((row.due_date - timedelta(row.lead), row.lead, row.due_date) for row in found)
        return [(lead, str(due)) for _day, lead, due in days]

    def _activities(self, rows):
        return self.env["mail.activity"].search([("crm_contract_deadline_id", "in", rows.ids)])

    def _mails(self, user=None, since=0):
        """Digests of one user, oldest first."""
        domain = [("subject", "!=", False), ("id", ">", since), ("model", "=", False)]
        if user:
            domain.append(("recipient_ids", "in", user.partner_id.ids))
        return self.env["mail.mail"].search(domain, order="id")

    def _digest_lines(self, user, rows):
        """How often each row stands in the user's digests, by its contract's number and name."""
        bodies = "".join(self._mails(user).mapped("body_html"))
        return Counter({row: bodies.count(row.name) for row in rows})

    def _told(self):
        """(ledger rows, activities, digests) in the whole database."""
        self.env.flush_all()
        return (
            self.Reminder.search_count([]),
            self.env["mail.activity"].search_count([("crm_contract_deadline_id", "!=", False)]),
            len(self._mails()),
        )

    @staticmethod
    def _days(rows, name="remind_on"):
        return [fields.Date.to_string(day) if day else day for day in rows.mapped(name)]
