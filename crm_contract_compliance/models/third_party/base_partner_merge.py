from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _crm_contract_standing_models(self):
        return [*super()._crm_contract_standing_models(), "crm.contract.third.party"]
