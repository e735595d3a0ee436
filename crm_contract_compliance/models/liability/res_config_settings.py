from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_contract_is_cap_signature_blocking = fields.Boolean(
        related="company_id.crm_contract_is_cap_signature_blocking", readonly=False
    )
