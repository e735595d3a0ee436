from odoo import fields, models


class CrmContractWaiveWizard(models.TransientModel):
    _name = "crm.contract.waive.wizard"
    _description = "Waive a Requirement"
    _inherit = ["crm.contract.input.mixin"]

    requirement_id = fields.Many2one("crm.contract.requirement", required=True)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.requirement_id._waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
