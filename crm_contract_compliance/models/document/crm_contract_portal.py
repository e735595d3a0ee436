from odoo import api, models
from odoo.fields import Domain

from ..contract.selections import OTHER_SIDE

SHOWN = ("signing", "signed", "active", "suspended", "ended", "closed")
LINKED = SHOWN[:-1]


class CrmContract(models.Model):
    """The contract as its other side sees it, from the day on which it is sent to sign."""

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.portal.mixin"]

    def write(self, vals):
        result = super().write(vals)
        if {"is_classified", "classification_ids"} & vals.keys():
            self._end_links()
            self.sudo().third_party_ids._end_links()
        return result

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for contract in self:
            contract.access_url = f"/my/crm-contracts/{contract.id}"
        return result

    @api.model
    def _portal_domain(self, partner):
        """The counterparty's people see it, in whichever of our companies it stands."""
        company = partner.commercial_partner_id
        return Domain("state", "in", SHOWN) & Domain(
            "partner_id.commercial_partner_id", "=", company.id
        )

    def _is_shown(self):
        return self.state in LINKED and self.active

    @api.model
    def _portal_told_domain(self, partner):
        named = (
            Domain("our_side", "=", ours) & self._named_domain(theirs, partner)
            for ours, theirs in OTHER_SIDE.items()
        )
        return Domain("is_classified", "=", False) | Domain.OR(named)

    @api.model
    def _named_domain(self, side, partner):
        """Who represents ``side``, signs for it, or is it."""
        party = Domain("representative_id", "=", partner.id) | Domain("partner_id", "=", partner.id)
        row = Domain("side", "=", side) & Domain("signer_id", "=", partner.id)
        main = Domain("kind", "=", "main") & Domain("state", "!=", "void")
        return Domain("party_ids", "any", Domain("side", "=", side) & party) | Domain(
            "execution_ids", "any", main & Domain("signature_ids", "any", row)
        )

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self._end_links()
        self.sudo().third_party_ids._end_links()
        return result
