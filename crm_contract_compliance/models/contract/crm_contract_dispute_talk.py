from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.local_day import THERE


class CrmContractDisputeTalk(models.Model):
    """One negotiation of a dispute: when, who, what came of it (T0-11.1)."""

    _name = "crm.contract.dispute.talk"
    _description = "Negotiation of a Dispute"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.local.day.mixin"]
    _order = "held_on, id"
    _person_names = ("people",)
    _rec_name = "people"

    dispute_id = fields.Many2one(
        "crm.contract.dispute", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="dispute_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="dispute_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="dispute_id.contract_user_id", store=True)
    held_on = fields.Date(required=True, **THERE)
    people = fields.Char("Who Talked", required=True)
    summary = fields.Text(required=True)
    minutes_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_dispute_minutes_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )

    _frozen_by = "dispute_id"
    _days_of_today = ("held_on",)
    _today_of = "dispute_id"
    _anchor_fields = frozenset({"dispute_id"})

    @api.constrains("held_on")
    def _check_held_on(self):
        for talk in self:
            if talk.held_on > talk.contract_id._local_today():
                raise ValidationError(self.env._("Nothing was done on a day to come."))

    @api.depends("contract_id.code")
    def _compute_display_name(self):
        for talk in self:
            talk.display_name = talk.contract_id.code or ""
