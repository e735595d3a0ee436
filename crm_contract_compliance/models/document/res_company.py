from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_is_attachment_blocking = fields.Boolean("A Missing Attachment Holds Up")
