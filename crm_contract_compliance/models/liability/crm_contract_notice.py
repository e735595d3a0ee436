from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractNotice(models.Model):
    """A demand is a notice on a claim; proven, it starts the limitation anew (L-23)."""

    _inherit = "crm.contract.notice"

    kind = fields.Selection(selection_add=[("demand", "Demand")], ondelete={"demand": "cascade"})
    claim_id = fields.Many2one("crm.contract.claim", ondelete="restrict", index="btree_not_null")

    def _after_delivery(self):
        self.claim_id._settle_limitation()
        return super()._after_delivery()

    @api.constrains("kind", "claim_id", "contract_id")
    def _check_demand(self):
        for notice in self:
            if notice.kind == "demand" and notice.claim_id.contract_id != notice.contract_id:
                raise ValidationError(self.env._("A demand belongs to a claim of its contract."))
            if notice.kind != "demand" and notice.claim_id:
                raise ValidationError(self.env._("Only a demand is on a claim."))

    def _possible_states(self):
        """Claims outlive the contract, and so do the demands for them."""
        if self.kind == "demand":
            return ("signed", "active", "suspended", "ended", "closed")
        return super()._possible_states()
