from odoo import api, models


class CrmContractAdviceMixin(models.AbstractModel):
    """The sentences on terms of payment and what being late costs."""

    _inherit = "crm.contract.advice.mixin"

    @api.model
    def _advice_sentences(self):
        return {
            **super()._advice_sentences(),
            "earnest_above_limit": self.env._(
                "%(excess)s of the earnest money lies above its limit of %(limit)s."
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
        }
