from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base import doors


class CrmContract(models.Model):
    _inherit = "crm.contract"

    penalty_rule_ids = fields.One2many(
        "crm.contract.penalty.rule", "contract_id", "Penalty Rules", copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        bare = contracts.sudo().filtered(lambda row: not row.penalty_rule_ids)
        contracts.browse(bare.ids)._take_over_penalty_rules()
        return contracts

    def write(self, vals):
        """A draft that turns to another type takes that one's rules over instead."""
        if "currency_id" in vals:
            self._refuse_currency_of_claims(vals["currency_id"])
        turned = self._turned(vals)
        agreed = turned.filtered(lambda row: row._has_agreed_rates())
        if agreed:
            agreed._require("manager")
        result = super().write(vals)
        if turned:
            turned.sudo().penalty_rule_ids.unlink()
            turned._take_over_penalty_rules()
        return result

    def _refuse_currency_of_claims(self, currency_id):
        """Losses and claims stand in the contract's currency: so many of another are not they."""
        for contract in self.filtered(lambda row: row.currency_id.id != currency_id):
            breaches = contract.sudo().breach_ids
            if breaches.claim_ids or breaches.loss_ids:
                raise UserError(
                    self.env._(
                        "%s keeps its currency: losses or claims stand in it.",
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
        return [terms for rule in standing for terms in rule._versions()]

    def _pauses(self):
        """Hook: the days on which no penalty accrues (T1-2.3)."""
        return ()

    def _has_agreed_rates(self):
        """Whether other rates stand here than it started from: only a manager drops them."""
        standard = self._starting_rates()
        rules = self.sudo().penalty_rule_ids
        return len(rules) != len(standard) or any(
            rule[name] != value
            for rule, vals in zip(rules, standard, strict=True)
            for name, value in vals.items()
        )

    def _take_over_penalty_rules(self):
        """Copy the type's rules, or the company's default, as terms of this contract (X-S1).

        Rates belong to the manager; taking over the agreed ones is the contract's own doing, and
        no change to tell of. Of contracts that start alike, one gets its rules by the ORM and the
        others a copy of its rows: there may be a thousand (B-G6).
        """
        rules = doors.through(self.env["crm.contract.penalty.rule"].sudo(), "crm_contract_settle")
        alike = self.grouped(lambda row: (row.type_id, row.company_id, row.renewed_from_id))
        rules.create(
            [
                {**vals, "contract_id": contracts[0].id}
                for contracts in alike.values()
                for vals in contracts[0]._starting_rates()
            ]
        )
        rules._copy_to({row.id: rows[0].id for rows in alike.values() for row in rows[1:]})
        self.invalidate_recordset(["penalty_rule_ids"])
        self.modified(["penalty_rule_ids"])

    def _starting_rates(self):
        """A renewal starts from what was agreed (T0-9.3), any other contract from its type."""
        old = self.renewed_from_id.sudo()
        if old.type_id == self.type_id:
            return [rule._copied_vals() for rule in old.penalty_rule_ids]
        return self.type_id._penalty_rule_vals(self.company_id.sudo())
