from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmContractNotice(models.Model):
    """A demand is a notice on a claim; proven, it starts the limitation anew (L-23)."""

    _inherit = "crm.contract.notice"

    kind = fields.Selection(selection_add=[("demand", "Demand")], ondelete={"demand": "cascade"})
    claim_id = fields.Many2one("crm.contract.claim", ondelete="restrict", index="btree_not_null")
    delivered_on = fields.Date()

    _living_fields = frozenset(
        {"proof_ids", "proof_reference", "note", "message_follower_ids", "delivered_on"}
    )

    @api.model_create_multi
    def create(self, vals_list):
        notices = super().create(vals_list)
        notices.claim_id._settle_limitation()
        return notices

    def write(self, vals):
        result = super().write(vals)
        if {"delivered_on", "proof_ids", "proof_reference"} & vals.keys():
            self.claim_id._settle_limitation()
        return result

    @api.constrains("kind", "claim_id", "contract_id", "delivered_on", "sent_on")
    def _check_demand(self):
        for notice in self.filtered(lambda notice: notice.kind == "demand"):
            if not notice.claim_id or notice.claim_id.contract_id != notice.contract_id:
                raise ValidationError(self.env._("A demand belongs to a claim of its contract."))
            if notice.delivered_on and notice.delivered_on < notice.sent_on:
                raise ValidationError(self.env._("A demand cannot arrive before it is sent."))
            if notice.delivered_on and notice.delivered_on > notice.contract_id._local_today():
                raise ValidationError(self.env._("A notice cannot be dated on a future day."))

    @api.constrains("contract_id")
    def _check_contract(self):
        """Claims outlive the contract, and so do the demands for them."""
        return super(
            CrmContractNotice, self.filtered(lambda notice: notice.kind != "demand")
        )._check_contract()
