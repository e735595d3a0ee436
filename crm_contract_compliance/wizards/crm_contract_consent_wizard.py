from odoo import api, fields, models

from ..models.base.local_day import THERE_FOR_ITS_USER
from ..models.contract.selections import SIDES


class CrmContractConsentWizard(models.TransientModel):
    _name = "crm.contract.consent.wizard"
    _description = "Record a Consent"
    _inherit = ["crm.contract.input.mixin", "crm.contract.local.day.mixin"]

    third_party_id = fields.Many2one("crm.contract.third.party", required=True)
    side = fields.Selection(
        SIDES,
        required=True,
        compute="_compute_side",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    answer = fields.Selection(
        [("consent", "Consents"), ("refusal", "Refuses")], required=True, default="consent"
    )
    answered_on = fields.Date(required=True, **THERE_FOR_ITS_USER)
    evidence_ids = fields.Many2many("ir.attachment", string="Document", bypass_search_access=True)
    reason = fields.Char()
    missing_note = fields.Char(related="third_party_id.missing_note", related_sudo=False)
    is_exiting = fields.Boolean(compute="_compute_is_exiting", compute_sudo=False)

    _days_of_today = ("answered_on",)
    _today_of = "third_party_id"
    _anchor_fields = frozenset({"third_party_id"})

    @api.depends("third_party_id")
    def _compute_side(self):
        for wizard in self:
            third_party = wizard.third_party_id
            open_sides = [s for s in "ab" if third_party and not third_party._asked(s).done_on]
            wizard.side = (open_sides or ["a"])[0]

    def _compute_is_exiting(self):
        for wizard in self:
            wizard.is_exiting = wizard.third_party_id.state == "exiting"

    def action_confirm(self):
        """Keep the answer, to its entry or its exit; both consents to its entry carry it on."""
        self.ensure_one()
        self.third_party_id._answer(
            self.side,
            self.answer == "consent",
            self.answered_on,
            self.evidence_ids,
            self.reason,
        )
        return {"type": "ir.actions.act_window_close"}
