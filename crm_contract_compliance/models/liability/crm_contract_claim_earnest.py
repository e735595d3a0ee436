from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.numbers import to_decimal
from .crm_contract_claim import STANDING


class CrmContractClaim(models.Model):
    """Earnest money, returned double or forfeited: instead of a penalty, never beside it (L-08)."""

    _inherit = "crm.contract.claim"

    is_earnest = fields.Boolean(
        "By the Earnest Money",
        help="Returned double by who received it, lost by who gave it (CC 587).",
    )

    @api.constrains("is_earnest", "head", "rule_id", "breach_id", "creditor_side", "debtor_side")
    def _check_earnest(self):
        for claim in self.filtered(lambda claim: claim.is_earnest and claim.state == "draft"):
            breach = claim.breach_id
            reason = breach._why_no_forfeit()
            if reason:
                raise ValidationError(reason)
            is_apt = claim.head == breach._forfeit().head and not claim.rule_id
            if not is_apt or claim.debtor_side != breach.side:
                raise ValidationError(
                    self.env._(
                        "By the earnest money, who broke the contract owes the double refund, or"
                        " loses it as a penalty; no other rule is applied to it."
                    )
                )

    @api.constrains("is_earnest", "head", "breach_id", "state")
    def _check_election(self):
        """L-08: both on one breach force an election."""
        for breach in self.breach_id:
            claims = breach.claim_ids.filtered(lambda claim: claim.state in STANDING)
            earnest = claims.filtered("is_earnest")
            if earnest and (claims - earnest).filtered(lambda claim: claim.head == "penalty"):
                raise ValidationError(
                    self.env._(
                        "Penalty or earnest money: only one of them can be claimed for a breach"
                        " (CC 588). Dismiss or reverse the other claim first."
                    )
                )

    def _is_negotiated(self):
        return not self.is_earnest and super()._is_negotiated()

    def _refuse_beyond_rule(self):
        if not self.is_earnest:
            return super()._refuse_beyond_rule()
        reason = self.breach_id._why_no_forfeit()
        if reason:
            raise UserError(reason)
        forfeit = self.breach_id._forfeit()
        most = forfeit.amount
        others = self.contract_id.breach_ids.claim_ids.filtered(
            lambda claim: claim.is_earnest and claim.state in ("confirmed", "settled")
        )
        used = sum(claim._earnest_used(claim.claimed_amount) for claim in others)
        if used + self._earnest_used(self._claimed_in_contract_currency()) > forfeit.found.earnest:
            raise UserError(
                self.env._(
                    "By the earnest money that was paid %s can be claimed, no more.",
                    self.currency_id.format(float(most)),
                )
            )
        return None

    def _refuse_beyond_loss(self):
        """L-08: beside the earnest money only the loss above it."""
        result = super()._refuse_beyond_loss()
        breach = self.breach_id
        standing = breach.claim_ids.filtered(lambda row: row.state in ("confirmed", "settled"))
        earnest = (standing | self).filtered("is_earnest")
        damages = (standing | self)._damages_beside_earnest()
        if not (earnest and damages and breach.loss_ids):
            return result
        used = sum(row._earnest_used(row._claimed_in_contract_currency()) for row in earnest)
        claimed = sum(to_decimal(row._claimed_in_contract_currency()) for row in damages)
        if used + claimed > to_decimal(breach.claimable_amount):
            raise UserError(
                self.env._(
                    "Beside the earnest money only the loss above it is owed (CC 588): damages of"
                    " %s, no more.",
                    self.currency_id.format(max(breach.claimable_amount - float(used), 0)),
                )
            )
        return result

    def _damages_beside_earnest(self):
        return self.filtered(lambda row: row.head == "damages" and not row.recourse_of_id)

    def _earnest_used(self, claimed):
        """How much of the contract's one earnest money a claim takes: half of a double refund."""
        return to_decimal(claimed) / (2 if self.head == "refund" else 1)

    def _computed_trace(self):
        return self.breach_id._forfeit_trace() if self.is_earnest else super()._computed_trace()
