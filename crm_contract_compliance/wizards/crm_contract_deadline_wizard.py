from odoo import fields, models


class CrmContractDeadlineWizard(models.AbstractModel):
    _name = "crm.contract.deadline.wizard"
    _description = "Deadlines to Act On"
    _inherit = ["crm.contract.input.mixin"]

    deadline_ids = fields.Many2many("crm.contract.deadline", required=True)
