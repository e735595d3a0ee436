from odoo import api, models


class CrmContractDeadline(models.Model):
    _inherit = "crm.contract.deadline"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "assist": self.env._("Help the other side to claim from %s"),
            "rescission": self.env._("The right to rescind lapses"),
            "limitation": self.env._("The claim lapses"),
            "cap": self.env._("Look at the liability cap of %s: over 80% is consumed"),
        }
