from odoo import api, fields, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule", "contract_id", "Penalty Rules", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts._take_over_penalty_rules()
        return contracts

    def _take_over_penalty_rules(self):
        """Copy the type's rules, or the company's default, as terms of this contract (X-S1).

        Rates belong to the manager; taking over the agreed ones is the contract's own doing.
        """
        self.env["crm.contract.penalty.rule"].sudo().create([
            {**vals, "contract_id": contract.id}
            for contract in self
            if not contract.sudo().penalty_rule_ids
            for vals in contract.type_id._penalty_rule_vals(contract.company_id.sudo())
        ])
