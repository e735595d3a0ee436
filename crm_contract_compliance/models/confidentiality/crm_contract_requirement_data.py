from odoo import api, fields, models


class CrmContractRequirement(models.Model):
    _inherit = "crm.contract.requirement"

    is_data_return = fields.Boolean(
        "Data Come Back", readonly=True, help="Asks a third party for the data that it was given."
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"is_data_return"}

    def _keeps_data(self):
        """Personal data were given, and come back with their certificate."""
        return self.is_data_return and self.needs_proof
