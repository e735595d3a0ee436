from odoo import fields, models

from ..models.base.local_day import THERE_FOR_ITS_USER


class CrmContractExitWizard(models.TransientModel):
    """First the request to leave, then, once everything is there, the last day."""

    _name = "crm.contract.exit.wizard"
    _description = "Exit of a Third Party"
    _inherit = ["crm.contract.input.mixin", "crm.contract.local.day.mixin"]

    third_party_id = fields.Many2one("crm.contract.third.party", required=True)
    is_exiting = fields.Boolean(compute="_compute_is_exiting", compute_sudo=False)
    asked_on = fields.Date("Asked to Leave On", required=True, **THERE_FOR_ITS_USER)
    reason = fields.Char("Why It Leaves")
    liability = fields.Text("Liability After the Exit")
    follow_up = fields.Text("Follow-Up")
    ended_on = fields.Date(required=True, **THERE_FOR_ITS_USER)
    missing_note = fields.Char(related="third_party_id.missing_note", related_sudo=False)
    end_gaps_note = fields.Char(related="third_party_id.end_gaps_note", related_sudo=False)

    _days_of_today = ("asked_on", "ended_on")
    _today_of = "third_party_id"
    _anchor_fields = frozenset({"third_party_id"})

    def _compute_is_exiting(self):
        for wizard in self:
            wizard.is_exiting = wizard.third_party_id.state == "exiting"

    def action_confirm(self):
        self.ensure_one()
        third_party = self.third_party_id
        if third_party.state == "exiting":
            third_party._end("exited", self.ended_on)
        else:
            third_party._ask_to_exit(self.asked_on, self.reason, self.liability, self.follow_up)
        return {"type": "ir.actions.act_window_close"}
