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
        """The merge rewrites by SQL: two sides of one contract would become the same person."""
        standing = defaultdict(set)
        for model in self._crm_contract_standing_models():
            for contract, partner in (
                self.env[model]
                .sudo()
                ._read_group([("partner_id", "in", partner_ids)], ["contract_id", "partner_id"])
            ):
                standing[contract].add(partner)
        shared = [contract.code for contract, partners in standing.items() if len(partners) > 1]
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
