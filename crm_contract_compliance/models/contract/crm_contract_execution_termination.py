from odoo import models


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _advance_termination(self):
        """The agreement on the end is executed with its last mark; a person then ends."""
        if self.state == "open":
            self.sudo()._execute()
