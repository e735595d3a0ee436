from odoo import api, fields, models


class CrmContractClaimWizard(models.TransientModel):
    """Earnest money, and beside it the loss that it does not make good (L-08, CC 588)."""

    _inherit = "crm.contract.claim.wizard"

    loss_above = fields.Monetary("Loss Above the Earnest Money", compute="_compute_loss_above")
    is_loss_claimed = fields.Boolean(
        "Claim the Loss Above It, Too",
        help="What the earnest money leaves of the loss, as damages beside it (CC 588).",
    )

    @api.depends("breach_id")
    def _compute_loss_above(self):
        for wizard in self:
            breach = wizard.breach_id
            wizard.loss_above = float(breach._loss_above_earnest()) if breach else 0

    def _claim_vals(self):
        vals_list = super()._claim_vals()
        if not (self.is_earnest and self.is_loss_claimed and self.loss_above):
            return vals_list
        damages = {"head": "damages", "is_earnest": False, "rule_id": False}
        beside = [{**vals, **damages} for vals in self._shared_vals(self.loss_above)]
        return vals_list + beside
