"""Third parties that leave, and the dialogs by which they do."""

from unittest.mock import patch

from .third_party_case import ThirdPartyCase


class EndCase(ThirdPartyCase):
    """Today is 2026-05-20; what acts signed its agreement on 2026-05-18."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ruixin = cls.env["res.partner"].create({"name": "Ruixin", "is_company": True})

    @classmethod
    def _ask_to_exit(cls, third_party, **values):
        cls._dialog("exit", third_party, asked_on="2026-05-20", reason="Closes down", **values)

    @classmethod
    def _dialog(cls, name, third_party, user=None, **values):
        wizards = cls.env[f"crm.contract.{name}.wizard"].with_user(user or cls.env.user)
        wizards.create({"third_party_id": third_party.id, **values}).action_confirm()

    def _run_job(self):
        """The job as the scheduler calls it; a test commits nothing."""
        IrCron = self.env.registry["ir.cron"]
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract"]._cron_record_expiry()

    @classmethod
    def _tick(cls, third_party, *kinds, day="2026-05-20"):
        """These are there; the exit agreement of who leaves is, once it is signed."""
        rows = third_party._exit_rows().filtered(lambda row: row.kind in kinds)
        signed = rows.filtered("is_exit_agreement") if third_party.state == "exiting" else None
        if signed:
            cls._sign_exit(third_party, day)
            rows -= signed
        rows.write({"done_on": day})
        return rows

    @classmethod
    def _sign_exit(cls, third_party, day="2026-05-20"):
        third_party.action_send_exit_to_sign()
        for side in ("a", "b", "third"):
            cls._record_marks(third_party.exit_execution_id, side, day, day)
