from odoo.fields import Command
from odoo.tests import new_test_user

from ..factories import Factories


class PortalWorld(Factories):
    """Customers with a login, and a third party with its own."""

    @classmethod
    def build_portal(cls):
        cls.customer = cls._new_customer("pt_customer", cls.partner)
        cls.colleague = cls._new_customer("pt_colleague", cls.partner)
        cls.stranger_company = cls._new_partner("Stranger Ltd")
        cls.stranger = cls._new_customer("pt_stranger", cls.stranger_company)
        cls.third_company = cls._new_partner("Anzhi Data")
        cls.third = cls._new_customer("pt_third", cls.third_company)
        cls.their_person.parent_id = cls.partner

    @classmethod
    def _new_partner(cls, name):
        return cls.env["res.partner"].create({"name": name, "is_company": True})

    @classmethod
    def _new_customer(cls, login, company, **values):
        user = new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            password=login,
            email=f"{login}@example.com",
            tz="Asia/Shanghai",
            **values,
        )
        user.partner_id.parent_id = company
        return user

    @classmethod
    def _propose(cls, contract, **values):
        """A third party that was told of in writing, and waits for both consents."""
        return cls.env["crm.contract.third.party"].create(
            {
                "contract_id": contract.id,
                "partner_id": cls.third_company.id,
                "kind": "technical",
                "role": "Checks the data",
                "duties": "Checks every delivery within two days.",
                "permissions": "Reads the data.",
                "purpose": "Expertise",
                "notified_on": contract.signing_date or "2026-01-10",
                "date_start": "2026-02-01",
                "entry_manner": "Supplementary agreement",
                "entry_conditions": "None",
                "representative_id": cls.third.partner_id.id,
                **values,
            }
        )

    @classmethod
    def _consented(cls, contract, day="2026-01-20", **values):
        row = cls._propose(contract, **values)
        for side in "ab":
            cls._consent(row, side, day)
        return row

    @classmethod
    def _consent(cls, row, side, day):
        proof = [Command.create({"name": "yes.pdf", "raw": b"%PDF-1.4 yes"})]
        row._asked(side).write({"done_on": day, "evidence_ids": proof})

    @staticmethod
    def _named(user):
        return [Command.set(user.partner_id.ids)]
