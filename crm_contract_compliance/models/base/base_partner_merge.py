from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from .words import listed


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._refuse_merge_of_contract_parties(partner_ids)
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)

    def _refuse_merge_of_contract_parties(self, partner_ids):
        """The merge rewrites by SQL: two sides of one contract would become the same person,
        or one a contact of the other's company."""
        merged = self.env["res.partner"].sudo().browse(partner_ids)
        standing = defaultdict(merged.browse)
        for model in self._crm_contract_standing_models():
            for contract, partners in (
                self.env[model]
                .sudo()
                ._read_group(
                    [("partner_id.commercial_partner_id", "in", merged.commercial_partner_id.ids)],
                    ["contract_id"],
                    ["partner_id:recordset"],
                )
            ):
                standing[contract] |= partners
        shared = [
            contract.code
            for contract, partners in standing.items()
            if len(partners & merged) > 1
            or (partners & merged and len(partners.commercial_partner_id) > 1)
        ]
        if shared:
            raise UserError(
                self.env._(
                    "These contacts cannot be merged: they stand on different sides of contract"
                    " %(numbers)s.",
                    numbers=listed(self.env, shared),
                )
            )

    @api.model
    def _crm_contract_standing_models(self):
        """Hook: models in which a contact takes part in a contract, by ``partner_id``."""
        return ["crm.contract.party"]
