from odoo import api, models
from odoo.tools import format_date


class CrmContractClaimSheet(models.AbstractModel):
    """Who claims what from whom, why so much, and how much of it the cap allows."""

    _name = "report.crm_contract_compliance.claim_sheet"
    _description = "Calculation Sheet of a Claim"
    _inherit = ["crm.contract.calculation.sheet"]
    _printed = "crm.contract.claim"

    @api.model
    def _subject(self, doc):
        return self._said(doc, "head")

    @api.model
    def _sections(self, doc):
        third_party = doc.third_party_id
        claim = [
            (doc._label_of("contract_id"), doc.contract_id.display_name),
            (self.env._("Claimed By"), self._side(doc, doc.creditor_side, third_party)),
            (self.env._("Claimed From"), self._side(doc, doc.debtor_side, third_party)),
            *self._rows(doc, "state", "confirmed_on", "rule_id"),
        ]
        return [(self.env._("Claim"), claim), *self._source_sections(doc)]

    @api.model
    def _source_sections(self, doc):
        """What it comes from: a breach as it was assessed, or a dispute as it was decided."""
        if doc.cost_dispute_id:
            return self._dispute_sections(doc.cost_dispute_id)
        breach = doc.breach_id
        broken = self._rows(breach, "type_id", "clause", "obligation", "occurred_on", "known_on")
        judged = self._rows(breach, "fact", "impact", "severity", "fault")
        judged += self._rows(breach, "is_personal_injury", "exemption")
        if breach.contributory_percent:
            label = breach._label_of("contributory_percent")
            judged.append((label, self._number(breach.contributory_percent, 4)))
        return [
            (self.env._("Breach"), broken),
            (self.env._("Assessment"), judged),
        ]

    @api.model
    def _dispute_sections(self, dispute):
        decided = self._rows(dispute, "name", "forum", "case_number", "resolved_on", "outcome")
        decided += self._rows(dispute, "loser_side")
        costs = [
            (cost.name, f"{money} ({side})")
            for cost in dispute.cost_ids
            for money in [self._money(cost.amount, dispute.currency_id)]
            for side in [self._side(cost, cost.payer_side, cost.third_party_id)]
        ]
        return [
            (self.env._("Dispute"), decided),
            (self.env._("Costs and Who Advanced Them"), costs),
        ]

    @api.model
    def _trace_words(self, doc):
        return doc.trace_words

    @api.model
    def _results(self, doc):
        return [
            (doc._label_of("foreign_rate"), self._conversion(doc)),
            (doc._label_of("claimed_amount"), self._money(doc.claimed_amount, doc.currency_id)),
            (self.env._("Share"), self._share(doc)),
            *self._allowance(doc),
            *self._rows(doc, "limitation_date"),
        ]

    @api.model
    def _conversion(self, doc):
        if not doc.foreign_amount:
            return ""
        foreign = self._money(doc.foreign_amount, doc.foreign_currency_id)
        if not doc.foreign_rate:
            return self.env._("%s, converted when it is confirmed", foreign)
        return self.env._(
            "%(amount)s × %(rate)s on %(day)s",
            amount=foreign,
            rate=self._number(doc.foreign_rate),
            day=format_date(self.env, doc.confirmed_on),
        )

    @api.model
    def _share(self, doc):
        """What the claim takes of the sum above, where it is not all of it."""
        trace = doc._shown_trace()
        whole = float(trace["amount"]) if trace else 0
        if not whole or doc.currency_id.compare_amounts(whole, doc.claimed_amount) == 0:
            return ""
        return self.env._(
            "%(percent)s%% of %(sum)s",
            percent=self._number(doc.claimed_amount / whole * 100, 4),
            sum=self._money(whole, doc.currency_id),
        )

    @api.model
    def _allowance(self, doc):
        """What the cap allows, what stays uncovered, and why."""
        if doc.state in ("draft", "dismissed") or not doc.claimed_amount:
            return self._rows(doc, "decision_reason")
        rows = [(doc._label_of("allowed_amount"), self._money(doc.allowed_amount, doc.currency_id))]
        if doc.counts_toward_cap:
            rows += [
                (
                    doc._label_of("uncovered_amount"),
                    self._money(doc.uncovered_amount, doc.currency_id),
                ),
                (self.env._("Cap"), self._cap_words(doc)),
            ]
        return [*rows, *self._rows(doc, "uncapped_reason", "decision_reason")]

    @api.model
    def _cap_words(self, doc):
        if not doc.uncovered_amount:
            return self.env._("The claim stays within the third party's cap.")
        return self.env._(
            "The limit on the day of the breach, less what claims confirmed before had drawn on"
            " it, leaves no more."
        )

    @api.model
    def _hints(self, doc):
        """Of a draft alone: they help its own side to decide, and are no part of a demand."""
        if doc.state != "draft":
            return []
        return [hint["message"] for hint in (doc.breach_id.alerts or {}).values()]
