from odoo import api, fields, models

from ...tools.advisory import DOUBTFUL
from ..base.numbers import to_decimal

_COUNTED = ("draft", "confirmed", "settled")


class CrmContractBreach(models.Model):
    """What the law says of a breach and its claims: hints with their article, never a verdict."""

    _name = "crm.contract.breach"
    _inherit = ["crm.contract.breach", "crm.contract.advice.mixin"]

    alerts = fields.Json(compute="_compute_alerts")

    @api.depends_context("lang")
    @api.depends(
        "fault",
        "is_personal_injury",
        "loss_ids.amount",
        "claim_ids.claimed_amount",
        "claim_ids.state",
        "claim_ids.rule_id",
    )
    def _compute_alerts(self):
        for breach in self:
            breach.alerts = (breach.id and breach._advice_banners()) or False

    def _advisory_facts(self):
        claims = self.claim_ids.filtered(lambda claim: claim.state in _COUNTED)
        penalties = claims.filtered(lambda claim: claim.head == "penalty" and not claim.is_earnest)
        losses = self.loss_ids
        loss_sum = self._loss_sum
        return {
            "rounding": to_decimal(self.currency_id.rounding),
            "penalty": sum(map(to_decimal, penalties.mapped("claimed_amount")))
            if penalties
            else None,
            "proven_loss": to_decimal(self.claimable_amount) if losses else None,
            "unforeseeable_loss": loss_sum(
                losses.filtered(lambda loss: loss.kind == "indirect" and not loss.is_foreseeable)
            ),
            "avoidable_loss": loss_sum(losses.filtered("is_avoidable")),
            "unproven_loss": loss_sum(losses.filtered(lambda loss: not loss.evidence_ids)),
            "fault": self.fault or "none",
            "is_personal_injury": self.is_personal_injury,
            "is_capped": bool(self.third_party_id.cap_ids.filtered("limit_amount")),
            "is_third_party": self.side == "third",
            "is_payment": bool(self.payment_id),
            "has_late_clause": bool(self.contract_id._overdue_terms()),
            **penalties.rule_id[:1]._annual_facts(self.occurred_on),
        }

    def _refuse_doubtful(self):
        """A doubt of the law stops what is claimed."""
        self._refuse_advice(DOUBTFUL)

    @api.model
    def _loss_sum(self, losses):
        return sum(map(to_decimal, losses.mapped("amount")), to_decimal(0))
