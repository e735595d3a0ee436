"""A contract in force and amendments of it, taken step by step as people do."""

from unittest.mock import patch

from odoo.fields import Command

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class AmendmentCase(ComplianceCase):
    """In force from 2026-03-01 to 2027-03-01; today is 2026-11-05 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-11-05 04:00:00")
        cls.contract = cls._create_active("2026-03-01", amount_total=120000, scope="Norms")

    def _at(self, day):
        self.freeze(f"{day} 04:00:00")
        self.env.invalidate_all()

    @classmethod
    def _change(cls, term, value, kind="date", **values):
        """A row: “subject.field” shall say so."""
        subject = term.partition(".")[0]
        return Command.create({"subject": subject, "term": term, f"value_{kind}": value, **values})

    @classmethod
    def _end_date(cls, day="2027-09-01"):
        return cls._change("contract.end_date", day)

    @classmethod
    def _ask(cls, *changes, user=None, contract=None, **values):
        amendments = cls.env["crm.contract.amendment"].with_user(user or cls.env.user)
        return amendments.create(
            {
                "name": "Longer term",
                "contract_id": (contract or cls.contract).id,
                "side": "a",
                "reason": "More work",
                "change_ids": list(changes) or [cls._end_date()],
                **values,
            }
        )

    @classmethod
    def _give_notice(cls, amendment, proof="SF1234567"):
        amendment.notice_id = cls.env["crm.contract.notice"].create(
            {
                "contract_id": amendment.contract_id.id,
                "kind": "amendment",
                "side": "a",
                "sent_on": amendment.contract_id._local_today(),
                "proof_reference": proof,
            }
        )

    @classmethod
    def _send_to_sign(cls, amendment):
        if amendment.state == "requested":
            amendment.action_negotiate()
        amendment.action_send_to_sign()

    @classmethod
    def _mark(cls, amendment, sides="ab", user=None):
        today = amendment.contract_id._local_today()
        for side in sides:
            cls._record_marks(amendment.execution_id, side, today, today, user)

    @classmethod
    def _execute(cls, amendment, proof="SF1234567"):
        """Noticed, sent to sign, signed and sealed by both today."""
        if proof is not None:
            cls._give_notice(amendment, proof)
        cls._send_to_sign(amendment)
        cls._mark(amendment)
        return amendment

    @classmethod
    def _amended(cls, *changes, **values):
        return cls._execute(cls._ask(*changes, **values))

    def _run_job(self):
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            self.env["crm.contract.amendment"]._cron_apply()
        self.env.invalidate_all()

    def _said(self, day, contract=None, **known):
        contract = contract or self.contract
        return contract.get_as_of(str(day), *known.values())[f"crm.contract,{contract.id}"]
