from odoo import fields, models


class CrmContractType(models.Model):
    _inherit = "crm.contract.type"

    standard_ids = fields.One2many(
        "crm.contract.service.standard", "type_id", "Service Standards", copy=True
    )
