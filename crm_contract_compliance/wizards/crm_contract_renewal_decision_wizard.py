from odoo import fields, models

from ..models.contract.crm_contract_renewal import DECISIONS


class CrmContractRenewalDecisionWizard(models.TransientModel):
    _name = "crm.contract.renewal.decision.wizard"
    _description = "Decide on a Renewal"
    _inherit = ["crm.contract.input.mixin"]

    contract_id = fields.Many2one("crm.contract", required=True)
    decision = fields.Selection(DECISIONS, required=True, default="renew")
    reason = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        self.contract_id._decide_renewal(self.decision, self.reason)
        if self.decision == "renew":
            return self.contract_id.action_renew()
        return {"type": "ir.actions.act_window_close"}
