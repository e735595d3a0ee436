from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractNda(models.Model):
    """A confidentiality agreement may be one with a third party (T0-19.2)."""

    _inherit = "crm.contract.nda"

    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )

    _anchor_fields = frozenset({"contract_id", "third_party_id"})

    @api.model_create_multi
    def create(self, vals_list):
        third_parties = self.env["crm.contract.third.party"]
        vals_list = self._with_defaults(vals_list, "third_party_id", "partner_id")
        for vals in vals_list:
            if vals.get("third_party_id"):
                partner = third_parties.browse(vals["third_party_id"]).partner_id
                vals.setdefault("partner_id", partner.id)
        return super().create(vals_list)

    @api.onchange("third_party_id")
    def _onchange_third_party_id(self):
        if self.third_party_id:
            self.partner_id = self.third_party_id.partner_id

    @api.constrains("third_party_id", "contract_id")
    def _check_third_party(self):
        for nda in self.filtered("third_party_id"):
            if nda.third_party_id.contract_id != nda.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    def _between_the_parties(self):
        return super()._between_the_parties().filtered(lambda nda: not nda.third_party_id)

    def _signers(self):
        return self.third_party_id._signers() if self.third_party_id else super()._signers()
