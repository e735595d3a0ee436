from odoo import api, fields, models
from odoo.exceptions import ValidationError


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

    def _addressees(self):
        """Where the third party stands among the parties, its own row alone."""
        parties = super()._addressees()
        if self.to_side != "third" or not self.third_party_id:
            return parties
        return parties.filtered(lambda party: party.partner_id == self.third_party_id.partner_id)
