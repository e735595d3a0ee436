from odoo import models

from . import blocks


class CrmContractPayment(models.Model):
    """What the lateness of a payment costs today, and why."""

    _name = "crm.contract.payment"
    _inherit = ["crm.contract.payment", "crm.contract.calculation.mixin"]

    def _calculated(self):
        return self._label_of("penalty_amount")

    def _calculation_basis(self):
        contract, third_party = self.contract_id, self.third_party_id
        payment = [
            (self._label_of("contract_id"), contract.display_name),
            (self._label_of("name"), self.name),
            (self.env._("Owed By"), blocks.side_and_name(contract, self.payer_side, third_party)),
            (self.env._("Owed To"), blocks.side_and_name(contract, self.payee_side, third_party)),
            *blocks.rows_of(self, "amount", "due_date", "paid_amount", "residual_amount"),
        ]
        return [(self.env._("Payment"), payment)]

    def _calculation_words(self):
        return self.penalty_words

    def _calculation_results(self):
        return blocks.rows_of(self, "penalty_amount")
