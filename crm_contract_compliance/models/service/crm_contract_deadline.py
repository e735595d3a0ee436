from odoo import api, models


class CrmContractDeadline(models.Model):
    _inherit = "crm.contract.deadline"

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "complaint": self.env._("Tell the customer the outcome of %s"),
            "request": self.env._("Answer the request %s"),
            "resolution": self.env._("Solve the request %s"),
            "information": self.env._("Enter the customer's new data: %s"),
            "data_request": self.env._("Answer the person who asks about their data: %s"),
            "measure": self.env._("See to what was promised: %s"),
        }

    def action_answer_case(self):
        """The verb *Answer*: it opens the case, where the next step is."""
        return self.action_open_source()
