from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_contract_is_third_party_nda_blocking = fields.Boolean(
        related="company_id.crm_contract_is_third_party_nda_blocking", readonly=False
    )
