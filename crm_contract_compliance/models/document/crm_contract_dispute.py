from odoo import models


class CrmContractDispute(models.Model):
    """The evidence of a dispute is that of its contract, with the dispute on its first page."""

    _inherit = "crm.contract.dispute"

    def action_export_bundle(self):
        self.ensure_one()
        self.check_access("read")
        return self.contract_id._action_bundle(self)
