from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractSettlementLine(models.Model):
    """Costs after a rescission are the breaching side's: they go into a claim (T2-8.2.3)."""

    _inherit = "crm.contract.settlement.line"

    claim_id = fields.Many2one(
        "crm.contract.claim", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"claim_id"}

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._completed_vals(vals) for vals in vals_list])

    @api.constrains("kind", "debtor_side")
    def _check_cost_bearer(self):
        for line in self.filtered(lambda line: line.kind == "cost"):
            breach = line.termination_id.breach_id
            if breach and line.debtor_side != breach.side:
                raise ValidationError(
                    self.env._(
                        "The breaching side bears the costs that follow from the rescission."
                    )
                )

    @api.model
    def _completed_vals(self, vals):
        """The breaching side bears the costs."""
        breach = self.env["crm.contract.termination"].browse(vals.get("termination_id")).breach_id
        return (
            {"debtor_side": breach.side, **vals} if breach and vals.get("kind") == "cost" else vals
        )

    def _freeze_level(self):
        """What was claimed stands as it was claimed."""
        return 2 if self._is_claimed() and not self._is_door_open() else super()._freeze_level()

    def _is_claimed(self):
        state = self.sudo().claim_id.state
        return bool(state) and state not in ("dismissed", "reversed")

    def _is_counted(self):
        """Ordinary fees stop, breach claims survive beside the settlement (X-13)."""
        if self.kind == "cost" and self.termination_id.breach_id:
            return False
        return super()._is_counted()

    def _is_to_claim(self):
        """Costs that nobody claims, or no longer."""
        is_cost = self.kind == "cost" and bool(self.termination_id.breach_id)
        return is_cost and not self._is_claimed()
