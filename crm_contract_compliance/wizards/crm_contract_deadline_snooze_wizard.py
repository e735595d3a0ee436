from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractDeadlineSnoozeWizard(models.TransientModel):
    _name = "crm.contract.deadline.snooze.wizard"
    _description = "Snooze the Reminder of a Deadline"
    _inherit = ["crm.contract.deadline.wizard"]

    choice = fields.Selection(
        [
            ("tomorrow", "Tomorrow"),
            ("three", "In 3 days"),
            ("monday", "Next Monday"),
            ("date", "Another day"),
        ],
        default="tomorrow",
        required=True,
    )
    until = fields.Date(compute="_compute_until", store=True, readonly=False, precompute=True)

    @api.depends("choice")
    def _compute_until(self):
        today = fields.Date.context_today(self)
        days = {"tomorrow": 1, "three": 3, "monday": 7 - today.weekday()}
        for wizard in self:
            if wizard.choice in days:
                wizard.until = fields.Date.add(today, days=days[wizard.choice])

    def action_confirm(self):
        """Move the reminder, never the due date."""
        self.ensure_one()
        if not self.until or self.until <= fields.Date.context_today(self):
            raise UserError(self.env._("Snooze until a day to come."))
        self.deadline_ids.check_access("write")
        self.deadline_ids.snoozed_until = self.until
        return {"type": "ir.actions.act_window_close"}
