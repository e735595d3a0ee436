from odoo import models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _surviving_duties(self):
        """Confidentiality: its years count from the actual end (§5)."""
        kept = self.nda_ids.filtered(lambda nda: nda.state == "active").sorted("date_end")
        return [
            *super()._surviving_duties(),
            *((self.env._("Confidentiality: %s", nda.name), nda.date_end) for nda in kept),
        ]
