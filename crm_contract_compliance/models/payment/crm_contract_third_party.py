from odoo import models


class CrmContractThirdParty(models.Model):
    _inherit = "crm.contract.third.party"

    def _after_move(self, old_states):
        """Once it acts, its agreement is signed and its fees fall due."""
        result = super()._after_move(old_states)
        active = self.filtered(lambda row: row.state == "active")
        fees = self.env["crm.contract.fee"].sudo().search([("third_party_id", "in", active.ids)])
        fees.action_build_schedule()
        return result

    def _matters_of_end(self):
        """T0-22.2: what it is still owed; its end does not wait for it."""
        matters = super()._matters_of_end()
        open_payments = self.env["crm.contract.payment"].search(
            [("third_party_id", "=", self.id), ("residual_amount", ">", 0)]
        )
        for payment in open_payments:
            matters.append(
                self.env._(
                    "%(name)s: %(amount)s unsettled",
                    name=payment.name,
                    amount=payment.currency_id.format(payment.residual_amount),
                )
            )
        return matters
