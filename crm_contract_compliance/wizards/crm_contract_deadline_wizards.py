from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractDeadlineWizard(models.AbstractModel):
    _name = "crm.contract.deadline.wizard"
    _description = "Deadlines to Act On"

    deadline_ids = fields.Many2many("crm.contract.deadline", required=True)
    deadline_count = fields.Integer(compute="_compute_deadline_count")

    @api.depends("deadline_ids")
    def _compute_deadline_count(self):
        for wizard in self:
            wizard.deadline_count = len(wizard.deadline_ids)


class CrmContractDeadlineDoneWizard(models.TransientModel):
    _name = "crm.contract.deadline.done.wizard"
    _description = "Submit a Deadline With Proof"
    _inherit = ["crm.contract.deadline.wizard"]

    done_on = fields.Date(required=True, default=fields.Date.context_today)
    evidence_ids = fields.Many2many("ir.attachment", string="Proof")
    note = fields.Text()

    def action_confirm(self):
        """Hand in the proof; where none is wanted, the deadline is done at once."""
        self.ensure_one()
        self.deadline_ids._refuse_mirrors()
        for row in self.deadline_ids:
            if self.done_on > row._local_today():
                raise UserError(self.env._("A deadline cannot be done on a future day."))
            row.write({
                "evidence_ids": [fields.Command.link(file.id) for file in self.evidence_ids],
                "note": self.note or row.note,
                "done_on": self.done_on,
                "state": "submitted" if row.needs_proof else "done",
            })
            if row.needs_proof and not row.evidence_ids:
                raise UserError(self.env._("“%s” wants its proof: attach it.", row.name))
        return {"type": "ir.actions.act_window_close"}


class CrmContractDeadlineSnoozeWizard(models.TransientModel):
    _name = "crm.contract.deadline.snooze.wizard"
    _description = "Snooze the Reminder of a Deadline"
    _inherit = ["crm.contract.deadline.wizard"]

    choice = fields.Selection(
        [("tomorrow", "Tomorrow"), ("three", "In 3 days"), ("monday", "Next Monday"),
         ("date", "Another day")],
        default="tomorrow", required=True,
    )
    until = fields.Date("Until", compute="_compute_until", store=True, readonly=False, precompute=True)

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


class CrmContractDeadlineReassignWizard(models.TransientModel):
    _name = "crm.contract.deadline.reassign.wizard"
    _description = "Reassign Deadlines"
    _inherit = ["crm.contract.deadline.wizard"]

    user_id = fields.Many2one(
        "res.users", "To", required=True, domain=[("share", "=", False)]
    )

    def action_confirm(self):
        self.ensure_one()
        self.deadline_ids.user_id = self.user_id
        return {"type": "ir.actions.act_window_close"}
