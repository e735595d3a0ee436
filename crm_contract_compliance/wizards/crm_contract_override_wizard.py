from odoo import api, fields, models


class CrmContractOverrideWizard(models.TransientModel):
    """The manager lets a contract end or be closed in spite of what is open (T0-12.3)."""

    _name = "crm.contract.override.wizard"
    _description = "Go On in Spite of Open Matters"
    _inherit = ["crm.contract.input.mixin"]

    termination_id = fields.Many2one("crm.contract.termination")
    contract_id = fields.Many2one("crm.contract")
    matters = fields.Char(compute="_compute_matters")
    reason = fields.Char(required=True)

    @api.depends("termination_id", "contract_id")
    def _compute_matters(self):
        for wizard in self:
            wizard.matters = wizard._what_passes().open_matters

    def action_confirm(self):
        self.ensure_one()
        self._what_passes().ensure_one()._override(self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _what_passes(self):
        return self.termination_id or self.contract_id
