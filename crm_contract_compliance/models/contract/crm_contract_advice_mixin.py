from odoo import api, models


class CrmContractAdviceMixin(models.AbstractModel):
    """The sentences on whose the work is, and where one sues."""

    _inherit = "crm.contract.advice.mixin"

    @api.model
    def _advice_sentences(self):
        return {
            **super()._advice_sentences(),
            "ip_of_developer": self.env._(
                "Something is developed to order, but no owner is agreed: it belongs to whoever"
                " develops it."
            ),
            "court_unlinked": self.env._(
                "The agreed court lies where neither side, nor signing or performance is: it may"
                " decline to hear the case."
            ),
        }
