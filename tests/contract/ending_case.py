"""A contract of the type “supply” in force, and the ways to end it."""

from ..common import ComplianceCase


class EndingCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-10 04:00:00")
        cls.supply = cls.env.ref("crm_contract_compliance.type_supply")
        cls.terminations = cls.env["crm.contract.termination"]

    @classmethod
    def _ground(cls, code):
        return cls.env["crm.contract.end.ground"].search([("code", "=", code)])

    @classmethod
    def _in_force(cls, **values):
        """We are Party A; a plain type that knows every ground, X = 30 days for both kinds."""
        values = {"rescission_notice_days": 30, "termination_notice_days": 30, **values}
        return cls._create_active("2026-01-15", **values)

    @classmethod
    def _notice(cls, contract, delivered_on="2026-06-01", sent_on="2026-05-29", **values):
        """Of a rescission, unless ``kind`` says otherwise."""
        return cls.env["crm.contract.notice"].create(
            {
                "contract_id": contract.id,
                "kind": "rescission",
                "side": contract.our_side,
                "sent_on": sent_on,
                "delivered_on": delivered_on,
                "proof_reference": "SF 1001",
                **values,
            }
        )

    @classmethod
    def _rescission(cls, contract, code="frustrated_purpose", **values):
        """One side's declaration, with its notice unless ``notice_id`` says otherwise."""
        if "notice_id" not in values:
            kind = cls._ground(code).kind or "termination"
            side = values.get("initiator_side") or contract.our_side
            values["notice_id"] = cls._notice(contract, kind=kind, side=side).id
        return cls.terminations.create(
            {
                "contract_id": contract.id,
                "ground_id": cls._ground(code).id,
                "initiator_side": contract.our_side,
                **values,
            }
        )

    @classmethod
    def _flood(cls, contract, is_accepted=True):
        event = cls.env["crm.contract.interruption"].create(
            {
                "contract_id": contract.id,
                "side": "a",
                "event": "natural_disaster",
                "is_unforeseeable": True,
                "is_unavoidable": True,
                "is_insurmountable": True,
                "date_start": "2026-06-01",
            }
        )
        if is_accepted:
            event.action_accept()
        return event

    @classmethod
    def _agreement(cls, contract, **values):
        return cls.terminations.create(
            {"contract_id": contract.id, "ground_id": cls._ground("mutual").id, **values}
        )

    @classmethod
    def _paper(cls, user=None):
        files = cls.env["ir.attachment"].with_user(user or cls.env.user)
        return files.create({"name": "agreement.pdf", "raw": b"agreed"})
