from odoo import api, fields, models

from ..contract.selections import ALL_SIDES, OTHER_SIDE


class CrmContractClaim(models.Model):
    """Who goes after a third party: the side that its agreement binds (T1-14.5.1, T1-14.5.2)."""

    _inherit = "crm.contract.claim"

    pursuing_side = fields.Selection(ALL_SIDES, "Pursued By", compute="_compute_pursuing_side")

    @api.depends("creditor_side", "debtor_side", "third_party_id.engaged_by")
    def _compute_pursuing_side(self):
        """An agreement of all three is pursued by whoever claims."""
        for claim in self:
            engaged_by = claim.third_party_id.engaged_by
            is_bound = claim.debtor_side == "third" and engaged_by in OTHER_SIDE
            claim.pursuing_side = engaged_by if is_bound else claim.creditor_side
