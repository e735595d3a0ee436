from odoo import models
from odoo.exceptions import UserError


class CrmContractFee(models.Model):
    """A fee that an amendment removed: what was due before stays owed, the rest never falls due."""

    _inherit = "crm.contract.fee"

    def _remove_from(self, day):
        result = super()._remove_from(day)
        self._cancel_removed()
        return result

    def _payments_from(self, day):
        """Those that would fall due on that day or later, or after an invoice that is to come."""
        return self.payment_ids.filtered(
            lambda row: not row.cancelled_on and (not row.due_date or row.due_date >= day)
        )

    def _cancel_removed(self):
        later = self._payments_from(self.removed_on)
        for payment in later:
            if payment.paid_amount:
                raise UserError(
                    self.env._(
                        "%(paid)s of “%(name)s” is paid already: it cannot be removed.",
                        paid=payment.currency_id.format(payment.paid_amount),
                        name=payment.name,
                    )
                )
        later._cancel("removed")
        later._settle_penalties()
