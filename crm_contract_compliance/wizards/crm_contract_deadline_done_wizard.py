from odoo import fields, models
from odoo.exceptions import UserError


class CrmContractDeadlineDoneWizard(models.TransientModel):
    _name = "crm.contract.deadline.done.wizard"
    _description = "Submit a Deadline With Proof"
    _inherit = ["crm.contract.deadline.wizard"]

    done_on = fields.Date(required=True, default=fields.Date.context_today)
    evidence_ids = fields.Many2many("ir.attachment", string="Proof", bypass_search_access=True)
    note = fields.Text()

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
                    "done_on": self.done_on,
                    "state": "submitted" if row.needs_proof else "done",
                }
            )
            if row.needs_proof and not row.evidence_ids:
                raise UserError(self.env._("“%s” wants its proof: attach it.", row.name))
        return {"type": "ir.actions.act_window_close"}
