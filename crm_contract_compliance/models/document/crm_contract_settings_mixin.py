from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_is_attachment_blocking = fields.Boolean(
        related="company_id.crm_contract_is_attachment_blocking", readonly=False
    )
