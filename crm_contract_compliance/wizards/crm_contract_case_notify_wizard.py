from odoo import api, fields, models

from ..models.base.local_day import THERE_FOR_ITS_USER


class CrmContractCaseNotifyWizard(models.TransientModel):
    _name = "crm.contract.case.notify.wizard"
    _description = "Notify the Customer of the Outcome"
    _inherit = ["crm.contract.case.wizard", "crm.contract.local.day.mixin"]

    answer = fields.Text(required=True)
    sent_on = fields.Date(required=True, **THERE_FOR_ITS_USER)
    sent_to = fields.Char(
        compute="_compute_sent_to", store=True, readonly=False, precompute=True, required=True
    )
    reference = fields.Char("Proof", help="Courier number, message id, who took the call.")
    proof_ids = fields.Many2many("ir.attachment", string="Files", bypass_search_access=True)

    _days_of_today = ("sent_on",)
    _today_of = "case_id"

    @api.depends("case_id")
    def _compute_sent_to(self):
        for wizard in self:
            case = wizard.case_id
            wizard.sent_to = wizard.sent_to or case.complainant or case.partner_id.name

    def _confirm(self, case):
        vals = {
            "answer": self.answer,
            "outcome_sent_on": self.sent_on,
            "outcome_sent_to": self.sent_to,
            "outcome_reference": self.reference,
        }
        case._notify_outcome(vals, self.proof_ids)
