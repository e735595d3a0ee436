from odoo import api, models

from .crm_contract_third_party import OVER


class CrmContractParty(models.Model):
    _inherit = "crm.contract.party"

    @api.constrains("partner_id")
    def _check_outside_third_parties(self):
        """T0-15.1, from the other end: no side becomes one of the contract's third parties."""
        third_parties = self.contract_id.third_party_ids
        third_parties.filtered(lambda row: row.state not in OVER)._check_outside_the_contract()
