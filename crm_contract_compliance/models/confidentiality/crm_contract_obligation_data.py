from odoo import api, models
from odoo.tools import SQL


class CrmContractObligation(models.Model):
    _inherit = "crm.contract.obligation"

    @api.model
    def _copied_condition(self):
        """A renewal has third parties of its own to supervise (L-45)."""
        self.env["crm.contract.data.processing"].flush_model(["oversight_id"])
        return SQL(
            """(%s) AND NOT EXISTS (SELECT 1 FROM crm_contract_data_processing processing
                WHERE processing.oversight_id = source.id)""",
            super()._copied_condition(),
        )
