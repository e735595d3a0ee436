from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.local_day import THERE
from .selections import ALL_SIDES


class CrmContractDisputeCost(models.Model):
    """One cost of a dispute: what for, who advanced it, on which day, by which proof (T0-11.3)."""

    _name = "crm.contract.dispute.cost"
    _description = "Cost of a Dispute"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.discreet.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "paid_on, id"

    name = fields.Char("For", required=True)
    dispute_id = fields.Many2one(
        "crm.contract.dispute", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="dispute_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="dispute_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="dispute_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="dispute_id.currency_id", store=True)
    payer_side = fields.Selection(ALL_SIDES, "Advanced By", required=True)
    amount = fields.Monetary(required=True)
    paid_on = fields.Date(required=True, **THERE)
    proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_dispute_cost_proof_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )

    _bounded = models.Constraint(
        "CHECK(amount >= 0 AND amount < 1e15)", "The amount is out of bounds."
    )

    _anchor_fields = frozenset({"dispute_id"})
    _bounds = {"amount": (0, MAX_AMOUNT)}
    _frozen_by = "dispute_id"
    _days_of_today = ("paid_on",)
    _today_of = "dispute_id"
    _growing_fields = frozenset({"proof_ids"})
    _living_fields = frozenset({"proof_ids"})

    @api.constrains("paid_on")
    def _check_paid_on(self):
        for cost in self:
            if cost.paid_on > cost.contract_id._local_today():
                raise ValidationError(self.env._("Nothing was done on a day to come."))

    def _told_name(self):
        return not self.contract_id.is_classified and self.name
