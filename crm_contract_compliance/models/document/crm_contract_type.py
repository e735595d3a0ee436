from odoo import fields, models


class CrmContractType(models.Model):
    _inherit = "crm.contract.type"

    clause_ids = fields.One2many("crm.contract.clause", "type_id", "Clauses", copy=True)
