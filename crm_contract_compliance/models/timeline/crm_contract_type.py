from odoo import fields, models


class CrmContractType(models.Model):
    _inherit = "crm.contract.type"

    obligation_ids = fields.One2many("crm.contract.obligation", "type_id", "Obligations", copy=True)
