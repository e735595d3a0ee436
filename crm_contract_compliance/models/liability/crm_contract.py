from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContract(models.Model):
    _inherit = "crm.contract"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule", "contract_id", "Penalty Rules", copy=False
    )

    @api.model
    def _copied_fields(self):
        """Rates belong to the manager; taking over the agreed ones is the contract's doing."""
        return [*super()._copied_fields(), "penalty_rule_ids"]

    def write(self, vals):
        if "currency_id" in vals:
            self._refuse_currency_of_claims(vals["currency_id"])
        agreed = self._turned(vals).filtered(lambda row: row._has_agreed_rates())
        if agreed:
            agreed._require("manager")
        return super().write(vals)

    def _refuse_currency_of_claims(self, currency_id):
        """Losses and claims stand in the contract's currency: so many of another are not they."""
        for contract in self.filtered(lambda row: row.currency_id.id != currency_id):
            standing = contract.sudo()
            if standing.claim_ids or standing.breach_ids.loss_ids or standing.dispute_ids.cost_ids:
                raise UserError(
                    self.env._(
                        "%s keeps its currency: losses, claims or costs stand in it.",
                        contract.display_name,
                    )
                )

    def _overdue_terms(self):
        """The rule for late payments: the first one, and those valid from a day on as its versions.

        Two rules never add up: of several without a day the first one stands (X-2).
        """
        self.ensure_one()
        rules = self.sudo().penalty_rule_ids.filtered(lambda rule: not rule.breach_type_id)
        standing = rules[:1] | rules[1:].filtered("valid_from")
        return standing._standing_terms()

    def _has_agreed_rates(self):
        """Whether other rates stand here than it started from: only a manager drops them."""
        standard = self._starting_rates()
        rules = self.sudo().penalty_rule_ids
        return len(rules) != len(standard) or any(
            rule[name] != value
            for rule, vals in zip(rules, standard, strict=True)
            for name, value in vals.items()
        )

    def _starting_rates(self):
        """A renewal starts from what was agreed (T0-9.3), any other contract from its type."""
        old = self.renewed_from_id.sudo()
        if old.type_id == self.type_id:
            return [rule._copied_vals() for rule in old.penalty_rule_ids if not rule.removed_on]
        return self.type_id._penalty_rule_vals(self.company_id.sudo())
