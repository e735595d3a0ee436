"""What the tests of standing duties share."""

from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron

from .timeline_case import TimelineCase


class ObligationCase(TimelineCase):
    """The clock stands at 10:00 in Shanghai of 2026-01-01; no public holidays, no shift."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-01-01 02:00:00")
        cls.leaves = cls.env["resource.calendar.leaves"]
        cls.leaves.search([("resource_id", "=", False)]).unlink()
        cls.Obligation = cls.env["crm.contract.obligation"]

    @classmethod
    def _create_obligation(cls, contract, **values):
        """A quarterly visit of Party A, unless said otherwise."""
        return cls.Obligation.create(
            {
                "contract_id": contract.id,
                "name": "Visit",
                "kind": "visit",
                "side": "a",
                "unit": "month",
                "interval": 3,
                **values,
            }
        )

    @classmethod
    def _create_running(cls, day="2026-01-01", duty=None, **values):
        """(a contract in force since ``day``, its one duty)."""
        contract = cls._create_contract(**values)
        obligation = cls._create_obligation(contract, **(duty or {}))
        cls._sign(contract, day)
        contract.action_activate()
        return contract, obligation

    @classmethod
    def _create_holiday(cls, first, last, name="National Day", **values):
        """Whole days in Shanghai: 16:00 UTC of the day before to 15:59:59."""
        before = cls._day(first) - cls._day("2026-01-02") + cls._day("2026-01-01")
        return cls.leaves.create(
            {
                "name": name,
                "calendar_id": cls.company.resource_calendar_id.id,
                "company_id": cls.company.id,
                "date_from": f"{before} 16:00:00",
                "date_to": f"{last} 15:59:59",
                **values,
            }
        )

    def _due(self, obligation, states=("open",)):
        rows = obligation.deadline_ids.filtered(lambda row: row.state in states)
        return [str(row.due_date) for row in rows.sorted("due_date")]

    def _roll(self, day=None):
        """One run of the job that rolls duties forward."""
        if day:
            self._at(day)
        with patch.object(IrCron, "_commit_progress", lambda *args, **kwargs: 60.0):
            self.Obligation._cron_roll()
        self.env.flush_all()
        self.env.invalidate_all()
