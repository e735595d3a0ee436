from dataclasses import replace

from odoo import api, fields, models


class CrmContractRequirement(models.Model):
    _inherit = "crm.contract.requirement"

    is_data_return = fields.Boolean(
        "Data Come Back",
        readonly=True,
        copy=False,
        help="Asks a third party for the data that it was given.",
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"is_data_return"}

    def _keeps_data(self):
        """Personal data were given, and come back with their certificate."""
        return self.is_data_return and self.needs_proof

    def _gap_of_data_return(self):
        """Which third party holds them still, beside the item."""
        gap = self._gap()
        party = self.third_party_id.partner_id.name
        return replace(gap, text=self.env._("%(item)s (%(party)s)", item=gap.text, party=party))
