from odoo import fields, models

from ..models.base.local_day import THERE_FOR_ITS_USER
from ..models.third_party.crm_contract_third_party_end import END_REASONS, RESCISSION_GROUNDS


class CrmContractThirdPartyEndWizard(models.TransientModel):
    """Rescind the agreement with a third party, or end it by an agreed condition (T0-21.2)."""

    _name = "crm.contract.third.party.end.wizard"
    _description = "End a Third Party's Agreement"
    _inherit = ["crm.contract.input.mixin", "crm.contract.local.day.mixin"]

    third_party_id = fields.Many2one("crm.contract.third.party", required=True)
    contract_id = fields.Many2one(related="third_party_id.contract_id", related_sudo=False)
    reason = fields.Selection(
        [item for item in END_REASONS if item[0] in ("rescinded", "condition")],
        required=True,
        default="rescinded",
    )
    ground = fields.Selection(RESCISSION_GROUNDS, default="breach")
    breach_id = fields.Many2one(
        "crm.contract.breach",
        domain="[('third_party_id', '=', third_party_id), ('state', '!=', 'dismissed')]",
    )
    clause = fields.Char()
    note = fields.Char()
    ended_on = fields.Date(required=True, **THERE_FOR_ITS_USER)
    end_gaps_note = fields.Char(related="third_party_id.end_gaps_note", related_sudo=False)

    _days_of_today = ("ended_on",)
    _today_of = "third_party_id"
    _anchor_fields = frozenset({"third_party_id", "breach_id"})

    def action_confirm(self):
        self.ensure_one()
        is_rescinded = self.reason == "rescinded"
        is_for_breach = is_rescinded and self.ground == "breach"
        self.third_party_id._end(
            self.reason,
            self.ended_on,
            rescission_ground=is_rescinded and self.ground,
            end_breach_id=is_for_breach and self.breach_id.id,
            end_clause=self.clause,
            end_note=self.note,
        )
        return {"type": "ir.actions.act_window_close"}
