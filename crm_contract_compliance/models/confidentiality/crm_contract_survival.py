from odoo import api, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    @api.depends("nda_ids.state", "nda_ids.date_end")
    def _compute_surviving_note(self):
        return super()._compute_surviving_note()

    def _surviving_duties(self):
        """Confidentiality: its years count from the actual end (§5)."""
        kept = self.nda_ids.filtered(lambda nda: nda.state == "active").sorted("date_end")
        return [
            *super()._surviving_duties(),
            *((self.env._("Confidentiality: %s", nda.name), nda.date_end) for nda in kept),
        ]
