from odoo import api, fields, models


class CrmContractDeadlineWizard(models.AbstractModel):
    _name = "crm.contract.deadline.wizard"
    _description = "Deadlines to Act On"
    _inherit = ["crm.contract.input.mixin"]

    deadline_ids = fields.Many2many("crm.contract.deadline", required=True)
    deadline_count = fields.Integer(compute="_compute_deadline_count")

    @api.depends("deadline_ids")
    def _compute_deadline_count(self):
        for wizard in self:
            wizard.deadline_count = len(wizard.deadline_ids)
