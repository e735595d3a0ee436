from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_archive_days = fields.Integer(
        related="company_id.crm_contract_archive_days", readonly=False
    )
    crm_contract_data_request_days = fields.Integer(
        related="company_id.crm_contract_data_request_days", readonly=False
    )
