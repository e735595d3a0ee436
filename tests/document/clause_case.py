"""A supply contract, whose text is that of its type until somebody adapts it."""

from ..common import ComplianceCase


class ClauseCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-01-20 04:00:00")
        cls.supply = cls.env.ref("crm_contract_compliance.type_supply")

    @classmethod
    def _add_cleared(cls):
        """An officer with the clearance."""
        cls.cleared = cls._new_user("cc_cleared", "officer")
        cls.cleared.group_ids |= cls.env.ref("crm_contract_compliance.group_contract_confidential")

    @classmethod
    def _create_supply(cls, **values):
        return cls._create_contract(
            type_id=cls.supply.id, **{"forum": "court", "forum_basis": "performance", **values}
        )

    @classmethod
    def _create_adapted(cls, **values):
        contract = cls._create_supply(**values)
        contract.action_adapt_clauses()
        return contract

    @staticmethod
    def _clause(contract, code):
        return contract._clauses().sudo(False).filtered(lambda row: row.code == code)

    @staticmethod
    def _text(contract, code):
        return next(
            "\n".join(section.paragraphs)
            for section in contract._clause_sections()
            if section.code == code
        )

    @staticmethod
    def _codes(contract):
        return [section.code for section in contract._clause_sections()]

    @staticmethod
    def _log(contract):
        return "\n".join(contract.message_ids.sorted("id").mapped("body"))
