from odoo import models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _surviving_duties(self):
        """Standing duties that say so, on data, settlement or whatever was agreed."""
        kept = self.obligation_ids.filtered("survives_end")
        return [*super()._surviving_duties(), *((row.name, row.date_end) for row in kept)]
