from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_is_third_party_nda_blocking = fields.Boolean("A Third Party Needs Its NDA")
