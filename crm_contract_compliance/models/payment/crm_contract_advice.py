from odoo import api, fields, models

from ...tools.advisory import LEGAL_DAILY_PERCENT
from ..base.numbers import to_decimal


class CrmContract(models.Model):
    """What the law says of the terms of payment (L-06, L-27, L-28, L-29)."""

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.advice.mixin"]

    money_alerts = fields.Json(compute="_compute_money_alerts")

    @api.depends(
        "amount_total",
        "fee_ids.kind",
        "fee_ids.amount",
        "fee_ids.payment_days",
        "fee_ids.is_pay_when_paid",
        "penalty_rule_ids.method",
        "penalty_rule_ids.rate",
        "penalty_rule_ids.multiplier",
        "party_ids.size",
        "party_ids.is_sme_declared",
    )
    @api.depends_context("lang", "uid")
    def _compute_money_alerts(self):
        for contract in self:
            banners = contract.id and {**contract._rate_banners(), **contract._advice_banners()}
            contract.money_alerts = banners or False

    def action_agree_legal_rate(self):
        """Take the decree's own rate as this contract's rule for late payments (L-29)."""
        for contract in self:
            contract._require("manager")
            if not contract._late_rule():
                self.env["crm.contract.penalty.rule"].create(
                    {
                        "contract_id": contract.id,
                        "method": "daily_overdue",
                        "rate": float(LEGAL_DAILY_PERCENT),
                    }
                )

    def _advisory_alerts(self):
        """What is signed no longer changes: of it the Money tab alone tells."""
        alerts = super()._advisory_alerts()
        if self.state in ("draft", "signing"):
            alerts += self._advice_banners().items()
        return alerts

    def _advice_banners(self):
        banners = super()._advice_banners()
        is_offered = self.state == "draft" and self.env["crm.contract.penalty.rule"].has_access(
            "create"
        )
        if is_offered and "sme_default_rate" in banners:
            banners["sme_default_rate"] |= {
                "action_text": self.env._("Agree on It"),
                "action_call": [self._name, "action_agree_legal_rate", self.ids],
            }
        return banners

    def _advisory_facts(self):
        fees = self.fee_ids.filtered(lambda fee: not fee.third_party_id)
        if not fees:
            return {}
        earnest = fees.filtered(lambda fee: fee.kind == "earnest")
        rule = self._late_rule()
        return {
            "rounding": to_decimal(self.currency_id.rounding),
            "is_payment": True,
            "has_late_clause": bool(rule),
            "is_pay_when_paid": any(fees.mapped("is_pay_when_paid")),
            "payment_days": max(fees.mapped("payment_days")) or None,
            "earnest_paid": sum(map(to_decimal, earnest.mapped("amount"))) if earnest else None,
            "earnest_subject": to_decimal(self.amount_total) if self.amount_total else None,
            **self._protection(),
            **rule._annual_facts(self.signing_date or self._local_today()),
        }

    def _late_rule(self):
        """The rule for late payments that stands (X-2)."""
        return self.penalty_rule_ids.filtered(
            lambda rule: not (rule.breach_type_id or rule.removed_on)
        )[:1]

    def _protection(self):
        """Whether a state body or a large company pays a small or medium one (L-29)."""
        payer = self.party_ids.filtered(lambda party: party.side == self.payer_side)
        payee = self.party_ids.filtered(lambda party: party.side == self.supplier_side)
        is_mighty = payer.size in ("state_body", "large")
        return {
            "is_sme_protected": is_mighty and payee != payer and payee._is_sme(),
            "is_state_body": payer.size == "state_body",
        }
