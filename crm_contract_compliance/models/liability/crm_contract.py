from odoo import api, fields, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule", "contract_id", "Penalty Rules", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new contract takes its type's requirements and penalty rules along (X-S1)."""
        contracts = super().create(vals_list)
        rules, rows = [], []
        for contract in contracts:
            contract_type = contract.type_id
            company = contract.company_id.sudo()
            if not contract.sudo().penalty_rule_ids:
                rules += [
                    {**vals, "contract_id": contract.id}
                    for vals in contract_type._penalty_rule_vals(company)
                ]
            if not contract.requirement_ids:
                rows += [
                    {**row._template_vals(), "contract_id": contract.id}
                    for row in contract_type.sudo().requirement_ids
                ]
        # Rates belong to the manager; taking over the agreed ones is the contract's own doing.
        self.env["crm.contract.penalty.rule"].sudo().create(rules)
        self.env["crm.contract.requirement"].sudo().create(rows)
        return contracts
