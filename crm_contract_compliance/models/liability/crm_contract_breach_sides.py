from odoo import api, models
from odoo.exceptions import UserError, ValidationError

from ..contract.selections import OTHER_SIDE

_NOT_CONCLUDED = ("draft", "signing", "cancelled")


class CrmContractBreach(models.Model):
    """Whose breach it is, who is harmed by it, and who answers."""

    _inherit = "crm.contract.breach"

    @api.constrains("side", "third_party_id", "contract_id")
    def _check_side(self):
        for breach in self:
            if (breach.side == "third") != bool(breach.third_party_id):
                raise ValidationError(self.env._("Name the third party whose breach it is."))
            if breach.third_party_id and breach.third_party_id.contract_id != breach.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    def _refuse_not_concluded(self):
        """Only what was agreed can be broken."""
        for contract in self.contract_id.filtered(lambda row: row.state in _NOT_CONCLUDED):
            if contract.state == "cancelled":
                raise UserError(
                    self.env._(
                        "%s was cancelled: no breach of it can be registered.",
                        contract.display_name,
                    )
                )
            raise UserError(
                self.env._(
                    "%s is not signed yet: a breach is registered once it is.",
                    contract.display_name,
                )
            )

    def _victim_side(self):
        """Who is harmed: the other side; by a third party, the side that did not bring it in."""
        if self.side in OTHER_SIDE:
            return OTHER_SIDE[self.side]
        return OTHER_SIDE[self._answering_side()]

    def _possible_sides(self):
        """(creditors, debtors) of what is claimed from it.

        Both sides can be harmed by a third party, whoever brought it in; beside it the party
        that answers for it can be held liable.
        """
        if self.side in OTHER_SIDE:
            return [self._victim_side()], [self.side, "third"]
        engaged_by = self.third_party_id.engaged_by
        answering = [engaged_by] if engaged_by in OTHER_SIDE else list(OTHER_SIDE)
        return list(OTHER_SIDE), [*answering, "third"]

    def _answering_side(self):
        """The contract party that answers for its third party (L-22, CC 523, 593)."""
        engaged_by = self.third_party_id.engaged_by
        return engaged_by if engaged_by in OTHER_SIDE else self.contract_id.supplier_side
