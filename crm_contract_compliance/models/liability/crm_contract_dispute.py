from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractDispute(models.Model):
    """Suing on a claim, or applying for arbitration, starts its limitation anew (L-23)."""

    _inherit = "crm.contract.dispute"

    claim_id = fields.Many2one(
        "crm.contract.claim",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )

    @api.model_create_multi
    def create(self, vals_list):
        disputes = super().create(vals_list)
        disputes.claim_id._settle_limitation()
        return disputes

    def write(self, vals):
        claims = self.claim_id
        result = super().write(vals)
        if {"claim_id", "filed_on", "state"} & vals.keys():
            (claims | self.claim_id)._settle_limitation()
        return result

    def _sued_on(self):
        """The days on which they went before court or tribunal."""
        return [dispute.filed_on for dispute in self if dispute._is_filed()]

    def _is_filed(self):
        return bool(self.filed_on) and self.state != "negotiation"

    @api.constrains("claim_id", "contract_id")
    def _check_claim(self):
        for dispute in self.filtered("claim_id"):
            if dispute.claim_id.contract_id != dispute.contract_id:
                raise ValidationError(self.env._("The claim belongs to another contract."))
