from odoo import models

from . import blocks


class CrmContractClaim(models.Model):
    """Who claims what from whom, why so much, and how much of it the cap allows."""

    _name = "crm.contract.claim"
    _inherit = ["crm.contract.claim", "crm.contract.calculation.mixin"]

    def _calculated(self):
        return blocks.choice(self, "head")

    def _calculation_basis(self):
        """The claim, and what it comes from: a breach as assessed, or a dispute as decided."""
        contract, third_party = self.contract_id, self.third_party_id
        creditor = blocks.side_and_name(contract, self.creditor_side, third_party)
        debtor = blocks.side_and_name(contract, self.debtor_side, third_party)
        claim = [
            (self._label_of("contract_id"), contract.display_name),
            (self.env._("Claimed By"), creditor),
            (self.env._("Claimed From"), debtor),
            *blocks.rows_of(self, "state", "confirmed_on", "rule_id"),
        ]
        dispute = self.cost_dispute_id
        source = self._of_dispute(dispute) if dispute else self._of_breach()
        return [(self.env._("Claim"), claim), *source]

    def _of_breach(self):
        breach = self.breach_id
        broken = ("type_id", "clause", "obligation", "occurred_on", "known_on")
        judged = ("fact", "impact", "severity", "fault", "is_personal_injury", "exemption")
        share = breach.contributory_percent
        own = (
            breach._label_of("contributory_percent"),
            share and blocks.number(breach, share, 4),
        )
        return [
            (self.env._("Breach"), blocks.rows_of(breach, *broken)),
            (self.env._("Assessment"), [*blocks.rows_of(breach, *judged), own]),
        ]

    def _of_dispute(self, dispute):
        names = ("name", "forum", "case_number", "resolved_on", "outcome", "loser_side")
        costs = [(cost.name, self._cost_words(cost)) for cost in dispute.cost_ids]
        return [
            (self.env._("Dispute"), blocks.rows_of(dispute, *names)),
            (self.env._("Costs and Who Advanced Them"), costs),
        ]

    def _cost_words(self, cost):
        side = blocks.side_and_name(self.contract_id, cost.payer_side, cost.third_party_id)
        return f"{blocks.money(cost.dispute_id, cost.amount)} ({side})"

    def _calculation_words(self):
        return self.trace_words

    def _calculation_results(self):
        claimed = blocks.money(self, self.claimed_amount)
        return [
            (self._label_of("foreign_rate"), self._conversion_in_words()),
            (self._label_of("claimed_amount"), claimed),
            (self.env._("Share"), self._share_in_words()),
            *self._allowance(),
            *blocks.rows_of(self, "limitation_date"),
        ]

    def _conversion_in_words(self):
        if not self.foreign_amount:
            return ""
        foreign = blocks.money(self, self.foreign_amount, self.foreign_currency_id)
        if not self.foreign_rate:
            return self.env._("%s, converted when it is confirmed", foreign)
        return self.env._(
            "%(amount)s × %(rate)s on %(day)s",
            amount=foreign,
            rate=blocks.number(self, self.foreign_rate),
            day=blocks.day(self, self.confirmed_on),
        )

    def _share_in_words(self):
        """What the claim takes of the sum above, where it is not all of it."""
        trace = self._shown_trace()
        whole = float(trace["amount"]) if trace else 0
        if not whole or self.currency_id.compare_amounts(whole, self.claimed_amount) == 0:
            return ""
        return self.env._(
            "%(percent)s%% of %(sum)s",
            percent=blocks.number(self, self.claimed_amount / whole * 100, 4),
            sum=blocks.money(self, whole),
        )

    def _allowance(self):
        """What the cap allows, what stays uncovered, and why."""
        if self.state in ("draft", "dismissed") or not self.claimed_amount:
            return blocks.rows_of(self, "decision_reason")
        pairs = [(self._label_of("allowed_amount"), blocks.money(self, self.allowed_amount))]
        if self.counts_toward_cap:
            uncovered = blocks.money(self, self.uncovered_amount)
            pairs.append((self._label_of("uncovered_amount"), uncovered))
            pairs.append((self.env._("Cap"), self._cap_in_words()))
        return [*pairs, *blocks.rows_of(self, "uncapped_reason", "decision_reason")]

    def _cap_in_words(self):
        if not self.uncovered_amount:
            return self.env._("The claim stays within the third party's cap.")
        return self.env._(
            "The limit on the day of the breach, less what claims confirmed before had drawn on"
            " it, leaves no more."
        )

    def _calculation_hints(self):
        """Of a draft alone: they help its own side to decide, and are no part of a demand."""
        if self.state != "draft":
            return []
        return [hint["message"] for hint in (self.breach_id.alerts or {}).values()]
