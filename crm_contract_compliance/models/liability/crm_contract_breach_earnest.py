from collections import namedtuple

from odoo import models

from ...tools.damages import earnest_money, earnest_steps
from ..base.numbers import to_decimal

_Forfeit = namedtuple("_Forfeit", "head amount found")


class CrmContractBreach(models.Model):
    """What becomes of earnest money by a breach: returned double, or forfeited (L-07)."""

    _inherit = "crm.contract.breach"

    def _forfeit(self):
        """Head and amount by what was really paid: None where nothing was.

        Whoever received it and breaks the contract returns it double; whoever gave it loses it.
        """
        self.ensure_one()
        if self.side == "third":
            return None
        fees = self.contract_id.fee_ids.filtered(
            lambda fee: fee.kind == "earnest" and not fee.third_party_id
        )
        received = self._earnest_of(fees.filtered(lambda fee: fee.payee_side == self.side))
        if received:
            return _Forfeit("refund", received.double_refund, received)
        given = self._earnest_of(fees.filtered(lambda fee: fee.payer_side == self.side))
        return _Forfeit("penalty", given.earnest, given) if given else None

    def _earnest_of(self, fees):
        """What of these fees was paid, and how much of it is earnest money (L-06).

        An invoice that was credited is settled, and yet brought no money.
        """
        payments = fees.payment_ids.sudo()
        receipts = payments._receipts(are_notes_counted=False)
        paid = sum(amount for payment in payments for _day, amount in receipts[payment])
        total = self.contract_id._value_as_of("amount_total", self.occurred_on)
        if not paid or not total:
            return None
        rounding = to_decimal(self.currency_id.rounding)
        return earnest_money(to_decimal(total), paid, rounding)

    def _why_no_forfeit(self):
        """Why earnest money does not answer for this breach; False where it does."""
        self.ensure_one()
        if self.side == "third":
            return self.env._(
                "Earnest money secures what the parties owe each other (CC 586, 587): it does not"
                " answer for a third party's breach. Where a party itself broke the contract by it,"
                " register that party's breach."
            )
        if not self._forfeit():
            return self.env._(
                "Only earnest money is returned double or forfeited, and only what was paid of it"
                " (CC 587, CGI 67): here none was."
            )
        if self.severity != "fundamental":
            return self.env._(
                "Earnest money is returned double or forfeited only where the purpose of the"
                " contract is defeated (CC 587): the breach is not assessed as fundamental."
            )
        return False

    def _has_earnest(self):
        """Whether the contract has earnest money between its parties, whoever paid it."""
        return bool(self.contract_id.fee_ids.filtered(lambda fee: fee.kind == "earnest"))

    def _loss_above_earnest(self):
        """What the earnest money leaves of the loss, to be claimed beside it (CC 588)."""
        forfeit = self._forfeit()
        if not forfeit:
            return to_decimal(0)
        above = to_decimal(self.claimable_amount) - forfeit.found.earnest
        return min(max(above, to_decimal(0)), self._loss_left())

    def _forfeit_trace(self):
        """Why this sum: what was paid, what of it counts, and that twice where it is doubled."""
        forfeit = self._forfeit()
        steps = earnest_steps(forfeit.found, forfeit.head == "refund")
        return self._steps_trace("earnest", forfeit.amount, steps)
