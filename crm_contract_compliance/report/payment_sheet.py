from odoo import api, models


class CrmContractPaymentSheet(models.AbstractModel):
    """What the lateness of a payment costs today, and why."""

    _name = "report.crm_contract_compliance.payment_sheet"
    _description = "Calculation Sheet of a Late Payment"
    _inherit = ["crm.contract.calculation.sheet"]
    _printed = "crm.contract.payment"

    @api.model
    def _subject(self, doc):
        return doc._label_of("penalty_amount")

    @api.model
    def _sections(self, doc):
        third_party = doc.third_party_id
        rows = [
            (doc._label_of("contract_id"), doc.contract_id.display_name),
            (doc._label_of("name"), doc.name),
            (self.env._("Owed By"), self._side(doc, doc.payer_side, third_party)),
            (self.env._("Owed To"), self._side(doc, doc.payee_side, third_party)),
            *self._rows(doc, "amount", "due_date", "paid_amount", "residual_amount"),
        ]
        return [(self.env._("Payment"), rows)]

    @api.model
    def _trace_words(self, doc):
        return doc.penalty_words

    @api.model
    def _results(self, doc):
        return self._rows(doc, "penalty_amount")
