from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractDisputeCost(models.Model):
    """A third party advances costs of its own dispute, or of the one between the two parties."""

    _inherit = "crm.contract.dispute.cost"

    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        compute="_compute_third_party_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )

    @api.depends("payer_side", "dispute_id")
    def _compute_third_party_id(self):
        """In a dispute with a third party it is that one."""
        for cost in self:
            is_third = cost.payer_side == "third"
            known = cost.third_party_id or cost.dispute_id.third_party_id
            cost.third_party_id = is_third and known

    @api.constrains("payer_side", "third_party_id", "dispute_id")
    def _check_third_party(self):
        for cost in self:
            third_party, disputing = cost.third_party_id, cost.dispute_id.third_party_id
            if (cost.payer_side == "third") != bool(third_party):
                raise ValidationError(self.env._("Name the third party that advanced it."))
            if third_party and third_party.contract_id != cost.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))
            if third_party and disputing and third_party != disputing:
                raise ValidationError(
                    self.env._("In a dispute with a third party it is that one which pays.")
                )
