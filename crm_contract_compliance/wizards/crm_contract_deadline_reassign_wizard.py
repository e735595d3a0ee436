from odoo import fields, models


class CrmContractDeadlineReassignWizard(models.TransientModel):
    _name = "crm.contract.deadline.reassign.wizard"
    _description = "Reassign Deadlines"
    _inherit = ["crm.contract.deadline.wizard"]

    user_id = fields.Many2one(
        "res.users", "Reassign To", required=True, domain=[("share", "=", False)]
    )

    def action_confirm(self):
        self.ensure_one()
        self.deadline_ids.user_id = self.user_id
        return {"type": "ir.actions.act_window_close"}
