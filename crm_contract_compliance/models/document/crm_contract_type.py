from odoo import fields, models
from odoo.fields import NO_ACCESS


class CrmContractType(models.Model):
    _inherit = "crm.contract.type"

    clause_ids = fields.One2many("crm.contract.clause", "type_id", "Clauses", copy=True)
    all_clause_ids = fields.One2many(
        "crm.contract.clause", "type_id", "All Clauses", copy=False, groups=NO_ACCESS
    )

    def copy(self, default=None):
        copies = super().copy(default)
        for original, copied in zip(self, copies, strict=True):
            copied.clause_ids.sorted("id")._take_wording_of(original.clause_ids.sorted("id"))
        return copies
