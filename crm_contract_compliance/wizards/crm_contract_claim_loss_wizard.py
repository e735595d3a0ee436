from odoo import api, fields, models


class CrmContractClaimWizard(models.TransientModel):
    """How much of the loss is still to be claimed, where some of it was."""

    _inherit = "crm.contract.claim.wizard"

    loss_note = fields.Char(compute="_compute_loss_note")

    @api.depends("breach_id", "head")
    @api.depends_context("lang")
    def _compute_loss_note(self):
        for wizard in self:
            breach = wizard.breach_id
            whole = breach.claimable_amount
            left = float(breach._loss_left()) if breach and wizard.head == "damages" else whole
            say = wizard.currency_id.format
            wizard.loss_note = left != whole and self.env._(
                "%(left)s of the claimable loss of %(whole)s is not claimed yet.",
                left=say(left),
                whole=say(whole),
            )
