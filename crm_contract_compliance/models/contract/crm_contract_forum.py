from odoo import api, fields, models


class CrmContract(models.Model):
    """The law and the forum: said to each reader; has the agreed court a link to it (L-31)?"""

    _inherit = "crm.contract"

    governing_law_words = fields.Char(
        "Governing Law in Words",
        compute="_compute_governing_law_words",
        help="As agreed; what was proposed to everybody in the reader's own language.",
    )

    @api.depends("governing_law")
    @api.depends_context("lang")
    def _compute_governing_law_words(self):
        for contract in self:
            law = contract.governing_law
            contract.governing_law_words = law and self._proposed_in_words("governing_law", law)

    @api.model
    def _proposed_in_words(self, name, text):
        """The law that was proposed in one language is the same law in the other (T1-10.1)."""
        if name != "governing_law":
            return text
        proposed = {
            self.with_context(lang=code).env._("Law of the PRC") for code in ("zh_CN", "en_US")
        }
        return self.env._("Law of the PRC") if text in proposed else text

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
