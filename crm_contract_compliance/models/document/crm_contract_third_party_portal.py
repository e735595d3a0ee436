from odoo import api, models
from odoo.fields import Domain

from .crm_contract_portal import LINKED, SHOWN

ACCEPTED = ("consented", "active", "exiting", "ended")


class CrmContractThirdParty(models.Model):
    """A third party sees its own part, once both sides have consented to it (A13)."""

    _name = "crm.contract.third.party"
    _inherit = ["crm.contract.third.party", "crm.contract.portal.mixin"]

    def write(self, vals):
        former = {row: row.representative_id for row in self}
        result = super().write(vals)
        if "representative_id" in vals:
            for row in self:
                row._hand_over_signing(former[row])
        return result

    def _hand_over_signing(self, former):
        rows = self.sudo().execution_id.signature_ids
        own = rows.filtered(lambda row: row.side == "third")
        own._hand_over(former, self.representative_id, self)

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for row in self:
            row.access_url = f"/my/crm-third-parties/{row.id}"
        return result

    @api.model
    def _portal_domain(self, partner):
        company = partner.commercial_partner_id
        return (
            Domain("state", "in", ACCEPTED)
            & Domain("contract_id.active", "=", True)
            & Domain("contract_id.state", "in", SHOWN)
            & Domain("partner_id.commercial_partner_id", "=", company.id)
        )

    def _is_shown(self):
        contract = self.contract_id
        return self.state in ACCEPTED[:-1] and contract.state in LINKED and contract.active

    @api.model
    def _portal_told_domain(self, partner):
        """Who represents it, signs for it, or is it."""
        row = Domain("side", "=", "third") & Domain("signer_id", "=", partner.id)
        return (
            Domain("contract_id.is_classified", "=", False)
            | Domain("representative_id", "=", partner.id)
            | Domain("partner_id", "=", partner.id)
            | Domain("execution_id.signature_ids", "any", row)
        )

    def _after_move(self, old_states):
        result = super()._after_move(old_states)
        self._end_links()
        return result
