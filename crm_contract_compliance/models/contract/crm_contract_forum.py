from odoo import api, models


class CrmContract(models.Model):
    """Whether the agreed court has a link to the contract (L-31)."""

    _inherit = "crm.contract"

    @api.depends("forum", "forum_basis", "forum_place", "signing_place", "performance_place")
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _law_facts(self):
        return {**super()._law_facts(), "is_court_unlinked": self._is_court_unlinked()}

    def _is_court_unlinked(self):
        """Where a court was chosen by its place, and every linked place is known to be another.

        Places are words: one that names the other (Hangzhou, Hangzhou West Lake) is the same.
        """
        court = (self.forum_place or "").strip().casefold()
        if self.forum != "court" or self.forum_basis != "chosen" or not court:
            return False
        addresses = self.party_ids.mapped("address")
        linked = [self.signing_place, self.performance_place, *addresses]
        if len(self.party_ids) < 2 or not all(addresses):
            return False
        known = [place.strip().casefold() for place in linked if place and place.strip()]
        return not any(place in court or court in place for place in known)
