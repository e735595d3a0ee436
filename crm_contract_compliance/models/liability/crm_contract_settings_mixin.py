from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_is_cap_signature_blocking = fields.Boolean(
        related="company_id.crm_contract_is_cap_signature_blocking", readonly=False
    )
    crm_contract_is_advice_blocking = fields.Boolean(
        related="company_id.crm_contract_is_advice_blocking", readonly=False
    )
    crm_contract_is_four_eyes = fields.Boolean(
        related="company_id.crm_contract_is_four_eyes", readonly=False
    )
