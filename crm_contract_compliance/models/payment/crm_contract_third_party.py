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
