from odoo import models


class CrmContractNotice(models.Model):
    """A notice knows nobody; what rests on its arrival follows it."""

    _inherit = "crm.contract.notice"

    def write(self, vals):
        result = super().write(vals)
        if "delivered_on" in vals:
            self._settle_terminations()
        return result

    def _settle_terminations(self):
        """The earliest end counts from the day of arrival."""
        resting = self.env["crm.contract.termination"].sudo()
        resting.search([("notice_id", "in", self.ids)])._settle_dates()
