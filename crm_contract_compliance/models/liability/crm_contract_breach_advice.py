from odoo import api, fields, models

from ...tools.advisory import Case, advise, annual_of_daily
from ..base.numbers import to_decimal

_IN_PERCENT = ("above_four_lpr", "sme_rate_below_lpr")
_COUNTED = ("draft", "confirmed", "settled")


class CrmContractBreach(models.Model):
    """What the law says of a breach and its claims: hints with their article, never a verdict."""

    _inherit = "crm.contract.breach"

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
            breach.alerts = {
                advice.key: {"level": "info", "message": breach._advice_in_words(advice)}
                for advice in (breach._advice() if breach.id else ())
            } or False

    def _advice(self):
        """The rules that have something to say of this breach, in their order."""
        self.ensure_one()
        return advise(Case(**self._advisory_facts()))

    def _advisory_facts(self):
        claims = self.claim_ids.filtered(lambda claim: claim.state in _COUNTED)
        penalties = claims.filtered(lambda claim: claim.head == "penalty")
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
            **self._late_rates(penalties.rule_id[:1]),
        }

    def _late_rates(self, rule):
        """What being late costs a year, beside the reference rate of the breach's day (L-28)."""
        table = self.env["crm.contract.reference.rate"]._table_of_rates()
        valid = [rate.percent for rate in table if rate.valid_from <= self.occurred_on]
        if rule.method != "daily_overdue" or not valid:
            return {}
        annual = annual_of_daily(to_decimal(rule.rate))
        return {"annual_percent": annual, "lpr_percent": valid[-1]}

    @api.model
    def _loss_sum(self, losses):
        return sum(map(to_decimal, losses.mapped("amount")), to_decimal(0))

    def _advice_in_words(self, advice):
        """The rule's sentence in the reader's language, with its numbers and article."""
        sentence = self._advice_sentences()[advice.key]
        numbers = {
            name: f"{number:f}%"
            if advice.key in _IN_PERCENT
            else self.currency_id.format(float(number))
            for name, number in advice.numbers
        }
        return self.env._(
            "%(sentence)s (%(article)s) This is a hint, not legal advice.",
            sentence=sentence % numbers,
            article=advice.article,
        )

    @api.model
    def _advice_sentences(self):
        """Hook: the sentence of each rule, by its key."""
        return {
            "penalty_below_loss": self.env._(
                "The penalty lies %(shortfall)s below the loss; the court may raise it."
            ),
            "penalty_excessive": self.env._(
                "The penalty of %(penalty)s is far above the loss of %(loss)s; what exceeds"
                " %(limit)s may be cut on request."
            ),
            "no_cut_in_bad_faith": self.env._("Who breaks it in bad faith usually gets no cut."),
            "adjustment_excluded": self.env._("A clause that excludes a cut is not respected."),
            "loss_unproven": self.env._("%(amount)s of the loss has no proof attached."),
            "loss_unforeseeable": self.env._(
                "%(amount)s is no foreseeable loss and does not count."
            ),
            "profit_too_long": self.env._("Lost profit counts for the time to find another deal."),
            "earnest_above_limit": self.env._(
                "%(excess)s of the earnest money lies above its limit of %(limit)s."
            ),
            "deposit_not_earnest": self.env._("Only earnest money is returned double."),
            "purpose_not_defeated": self.env._(
                "Earnest money is forfeited only where the purpose is defeated."
            ),
            "penalty_or_earnest": self.env._("Penalty or earnest money: one is chosen."),
            "cap_does_not_hold": self.env._(
                "The cap does not hold for personal injury, intent or gross negligence."
            ),
            "loss_avoidable": self.env._("%(amount)s could have been avoided and does not count."),
            "party_answers_for_third": self.env._(
                "The contract party answers for its third party, without the third party's cap."
            ),
            "no_late_clause": self.env._(
                "The contract has no rule for late payments; the law's rate applies."
            ),
            "above_four_lpr": self.env._(
                "Late payment costs %(annual)s a year, more than four times the reference rate,"
                " %(limit)s."
            ),
            "sme_term_too_long": self.env._("The term of payment is longer than 60 days."),
            "sme_pay_when_paid": self.env._("Payment may not wait for a third party's payment."),
            "sme_rate_below_lpr": self.env._(
                "Late payment costs %(annual)s a year, less than the reference rate of %(lpr)s."
            ),
        }
