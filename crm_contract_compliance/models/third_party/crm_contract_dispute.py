from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractDispute(models.Model):
    """A dispute with a third party is negotiated, then goes where the contract's do (T0-20.3)."""

    _inherit = "crm.contract.dispute"

    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )

    @api.constrains("side", "other_side", "third_party_id", "contract_id")
    def _check_third_party(self):
        for dispute in self:
            if ("third" in (dispute.side, dispute.other_side)) != bool(dispute.third_party_id):
                raise ValidationError(
                    self.env._("Name the third party with which there is a dispute.")
                )
            if dispute.third_party_id and dispute.third_party_id.contract_id != dispute.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))
