from odoo import models


class CrmContractNotice(models.Model):
    _inherit = "crm.contract.notice"

    def _after_delivery(self):
        """Whether a notice of force majeure was prompt follows from the day it arrived."""
        rows = self.env["crm.contract.interruption"].sudo()
        rows.search([("notice_id", "in", self.ids)])._settle_dates()
        return super()._after_delivery()
