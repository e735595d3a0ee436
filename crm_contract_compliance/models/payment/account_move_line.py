from odoo import fields, models

from ...tools.receipts import Share
from ..base.numbers import to_decimal


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    crm_contract_payment_id = fields.Many2one(
        "crm.contract.payment",
        "Contract Payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    def _crm_contract_share(self, agreed, currency):
        """How much these lines invoice, in the contract's ``currency``, and what they ask for it.

        Prices may leave taxes out or hold them: lines that come to what was agreed with their
        taxes, but for a rounding, invoice it in full; else they invoice what their prices say.
        """
        zero, rate = to_decimal(0), self.move_id._crm_contract_rate(currency)
        asked = max(sum(map(to_decimal, self.mapped("price_total")), zero), zero)
        if abs(asked - agreed * to_decimal(rate)) <= to_decimal(self.currency_id[:1].rounding):
            return Share(agreed, asked)
        prices = sum(line.quantity * line.price_unit * (1 - line.discount / 100) for line in self)
        return Share(max(to_decimal(currency.round(prices / rate)), zero), asked)
