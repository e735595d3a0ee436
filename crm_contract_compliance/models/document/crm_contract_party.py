from odoo import models

_PRINTED = frozenset({"phone", "email"})
_WHO_SIGNS = frozenset({"representative_id", "capacity", "power_of_attorney_ids"})


class CrmContractParty(models.Model):
    """What stands in the text that went out is no longer filled in otherwise; who signs may be."""

    _inherit = "crm.contract.party"

    def write(self, vals):
        former = {party: party.representative_id for party in self}
        result = super().write(vals)
        if "representative_id" in vals:
            for party in self:
                party._hand_over_signing(former[party])
        return result

    def _hand_over_signing(self, former):
        contract, person = self.contract_id, self.representative_id
        is_theirs = self.side != contract.our_side
        rows = contract.sudo().execution_ids.signature_ids
        own = rows.filtered(lambda row: row.side == self.side)
        own._hand_over(former, person, contract if is_theirs else contract.browse())

    def _open_names(self):
        names = super()._open_names()
        if not self.contract_id._main_execution()._is_fixed():
            return names
        gaps = {name for name in names - _PRINTED if not self[name]}
        return gaps | (names & _WHO_SIGNS)


class CrmContractSignature(models.Model):
    _inherit = "crm.contract.signature"

    def _hand_over(self, former, person, page):
        """Who represents the side now signs what is open; the link that the former one was given
        to ``page`` is over.
        """
        rows = self.filtered(lambda row: row.execution_id.state == "open" and not row.signed_on)
        if former == person or not rows:
            return
        rows._write_settled({"signer_id": person.id})
        if former:
            page.sudo()._forget_link()
