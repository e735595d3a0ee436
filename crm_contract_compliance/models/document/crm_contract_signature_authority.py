from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..base.evidence import has_files


class CrmContractSignature(models.Model):
    """Who signs for another shows the power of attorney, and it is kept (T2-13toc, L-33)."""

    _inherit = "crm.contract.signature"

    def _own_party(self):
        """The party of its side; a third party is none."""
        return self.contract_id.party_ids.filtered(
            lambda row: row.side == self.side and row.side != "third"
        )[:1]

    def _has_authority(self):
        """Whether a power of attorney is kept already, whoever may read it."""
        party = self._own_party()
        return bool(party) and has_files(party, "power_of_attorney_ids")

    def _refuse_unauthorised(self, mark):
        """Where somebody authorised may sign at all, it is shown by whom."""
        if mark.capacity != "authorised":
            return
        if self.execution_id.kind == "main" and not self.contract_id._may_be_authorised():
            raise UserError(
                self.env._("This contract is signed by the legal representative in person.")
            )
        if not mark.authority and not self._has_authority():
            raise UserError(
                self.env._("You sign as an authorised representative: add the power of attorney.")
            )

    def _fill_party(self, person, mark):
        """Who signs is the representative, where none was named; what shows it is kept.

        The contract's own signing asks for it beside the party; elsewhere it is evidence of the
        signature.
        """
        party = self._own_party()
        is_main = self.execution_id.kind == "main" and party
        if is_main and not party.representative_id and not person.is_company:
            party.write({"representative_id": person.id, "capacity": mark.capacity})
        elif is_main and party.representative_id == person and mark.capacity == "authorised":
            party.capacity = "authorised"
        if mark.authority:
            holder, name = (party, "power_of_attorney_ids") if is_main else (self, "evidence_ids")
            papers = [{"name": title, "raw": content} for title, content in mark.authority]
            holder.write({name: [Command.create(paper) for paper in papers]})
