from odoo import models


class CrmContractAgreedMixin(models.AbstractModel):
    """A term of the contract, or of its agreement with a third party: it stands with that one."""

    _name = "crm.contract.agreed.mixin"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.discreet.mixin"]
    _description = "Term of a Contract or a Third Party"
    _frozen_by = "contract_id"
    _anchor_fields = frozenset({"contract_id", "third_party_id"})

    def _freeze_level(self):
        self.ensure_one()
        return (self.third_party_id or self.contract_id)._freeze_level()

    def _executed_at(self):
        return (self.third_party_id or self.contract_id)._executed_at()

    def _refuse_frozen_parents(self, vals_list):
        """Below a signed contract what a third party agrees on may still come in."""
        third_parties = self.env["crm.contract.third.party"]
        held = []
        for vals in vals_list:
            third_party = third_parties.browse(vals.get("third_party_id") or ())
            if not third_party or third_party._freeze_level():
                held.append(vals)
        return super()._refuse_frozen_parents(held)

    def _told_name(self):
        return not self.contract_id.is_classified and self.name
