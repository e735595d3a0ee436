from odoo import fields, models


class CrmContractCaseCancelWizard(models.TransientModel):
    _name = "crm.contract.case.cancel.wizard"
    _description = "Cancel a Case"
    _inherit = ["crm.contract.case.wizard"]

    reason = fields.Char(required=True)

    def _confirm(self, case):
        case._cancel(self.reason)
