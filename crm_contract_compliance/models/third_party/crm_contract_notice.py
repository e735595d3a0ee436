from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..contract.crm_contract_notice_delivery import PLACES


class CrmContractNotice(models.Model):
    """A notice to or from one of the contract's third parties names it."""

    _inherit = "crm.contract.notice"

    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )

    @api.constrains("third_party_id", "contract_id", "side", "to_side")
    def _check_third_party(self):
        for notice in self.filtered("third_party_id"):
            if notice.third_party_id.contract_id != notice.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    @api.depends("third_party_id")
    def _compute_sent_to(self):
        return super()._compute_sent_to()

    def _parties_of(self, side):
        """Where the third party stands among the parties, its own row alone."""
        parties = super()._parties_of(side)
        if side != "third" or not self.third_party_id:
            return parties
        return parties.filtered(lambda party: party.partner_id == self.third_party_id.partner_id)

    def _offered_places(self, day):
        """Nothing was agreed with it: where its contact is."""
        places = super()._offered_places(day)
        partner = self.third_party_id.partner_id
        if places or self.to_side != "third" or not partner or self.method not in PLACES:
            return places
        known = self.env["crm.contract.party"]._snapshot_of(partner)[PLACES[self.method]]
        return [known] if known else []

    def _addressed_partner(self):
        if self.to_side == "third" and self.third_party_id:
            return self.third_party_id.partner_id
        return super()._addressed_partner()
