from odoo import api, fields, models

from ...tools.damages import earnest_money
from ...tools.money import MoneyError
from ..base.numbers import to_decimal


class CrmContractFee(models.Model):
    """Earnest money, up to a fifth of the contract's amount; the rest is a payment (L-06)."""

    _name = "crm.contract.fee"
    _inherit = ["crm.contract.fee", "crm.contract.advice.mixin"]

    earnest_amount = fields.Monetary("Counts as Earnest Money", compute="_compute_earnest")
    earnest_excess = fields.Monetary("Ordinary Payment", compute="_compute_earnest")
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("kind", "amount", "contract_id.amount_total")
    def _compute_earnest(self):
        """Fees of the kind fill the one limit of the contract in their order."""
        for fee in self:
            taken = fee._earnest_before()
            before, after = fee._earnest_split(taken), fee._earnest_split(taken + fee.amount)
            is_split = fee.kind == "earnest" and before and after
            fee.earnest_amount = float(after.earnest - before.earnest) if is_split else 0
            fee.earnest_excess = float(after.excess - before.excess) if is_split else 0

    @api.depends("kind", "amount", "contract_id.amount_total")
    @api.depends_context("lang")
    def _compute_alerts(self):
        for fee in self:
            try:
                fee.alerts = fee._advice_banners() or False
            except MoneyError:  # of an amount that no save would take
                fee.alerts = False

    def _advisory_facts(self):
        if self.kind not in ("earnest", "deposit"):
            return {}
        is_earnest = self.kind == "earnest"
        total = self.contract_id.amount_total
        return {
            "rounding": to_decimal(self.currency_id.rounding or 0.01),
            "deposit": "earnest" if is_earnest else "other",
            "is_double_refund": not is_earnest,
            "earnest_paid": to_decimal(self._earnest_before() + self.amount),
            "earnest_subject": to_decimal(total) if total else None,
        }

    def _earnest_before(self):
        """What of the limit earlier fees of the kind take; a new one comes last."""
        place = (self.sequence, self._origin.id) if self._origin.id else None
        return sum(
            fee.amount
            for fee in self.contract_id._origin.fee_ids
            if fee.kind == "earnest" and (not place or (fee.sequence, fee.id) < place)
        )

    def _earnest_split(self, amount):
        total = to_decimal(self.contract_id.amount_total)
        rounding = to_decimal(self.currency_id.rounding or 0.01)
        try:
            return total and earnest_money(total, to_decimal(amount), rounding)
        except MoneyError:  # of an amount that no save would take
            return None
