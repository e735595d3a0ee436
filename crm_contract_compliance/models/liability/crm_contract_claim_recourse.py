from odoo import models
from odoo.exceptions import UserError

from ..base.windows import form_of


class CrmContractClaim(models.Model):
    """What a third party's cap leaves uncovered is claimed from the party that brought it in."""

    _inherit = "crm.contract.claim"

    def action_claim_recourse(self):
        """Claim what is uncovered from the contract party that answers for its third party (L-22).

        It answers without the third party's cap; pressed twice there is one such claim.
        """
        self.ensure_one()
        self.check_access("write")
        breach = self.breach_id
        if self.debtor_side != "third" or self.state not in ("confirmed", "settled"):
            raise UserError(self.env._("Recourse follows a confirmed claim on a third party."))
        answering = breach._answering_side()
        if answering == self.creditor_side:
            raise UserError(self.env._("The claimant itself answers for this third party."))
        recourse = self.search([("recourse_of_id", "=", self.id)], limit=1)
        if not recourse:
            recourse = self.create(
                {
                    "breach_id": breach.id,
                    "head": self.head,
                    "creditor_side": self.creditor_side,
                    "debtor_side": answering,
                    "third_party_id": False,
                    "claimed_amount": self.uncovered_amount or self.claimed_amount,
                }
            )
            recourse._write_settled({"recourse_of_id": self.id})
        return form_of(recourse)
