from odoo import api, fields, models

from ..base import doors


class CrmContract(models.Model):
    _inherit = "crm.contract"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule", "contract_id", "Penalty Rules", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        contracts.filtered(
            lambda row: not row.sudo().penalty_rule_ids
        )._take_over_penalty_rules()
        return contracts

    def write(self, vals):
        """A draft that turns to another type takes that one's rules over instead."""
        turned = self._turned(vals)
        agreed = turned.filtered(lambda row: row._has_agreed_rates())
        if agreed:
            agreed._require("manager")
        result = super().write(vals)
        if turned:
            turned.sudo().penalty_rule_ids.unlink()
            turned._take_over_penalty_rules()
        return result

    def _has_agreed_rates(self):
        """Whether the rates were changed from the type's: then only a manager drops them."""
        standard = self.type_id._penalty_rule_vals(self.company_id.sudo())
        rules = self.sudo().penalty_rule_ids
        return len(rules) != len(standard) or any(
            rule[name] != value
            for rule, vals in zip(rules, standard, strict=True) for name, value in vals.items()
        )

    def _take_over_penalty_rules(self):
        """Copy the type's rules, or the company's default, as terms of this contract (X-S1).

        Rates belong to the manager; taking over the agreed ones is the contract's own doing.
        """
        rules = doors.through(self.env["crm.contract.penalty.rule"].sudo(), "crm_contract_settle")
        rules.create([
            {**vals, "contract_id": contract.id, "company_id": contract.company_id.id,
             "contract_user_id": contract.user_id.id, "currency_id": contract.currency_id.id}
            for contract in self
            for vals in contract.type_id._penalty_rule_vals(contract.company_id.sudo())
        ])
