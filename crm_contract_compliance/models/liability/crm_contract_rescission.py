from odoo import models


class CrmContract(models.Model):
    """A contract that has ended is not rescinded any more."""

    _inherit = "crm.contract"

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        over = self.filtered(lambda row: row.state == "ended").sudo()
        over.breach_ids.filtered("has_rescission_clock")._settle_rescission()
        return result
