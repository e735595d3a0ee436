from odoo import api, models


class CrmContract(models.Model):
    _inherit = "crm.contract"

    @api.depends("breach_ids.claim_ids.state")
    def _compute_surviving_note(self):
        return super()._compute_surviving_note()

    def _surviving_duties(self):
        """Claims from breaches: an end erases none of them (L-16, CC 566-567)."""
        claims = self.breach_ids.claim_ids.filtered(lambda row: row.state in ("draft", "confirmed"))
        return [
            *super()._surviving_duties(),
            *((claim.display_name, claim.limitation_date) for claim in claims),
        ]
