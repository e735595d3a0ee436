from odoo import api, models
from odoo.exceptions import ValidationError

from ..base.words import listed


class CrmContractClaim(models.Model):
    """Who claims from whom follows from who broke the contract."""

    _inherit = "crm.contract.claim"

    @api.constrains("creditor_side", "debtor_side", "third_party_id", "breach_id")
    def _check_sides(self):
        for claim in self:
            if claim.creditor_side == claim.debtor_side:
                raise ValidationError(self.env._("Nobody claims from itself."))
            if ("third" in (claim.creditor_side, claim.debtor_side)) != bool(claim.third_party_id):
                raise ValidationError(self.env._("Name the third party of this claim."))
            if claim.third_party_id and claim.third_party_id.contract_id != claim.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))
            claim._refuse_other_sides()

    def _refuse_other_sides(self):
        """Hook: who broke the contract owes it, or a third party with it; who answers for a third
        party does, too. Never the side that was harmed.
        """
        creditors, debtors = self.breach_id._possible_sides()
        if self.creditor_side not in creditors or self.debtor_side not in debtors:
            labels = dict(self._fields["debtor_side"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "The sides follow from who broke the contract. Who can claim: %(creditors)s."
                    " From whom: %(debtors)s.",
                    creditors=listed(self.env, [labels[side] for side in creditors]),
                    debtors=listed(self.env, [labels[side] for side in debtors]),
                )
            )
