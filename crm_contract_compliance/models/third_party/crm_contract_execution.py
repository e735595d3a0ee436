from odoo import models


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _advance_third_party(self):
        """The agreement is executed with its last signature."""
        third_party = self.env["crm.contract.third.party"].search([("execution_id", "=", self.id)])
        if self.state == "open":
            third_party._settle_agreement()

    def _advance_exit(self):
        """So is the agreement by which it leaves."""
        third_party = self.env["crm.contract.third.party"].search(
            [("exit_execution_id", "=", self.id)]
        )
        if self.state == "open":
            third_party._settle_exit_agreement()
