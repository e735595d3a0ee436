from odoo import fields, models

from ..models.service.selections import FINDINGS


class CrmContractCaseFindingWizard(models.TransientModel):
    _name = "crm.contract.case.finding.wizard"
    _description = "Record a Finding"
    _inherit = ["crm.contract.case.wizard"]

    finding = fields.Selection(FINDINGS, required=True)
    facts = fields.Text("Facts Verified", required=True)

    def _confirm(self, case):
        case._record_finding(self.finding, self.facts)
