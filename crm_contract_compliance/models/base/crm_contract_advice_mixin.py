from odoo import api, models

from ...tools.advisory import Case, advise

_IN_PERCENT = ("above_four_lpr", "sme_rate_below_lpr", "sme_default_rate")
_COUNTS = ("days", "remaining")


class CrmContractAdviceMixin(models.AbstractModel):
    """What the law says of a record: hints with their article, never a verdict, never blocking."""

    _name = "crm.contract.advice.mixin"
    _description = "Hints of the Law"

    def _advisory_facts(self):
        """Hook: what is known of the record, as the rules read it (tools/advisory.py)."""
        return {}

    def _advice(self):
        """The rules that have something to say of this record, in their order."""
        self.ensure_one()
        return advise(Case(**self._advisory_facts()))

    def _advice_banners(self):
        """{key: banner}, for the widget of hints."""
        return {
            advice.key: {"level": "info", "message": self._advice_in_words(advice)}
            for advice in self._advice()
        }

    def _advice_in_words(self, advice):
        """The rule's sentence in the reader's language, with its numbers and article."""
        sentence = self._advice_sentences()[advice.key]
        numbers = {
            name: f"{number.normalize():f}%"
            if advice.key in _IN_PERCENT
            else f"{number:f}"
            if name in _COUNTS
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
            "sme_default_term": self.env._(
                "No term of payment is agreed: to a small or medium company it is due within"
                " %(days)s days of the delivery."
            ),
            "sme_default_rate": self.env._(
                "Nothing is agreed on late payments: a small or medium company is owed %(rate)s a"
                " day, %(annual)s a year."
            ),
            "right_lapsed": self.env._(
                "The right to rescind because of this breach has lapsed; the other side may"
                " refuse the rescission."
            ),
            "one_sided": self.env._(
                "The contract foresees that both sides agree on this end; one side alone may"
                " have no right to it."
            ),
            "ip_of_developer": self.env._(
                "Something is developed to order, but no owner is agreed: it belongs to whoever"
                " develops it."
            ),
        }
