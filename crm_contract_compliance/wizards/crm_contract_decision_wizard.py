from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractDecisionWizard(models.TransientModel):
    """Dismiss a breach, dismiss or reverse a claim, or take an interruption back.

    The manager's decision and its reason.
    """

    _name = "crm.contract.decision.wizard"
    _description = "Dismiss or Reverse"
    _inherit = ["crm.contract.input.mixin"]

    breach_id = fields.Many2one("crm.contract.breach")
    claim_id = fields.Many2one("crm.contract.claim")
    interruption_id = fields.Many2one("crm.contract.interruption")
    reason = fields.Char(required=True)

    _anchor_fields = frozenset({"breach_id", "claim_id", "interruption_id"})

    def action_confirm(self):
        self.ensure_one()
        if self.claim_id:
            is_draft = self.claim_id.state == "draft"
            self.claim_id._decide("dismissed" if is_draft else "reversed", self.reason)
        elif self.breach_id:
            self.breach_id._dismiss(self.reason)
        elif self.interruption_id:
            self.interruption_id._take_back(self.reason)
        else:
            raise UserError(self.env._("Choose what is decided."))
        return {"type": "ir.actions.act_window_close"}
