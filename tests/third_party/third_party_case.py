"""Third parties on their way to acting, step by step as people take it."""

from odoo.fields import Command

from ..common import ComplianceCase

SAID = {
    "role": "Cleans and migrates customer data",
    "duties": "Quality as agreed; confidentiality",
    "permissions": "Works in the test system on its own",
    "purpose": "Expertise",
    "notified_on": "2026-05-02",
}


class ThirdPartyCase(ComplianceCase):
    """A contract in force since 2026-01-15 until 2027-01-15, owned by ``cls.user``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-05-20 04:00:00")
        cls.contract_type.is_tripartite = True
        cls.contract = cls._create_active(amount_total=300000)
        cls.anzhi = cls.env["res.partner"].create({"name": "Anzhi Data", "is_company": True})
        cls.anzhi_person = cls.env["res.partner"].create({"name": "He Ping"})

    @classmethod
    def _propose(cls, **values):
        return cls.env["crm.contract.third.party"].create(
            {
                "contract_id": cls.contract.id,
                "partner_id": cls.anzhi.id,
                "kind": "consultant",
                "representative_id": cls.anzhi_person.id,
                "date_start": "2026-06-01",
                **SAID,
                **values,
            }
        )

    @classmethod
    def _consent(cls, third_party, side, day="2026-05-10", user=None, **values):
        """Record one side's consent through the dialog, as a person does."""
        wizard = (
            cls.env["crm.contract.consent.wizard"]
            .with_user(user or cls.env.user)
            .create(
                {
                    "third_party_id": third_party.id,
                    "side": side,
                    "answered_on": day,
                    "evidence_ids": [
                        Command.create({"name": "consent.pdf", "raw": b"%PDF-1.4 yes"})
                    ],
                    **values,
                }
            )
        )
        wizard.action_confirm()

    @classmethod
    def _consented(cls, **values):
        third_party = cls._propose(**values)
        for side in ("a", "b"):
            cls._consent(third_party, side)
        return third_party

    @classmethod
    def _sign_agreement(cls, third_party, day="2026-05-18", sides=("a", "b", "third")):
        third_party.action_send_to_sign()
        for side in sides:
            cls._record_marks(third_party.execution_id, side, day, day)

    @classmethod
    def _certify(cls, third_party, name="ISO 27001", **values):
        return cls.env["crm.contract.qualification"].create(
            {"third_party_id": third_party.id, "name": name, **values}
        )

    @classmethod
    def _active(cls, **values):
        third_party = cls._consented(**values)
        cls._sign_agreement(third_party)
        third_party.action_activate()
        return third_party
