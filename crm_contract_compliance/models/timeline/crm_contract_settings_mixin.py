from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_long_term_years = fields.Integer(
        related="company_id.crm_contract_long_term_years", readonly=False
    )
