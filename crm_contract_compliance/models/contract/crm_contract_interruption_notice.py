from odoo import models


class CrmContractNotice(models.Model):
    _inherit = "crm.contract.notice"

    def write(self, vals):
        """Whether a notice of force majeure was prompt follows from the day it arrived."""
        result = super().write(vals)
        if any(name.startswith("delivered_") for name in vals):
            self._settle_interruptions()
        return result

    def _settle_interruptions(self):
        rows = self.env["crm.contract.interruption"].sudo()
        rows.search([("notice_id", "in", self.ids)])._settle_dates()
