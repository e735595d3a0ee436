"""What is passed on under a contract, as a salesperson logs it."""

from odoo.fields import Command

from ..liability.liability_case import LiabilityCase


class DisclosureCase(LiabilityCase):
    """The contract is ours as Party A with Huaxing as Party B; today is 2026-05-20."""

    @classmethod
    def _paper(cls, name="consent.pdf"):
        return [Command.create({"name": name, "raw": b"%PDF-1.4 " + name.encode()})]

    @classmethod
    def _consent_vals(cls, **values):
        return {
            "legal_basis": "consent",
            "consent_side": "b",
            "consented_on": "2026-05-01",
            "consent_ids": cls._paper(),
            **values,
        }

    @classmethod
    def _order_vals(cls, **values):
        return {
            "legal_basis": "law",
            "purpose": "compelled",
            "authority": "Pudong District People's Court",
            "legal_reference": "(2026) No. 1032",
            "document_ids": cls._paper("order.pdf"),
            **values,
        }

    @classmethod
    def _log(cls, user=None, **values):
        """By default without a ground, by our side, on 2026-05-10, known on 2026-05-12."""
        rows = cls.env["crm.contract.disclosure"].with_user(user or cls.user)
        return rows.create(
            {
                "contract_id": cls.contract.id,
                "name": "Price list",
                "recipient": "Rival Ltd",
                "disclosed_on": "2026-05-10",
                "known_on": "2026-05-12",
                "legal_basis": "none",
                **values,
            }
        )
