from odoo import models
from odoo.exceptions import UserError

from .words import listed


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._refuse_merge_of_contract_parties(partner_ids)
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)

    def _refuse_merge_of_contract_parties(self, partner_ids):
        """The merge rewrites by SQL: two sides of one contract would become the same person."""
        shared = (
            self.env["crm.contract.party"]
            .sudo()
            ._read_group(
                [("partner_id", "in", partner_ids)],
                ["contract_id"],
                ["partner_id:count_distinct"],
                having=[("partner_id:count_distinct", ">", 1)],
            )
        )
        if shared:
            raise UserError(
                self.env._(
                    "These contacts cannot be merged: they stand on different sides of contract"
                    " %(numbers)s.",
                    numbers=listed(self.env, [contract.code for contract, _count in shared]),
                )
            )
