from odoo import api, fields, models
from odoo.exceptions import UserError

_VISIT = ("visit_needs", "visit_feedback", "visit_improvement")


class CrmContractDeadlineDoneWizard(models.TransientModel):
    _name = "crm.contract.deadline.done.wizard"
    _description = "Submit a Deadline With Proof"
    _inherit = ["crm.contract.deadline.wizard"]

    done_on = fields.Date(
        required=True,
        compute="_compute_done_on",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    evidence_ids = fields.Many2many("ir.attachment", string="Proof", bypass_search_access=True)
    note = fields.Text()
    is_visit = fields.Boolean(compute="_compute_is_visit")
    visit_needs = fields.Text("Needs")
    visit_feedback = fields.Text("Feedback")
    visit_improvement = fields.Text("Improvement")

    @api.depends("deadline_ids")
    def _compute_done_on(self):
        """Today where the deadlines are; of several zones the earliest."""
        for wizard in self:
            days = [row._local_today() for row in wizard.deadline_ids]
            wizard.done_on = wizard.done_on or min(days, default=False)

    @api.depends("deadline_ids")
    def _compute_is_visit(self):
        for wizard in self:
            wizard.is_visit = set(wizard.deadline_ids.mapped("duty_kind")) == {"visit"}

    def action_confirm(self):
        """Hand in the proof; where none is wanted, the deadline is done at once."""
        self.ensure_one()
        self.deadline_ids._refuse_mirrors()
        for row in self.deadline_ids:
            if self.done_on > row._local_today():
                raise UserError(self.env._("A deadline cannot be done on a future day."))
            row.write(
                {
                    "evidence_ids": [fields.Command.link(file.id) for file in self.evidence_ids],
                    "note": self.note or row.note,
                    **{name: self[name] for name in _VISIT if self.is_visit and self[name]},
                    "done_on": self.done_on,
                    "state": "submitted" if row.needs_proof else "done",
                }
            )
            if row.needs_proof and not row.evidence_ids:
                raise UserError(self.env._("“%s” wants its proof: attach it.", row.name))
        return {"type": "ir.actions.act_window_close"}
