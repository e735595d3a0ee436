from odoo import api, fields, models

from ..models.base.words import day_in_words


class CrmContractCaseExtendWizard(models.TransientModel):
    _name = "crm.contract.case.extend.wizard"
    _description = "Extend a Complaint"
    _inherit = ["crm.contract.case.wizard"]

    reason = fields.Char(required=True)
    extended_due_date = fields.Date("New Date", required=True)
    notified_on = fields.Date("Customer Told On", required=True)
    proof_ids = fields.Many2many("ir.attachment", bypass_search_access=True)
    due_date = fields.Date("Current Date", related="case_id.answer_due_date")
    late_note = fields.Char(compute="_compute_late_note")
    due_note = fields.Char(compute="_compute_late_note")

    @api.depends("notified_on", "case_id")
    @api.depends_context("lang")
    def _compute_late_note(self):
        """Message 6 before it is too late to think about it."""
        for wizard in self:
            case, told = wizard.case_id, wizard.notified_on
            due = case.answer_due_date
            wizard.due_note = due and self.env._(
                "The customer must be told by %s.", day_in_words(self.env, due)
            )
            is_late = due and told and told > due
            wizard.late_note = is_late and case._late_extension_message(told)

    def action_confirm_late(self):
        """A late extension is recorded as what it is: the original date stays."""
        self.ensure_one()
        self._extend_case(is_late_accepted=True)
        return {"type": "ir.actions.act_window_close"}

    def _confirm(self, case):
        self._extend_case()

    def _extend_case(self, is_late_accepted=False):
        self.case_id.check_access("write")
        self.case_id._extend(
            self.reason,
            self.extended_due_date,
            self.notified_on,
            self.proof_ids,
            is_late_accepted,
        )
