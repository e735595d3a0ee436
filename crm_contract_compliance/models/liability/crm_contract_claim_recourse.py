from odoo import fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of

_STANDS = ("confirmed", "settled")


class CrmContractClaim(models.Model):
    """What a third party's cap leaves uncovered is claimed from the party that brought it in."""

    _inherit = "crm.contract.claim"

    recourse_of_id = fields.Many2one(
        "crm.contract.claim",
        "Recourse For",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    def action_claim_recourse(self):
        """Claim what is uncovered from the contract party that answers for its third party (L-22).

        It answers without the third party's cap; pressed twice there is one such claim, and
        another one only once that is off.
        """
        self.ensure_one()
        self.check_access("write")
        breach = self.breach_id
        if not breach or self.debtor_side != "third" or self.state not in _STANDS:
            raise UserError(self.env._("Recourse follows a confirmed claim on a third party."))
        answering = breach._answering_side()
        if answering == self.creditor_side:
            raise UserError(self.env._("The claimant itself answers for this third party."))
        recourse = self._recourse("draft", *_STANDS)
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

    def _recourse(self, *states):
        domain = [("recourse_of_id", "=", self.id), ("state", "in", states)]
        return self.search(domain, limit=1)

    def _guard_confirmed(self):
        """What it stands in for was not taken back since."""
        result = super()._guard_confirmed()
        origin = self.recourse_of_id
        if origin and origin.state not in _STANDS:
            raise UserError(
                self.env._("The claim on the third party was reversed: dismiss its recourse, too.")
            )
        return result

    def _guard_reversed(self):
        """Claimed anew with the room that comes back, the loss would be compensated twice."""
        result = super()._guard_reversed()
        if self._recourse(*_STANDS):
            raise UserError(
                self.env._("The contract party was claimed from in its place: reverse that first.")
            )
        return result
