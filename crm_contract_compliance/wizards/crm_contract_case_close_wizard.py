from odoo import api, fields, models


class CrmContractCaseCloseWizard(models.TransientModel):
    _name = "crm.contract.case.close.wizard"
    _description = "Close a Case"
    _inherit = ["crm.contract.case.wizard"]

    feedback = fields.Selection([("given", "Given"), ("not_given", "Not given")])
    score = fields.Selection(
        [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")], "Satisfaction"
    )
    note = fields.Text("What the Customer Said", help="Or why there is no feedback.")
    kind = fields.Selection(related="case_id.kind")
    is_data_request = fields.Boolean(related="case_id.is_data_request")
    is_low = fields.Boolean(compute="_compute_is_low")

    @api.depends("score", "feedback")
    def _compute_is_low(self):
        for wizard in self:
            wizard.is_low = wizard.feedback == "given" and wizard.score in ("1", "2")

    def _confirm(self, case):
        case._close(self.feedback, self.score, self.note)
