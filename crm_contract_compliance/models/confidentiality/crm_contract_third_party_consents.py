from odoo import models
from odoo.fields import Command


class CrmContractThirdParty(models.Model):
    """The consents to a third party as the ground of what is passed on to it."""

    _inherit = "crm.contract.third.party"

    def _recorded_consent(self):
        """Values of a disclosure: both consents, from the later one on, with their papers."""
        self.ensure_one()
        given = [self._consent_of(side) for side in ("a", "b")]
        if not all(consent.done_on for consent in given):
            return {}
        files = given[0].evidence_ids | given[1].evidence_ids
        return {
            "consent_side": "both",
            "consented_on": max(consent.done_on for consent in given),
            "consent_ids": [Command.link(file.id) for file in files],
        }
