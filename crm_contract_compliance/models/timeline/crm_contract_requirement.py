from odoo import api, models

_PAPERS = frozenset({"manual_on", "video_on", "kind", "contract_id"})


class CrmContractRequirement(models.Model):
    """Manuals and videos of the modules fulfil the duty to deliver them (T1-3.2)."""

    _inherit = "crm.contract.requirement"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.filtered(lambda row: row.kind == "module").contract_id._settle_manuals()
        return rows

    def write(self, vals):
        result = super().write(vals)
        if _PAPERS & vals.keys():
            self.contract_id._settle_manuals()
        return result

    def unlink(self):
        contracts = self.filtered(lambda row: row.kind == "module").contract_id
        result = super().unlink()
        contracts._settle_manuals()
        return result
