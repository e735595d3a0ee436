from odoo import fields, models


class CrmContractOverrideWizard(models.TransientModel):
    """The manager lets a contract end in spite of what is open (T0-12.3)."""

    _name = "crm.contract.override.wizard"
    _description = "End in Spite of Open Matters"
    _inherit = ["crm.contract.input.mixin"]

    termination_id = fields.Many2one("crm.contract.termination", required=True)
    matters = fields.Char(related="termination_id.open_matters", related_sudo=False)
    reason = fields.Char(required=True)

    def action_confirm(self):
        self.ensure_one()
        self.termination_id._override(self.reason)
        return {"type": "ir.actions.act_window_close"}
