from odoo import fields, models

from ...tools.damages import LossLine
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.numbers import to_decimal


class CrmContractLoss(models.Model):
    """One item of loss from a breach, with what proves it (T0-10.3b, L-04, L-18)."""

    _name = "crm.contract.loss"
    _description = "Loss From a Breach"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.discreet.mixin"]
    _order = "breach_id, id"

    name = fields.Char("What Was Lost", required=True)
    breach_id = fields.Many2one(
        "crm.contract.breach", required=True, ondelete="cascade", index=True
    )
    contract_id = fields.Many2one(related="breach_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="breach_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="breach_id.contract_user_id", store=True)
    currency_id = fields.Many2one(related="breach_id.currency_id", store=True)
    kind = fields.Selection(
        [("direct", "Direct"), ("indirect", "Indirect")], required=True, default="direct"
    )
    amount = fields.Monetary(required=True)
    is_avoidable = fields.Boolean(
        "Avoidable", help="It could have been avoided, and is not claimable (CC 591)."
    )
    is_mitigation = fields.Boolean(
        "Cost of Mitigation", help="Spent to keep the loss small; it is claimable (CC 591)."
    )
    is_foreseeable = fields.Boolean(
        "Foreseeable", help="The other side could foresee it when it signed (CC 584)."
    )
    foreseeability = fields.Char("Why It Was Foreseeable")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_loss_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,
    )

    _bounded = models.Constraint(
        "CHECK(amount >= 0 AND amount < 1e15)", "The amount is out of bounds."
    )

    _mitigation_is_unavoidable = models.Constraint(
        "CHECK(NOT (is_avoidable AND is_mitigation))", "A cost of mitigation is not avoidable."
    )

    _anchor_fields = frozenset({"breach_id"})
    _bounds = {"amount": (0, MAX_AMOUNT)}
    _frozen_by = "breach_id"
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset({"evidence_ids"})

    def _told_name(self):
        return not self.contract_id.is_classified and self.name

    def _as_rule(self):
        self.ensure_one()
        return LossLine(
            self.kind,
            to_decimal(self.amount),
            is_avoidable=self.is_avoidable,
            is_mitigation=self.is_mitigation,
            is_foreseeable=self.is_foreseeable,
        )
