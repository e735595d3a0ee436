from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.words import day_in_words


class CrmContractNotice(models.Model):
    """The address for service changes by notice, from the day of its proven delivery."""

    _inherit = "crm.contract.notice"

    new_address = fields.Text("New Address for Service")
    is_address_changed = fields.Boolean("Address Changed", readonly=True)

    @api.constrains("kind", "new_address")
    def _check_new_address(self):
        for notice in self:
            if bool((notice.new_address or "").strip()) != (notice.kind == "address_change"):
                raise ValidationError(
                    self.env._("A change of address says the new one; no other notice does.")
                )

    def _after_delivery(self):
        for notice in self:
            if notice.kind == "address_change" and notice.effective_on:
                notice._change_address()
        return super()._after_delivery()

    def _change_address(self):
        """T2-14.2.2: through the contract's history; later letters are measured by it."""
        if self.is_address_changed:
            return
        new, day = self.new_address.strip(), self.effective_on
        reason = self.env._("Notice of %s", day_in_words(self.env, self.sent_on))
        for party in self._parties_of(self.side):
            line = party._changed_vals("notice_address", party.notice_address, new)
            self.contract_id._record_changes([line], reason, day)
            party._write_settled({"notice_address": new})
        self._write_settled({"is_address_changed": True})

    def _refuse_recorded_delivery(self, vals):
        corrected = super()._refuse_recorded_delivery(vals)
        if any(corrected.mapped("is_address_changed")):
            raise UserError(
                self.env._("The address changed by this notice; record another change instead.")
            )
        return corrected
