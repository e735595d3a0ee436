from odoo import fields, models


class CrmContractLiabilityLimitWizard(models.TransientModel):
    _name = "crm.contract.liability.limit.wizard"
    _description = "Raise or Lower a Limit"
    _inherit = ["crm.contract.input.mixin"]

    cap_id = fields.Many2one("crm.contract.liability.cap", required=True)
    currency_id = fields.Many2one(related="cap_id.currency_id", related_sudo=False)
    old_amount = fields.Monetary("Limit Today", related="cap_id.limit_amount", related_sudo=False)
    consumed_amount = fields.Monetary(related="cap_id.consumed_amount", related_sudo=False)
    limit_amount = fields.Monetary("New Limit", required=True)
    reason = fields.Char(required=True)

    _anchor_fields = frozenset({"cap_id"})

    def action_confirm(self):
        self.ensure_one()
        self.cap_id._change_limit(self.limit_amount, self.reason)
        return {"type": "ir.actions.act_window_close"}
