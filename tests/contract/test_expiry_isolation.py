import logging
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase

_LOG = "odoo.addons.crm_contract_compliance.models.base.batches"
_WHY = "Not while it is looked into"


class TestExpiryIsolation(ComplianceCase):
    """T0-12.3: expiry is never blocked; whoever cannot expire just now stops no other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-08-01 04:00:00")

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(IrCron, "_commit_progress", lambda *_a, **_k: 60.0))

    @contextmanager
    def _refusing(self, *bad):
        """These alone do not pass the guard of their end; the log says so, once of each."""
        model = type(bad[0])
        original = model._guard_ended

        def refuse(record):
            if record in bad:
                raise UserError(_WHY)
            return original(record)

        with ExitStack() as stack:
            stack.enter_context(patch.object(model, "_guard_ended", refuse))
            logged = stack.enter_context(self.assertLogs(_LOG, logging.INFO))
            yield
        self.assertEqual(len(logged.output), len(bad))
        for record, line in zip(bad, logged.output, strict=True):
            self.assertIn(str(record), line)
            self.assertIn(_WHY, line)

    def test_a_contract(self):
        contracts = self.env["crm.contract"]
        rows = contracts.concat(*(self._create_active("2025-06-01") for _time in range(4)))
        with self._refusing(rows[0], rows[2]):
            contracts._cron_record_expiry()
        self.assertEqual(rows.mapped("state"), ["active", "ended", "active", "ended"])
        self.assertFalse(rows[0].ended_on, "nothing of it stays half done")
        contracts._cron_record_expiry()
        self.assertEqual(set(rows.mapped("state")), {"ended"}, "the next job ends them")

    def test_an_agreement_of_confidentiality(self):
        rows = self.env["crm.contract.nda"].create(
            [
                {
                    "contract_id": self._create_active("2026-06-01").id,
                    "name": name,
                    "basis": "dates",
                    "date_end": "2026-08-31",
                }
                for name in ("One", "Two")
            ]
        )
        for row in rows:
            row.action_send_to_sign()
            for side in ("a", "b"):
                self._record_marks(row.execution_id, side, "2026-08-01", "2026-08-01")
        self.freeze("2026-09-02 04:00:00")
        with self._refusing(rows[0]):
            rows._cron_record_end()
        self.assertEqual(rows.mapped("state"), ["active", "ended"])
        rows._cron_record_end()
        self.assertEqual(rows.mapped("state"), ["ended", "ended"])
