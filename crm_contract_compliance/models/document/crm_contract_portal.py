from odoo import api, models
from odoo.fields import Domain

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

    def _portal_people(self):
        """Who represents the counterparty, or signs for it."""
        theirs = self.party_ids.filtered(lambda row: row.side not in ("third", self.our_side))
        rows = self._main_execution().signature_ids.filtered(
            lambda row: row.side in theirs.mapped("side")
        )
        return theirs.representative_id | rows.signer_id | theirs.partner_id

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self._end_links()
        self.sudo().third_party_ids._end_links()
        return result
