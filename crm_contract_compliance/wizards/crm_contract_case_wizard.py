from odoo import api, fields, models


class CrmContractCaseWizard(models.AbstractModel):
    """A dialog on one case."""

    _name = "crm.contract.case.wizard"
    _description = "Case to Act On"
    _inherit = ["crm.contract.input.mixin"]

    case_id = fields.Many2one("crm.contract.case", required=True)

    _anchor_fields = frozenset({"case_id"})

    @api.model_create_multi
    def create(self, vals_list):
        """What a dialog fills in by itself is told to readers of its case alone."""
        wizards = super().create(vals_list)
        wizards.case_id.check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self.case_id.check_access("read")
        return result

    def action_confirm(self):
        self.ensure_one()
        self.case_id.check_access("write")
        self._confirm(self.case_id)
        return {"type": "ir.actions.act_window_close"}

    def _confirm(self, case):
        """Hook: what the dialog does to its case."""
