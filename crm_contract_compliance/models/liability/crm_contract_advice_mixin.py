from odoo import api, models
from odoo.exceptions import UserError


class CrmContractAdviceMixin(models.AbstractModel):
    """The sentences on breaches, losses, penalties and the end they may bring."""

    _inherit = "crm.contract.advice.mixin"

    def _refuse_advice(self, keys):
        """Where the company's setting says so, what the law says under ``keys`` stops it."""
        if not self.company_id.sudo().crm_contract_is_advice_blocking:
            return
        doubts = [advice for advice in self._advice() if advice.key in keys]
        if doubts:
            raise UserError("\n".join(map(self._advice_in_words, doubts)))

    @api.model
    def _advice_sentences(self):
        return {
            **super()._advice_sentences(),
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
            "right_lapsed": self.env._(
                "The right to rescind because of this breach has lapsed; the other side may"
                " refuse the rescission."
            ),
            "one_sided": self.env._(
                "The contract foresees that both sides agree on this end; one side alone may"
                " have no right to it."
            ),
        }
