from odoo import api, models

from ...tools.advisory import advise
from ...tools.advisory_case import Case

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
        return {}
