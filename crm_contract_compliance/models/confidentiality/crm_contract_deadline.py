from odoo import api, models


class CrmContractDeadline(models.Model):
    """The hand-over of what is confidential is told without its name."""

    _inherit = "crm.contract.deadline"

    @api.depends("kind", "subject", "is_classified")
    @api.depends_context("lang")
    def _compute_name(self):
        result = super()._compute_name()
        for row in self:
            if row.kind == "handover" and not row.subject:
                row.name = self.env._("Confidential matter")
        return result
