from odoo import fields, models


class CrmContractType(models.Model):
    _inherit = "crm.contract.type"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule",
        "type_id",
        "Penalty Rules",
        copy=True,
        help="Empty: the company's default for overdue payments.",
    )

    def _penalty_rule_vals(self, company):
        """The rules a contract of this type starts with: a copy of the terms of that day."""
        self.ensure_one()
        rules = self.sudo().penalty_rule_ids
        if rules:
            return [rule._copied_vals() for rule in rules]
        return [
            {
                "method": company.crm_contract_penalty_method,
                "rate": company.crm_contract_penalty_rate,
                "ceiling": company.crm_contract_penalty_ceiling,
            }
        ]
