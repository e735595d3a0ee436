from odoo import api, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    @api.depends("obligation_ids.survives_end")
    def _compute_surviving_note(self):
        return super()._compute_surviving_note()

    def _surviving_duties(self):
        """Standing duties that say so, on data, settlement or whatever was agreed."""
        kept = self.obligation_ids.filtered("survives_end")
        return [*super()._surviving_duties(), *((row.name, row.date_end) for row in kept)]
