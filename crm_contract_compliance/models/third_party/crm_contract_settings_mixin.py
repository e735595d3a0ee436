from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_is_third_party_nda_blocking = fields.Boolean(
        related="company_id.crm_contract_is_third_party_nda_blocking", readonly=False
    )
