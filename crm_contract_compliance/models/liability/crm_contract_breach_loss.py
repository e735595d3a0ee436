from odoo import api, fields, models

from ...tools.damages import claimable_loss
from ...tools.money import MoneyError, readable
from ..base.numbers import to_decimal


class CrmContractBreach(models.Model):
    """What was lost by a breach, and how much of it can be claimed (T0-10.3b, L-04, L-18)."""

    _inherit = "crm.contract.breach"

    loss_ids = fields.One2many("crm.contract.loss", "breach_id", "Losses")
    claimable_amount = fields.Monetary("Claimable Loss", compute="_compute_claimable_amount")

    @api.depends(
        "loss_ids.amount",
        "loss_ids.kind",
        "loss_ids.is_avoidable",
        "loss_ids.is_mitigation",
        "loss_ids.is_foreseeable",
        "contributory_percent",
        "contract_id.is_indirect_loss_counted",
    )
    def _compute_claimable_amount(self):
        for breach in self:
            try:
                found = breach._claimable().amount if breach.loss_ids else 0
            except MoneyError:  # of an amount that no save would take
                found = 0
            breach.claimable_amount = float(found)

    def _loss_left(self):
        """What of the loss nobody has claimed yet: a cap may have left some of it uncovered."""
        claims = self.claim_ids.filtered(
            lambda row: row.head == "damages" and not row.recourse_of_id
        )
        drafts = claims.filtered(lambda row: row.state == "draft")
        decided = claims._standing("damages")
        taken = [*drafts.mapped("claimed_amount"), *decided.mapped("allowed_amount")]
        left = to_decimal(self.claimable_amount) - sum(map(to_decimal, taken))
        return max(left, to_decimal(0))

    def _claimable(self):
        """The loss that can be claimed, with its steps."""
        self.ensure_one()
        return claimable_loss(
            [loss._as_rule() for loss in self.loss_ids],
            self.contract_id.is_indirect_loss_counted,
            to_decimal(self.contributory_percent),
            to_decimal(self.currency_id.rounding),
        )

    def _losses_trace(self):
        """The steps of the claimable loss, as plain values."""
        found = self._claimable()
        return self._steps_trace("losses", found.amount, found.steps)

    @api.model
    def _steps_trace(self, of, amount, steps):
        return {
            "of": of,
            "amount": f"{amount:f}",
            "steps": [
                {"code": step.code, "change": readable(step.change), "total": readable(step.total)}
                for step in steps
            ],
        }
