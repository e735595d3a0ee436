from odoo import fields, models

from ..models.contract.crm_contract import END_GROUNDS


class CrmContractEndWizard(models.TransientModel):
    _name = "crm.contract.end.wizard"
    _description = "End a Contract"
    _inherit = ["crm.contract.input.mixin"]

    contract_id = fields.Many2one("crm.contract", required=True)
    ground = fields.Selection(
        [item for item in END_GROUNDS if item[0] != "expiry"], required=True, default="mutual"
    )
    ended_on = fields.Date("Ends On", required=True, default=fields.Date.context_today)

    def action_confirm(self):
        self.ensure_one()
        self.contract_id._end(self.ground, self.ended_on)
        return {"type": "ir.actions.act_window_close"}
