from odoo import models


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _advance_nda(self):
        """The agreement takes effect with its last signature."""
        nda = self.env["crm.contract.nda"].search([("execution_id", "=", self.id)])
        nda.filtered(lambda nda: nda.state == "draft").action_activate()
