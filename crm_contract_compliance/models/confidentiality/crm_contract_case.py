from odoo import models
from odoo.exceptions import UserError

from ..base.words import listed
from ..service.selections import WITHDRAW


class CrmContractCase(models.Model):
    """A withdrawal that counts as fulfilled has taken the consents back (L-42, PIPL 15)."""

    _inherit = "crm.contract.case"

    def _guard_answered(self):
        result = super()._guard_answered()
        if self.category == WITHDRAW and self.data_outcome == "fulfilled":
            self._refuse_consents_that_hold()
        return result

    def _refuse_consents_that_hold(self):
        consents = self.env["crm.contract.data.consent"].search(
            [("contract_id", "=", self.contract_id.id), ("withdrawn_on", "=", False)]
        )
        held = consents.filtered(
            lambda row: row.basis == "consent" and self._is_subject(row.partner_id)
        )
        if held:
            raise UserError(
                self.env._(
                    "The consents of this person still hold: withdraw them first, under Data"
                    " Processing (%s).",
                    listed(self.env, held.processing_id.mapped("display_name")),
                )
            )
