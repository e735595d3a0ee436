from odoo import fields, models


class CrmContractDeadlineReasonWizard(models.TransientModel):
    """Skip a duty or send its proof back: both want their reason."""

    _name = "crm.contract.deadline.reason.wizard"
    _description = "Reason for a Deadline"
    _inherit = ["crm.contract.deadline.wizard"]

    decision = fields.Selection(
        [("skip", "Skip"), ("reject", "Send Back")], required=True, default="skip"
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        reason = self.reason.strip()
        if self.decision == "reject":
            self.deadline_ids._send_back(reason)
        else:
            self.deadline_ids._skip(reason)
        return {"type": "ir.actions.act_window_close"}
