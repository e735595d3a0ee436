from odoo import api, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    @api.depends("claim_ids.state")
    def _compute_surviving_note(self):
        return super()._compute_surviving_note()

    def _surviving_duties(self):
        """Claims: an end erases none of them (L-16, CC 566-567)."""
        claims = self.claim_ids.filtered(lambda row: row.state in ("draft", "confirmed"))
        return [
            *super()._surviving_duties(),
            *((claim.display_name, claim.limitation_date) for claim in claims),
        ]
