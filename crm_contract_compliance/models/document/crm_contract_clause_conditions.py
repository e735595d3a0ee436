from odoo import models

from ..third_party.crm_contract_third_party import OVER


class CrmContract(models.Model):
    """Which of the optional clauses stand."""

    _inherit = "crm.contract"

    def _clause_conditions(self):
        """The conditions that are met."""
        self.ensure_one()
        contract = self.sudo()
        met = {
            "always": True,
            "sales": contract.is_scope_sales,
            "service": contract.is_scope_service,
            "after_sales": contract.is_scope_after_sales,
            "other": contract.is_scope_other,
            "third_party": any(row.state not in OVER for row in contract.third_party_ids),
            "fees": bool(contract.amount_total or contract.fee_ids),
            "penalty": bool(contract._standing_rules()),
            "usage": contract.is_usage_followed,
        }
        return {name for name, is_met in met.items() if is_met}

    def _after_signed(self):
        result = super()._after_signed()
        self._settle_optional_clauses()
        return result

    def _settle_optional_clauses(self):
        """What was not there when it was signed is no part of it, and does not become one."""
        for contract in self:
            optional = contract.sudo().all_clause_ids.filtered(
                lambda row: row.condition != "always"
            )
            if optional:
                met = contract._clause_conditions()
                optional.filtered(lambda row, met=met: row.condition not in met)._write_settled(
                    {"is_left_out": True}
                )
