from odoo import fields, models


class CrmContractSettingsMixin(models.AbstractModel):
    _inherit = "crm.contract.settings.mixin"

    crm_contract_incident_hours = fields.Integer(
        related="company_id.crm_contract_incident_hours", readonly=False
    )
