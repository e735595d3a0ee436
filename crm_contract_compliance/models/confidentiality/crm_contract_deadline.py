from odoo import api, models


class CrmContractDeadline(models.Model):
    _inherit = "crm.contract.deadline"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "incident": self.env._("Tell authority and persons of the leak: %s"),
        }
