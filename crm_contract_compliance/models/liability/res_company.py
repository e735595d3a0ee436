from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_is_cap_signature_blocking = fields.Boolean("A Cap Binds Once It Is Signed")
    crm_contract_is_advice_blocking = fields.Boolean("Doubts of the Law Stop a Claim")
    crm_contract_is_four_eyes = fields.Boolean("Four Eyes on Claims")
