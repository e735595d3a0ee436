from odoo import api, models


class CrmContractDeadline(models.Model):
    """How leaks are told, and the hand-over of what is confidential: without its name."""

    _inherit = "crm.contract.deadline"

    @api.depends("kind", "subject", "is_classified")
    @api.depends_context("lang")
    def _compute_name(self):
        result = super()._compute_name()
        for row in self:
            if row.kind == "handover" and not row.subject:
                row.name = self.env._("Confidential matter")
        return result

    @api.model
    def _sentences(self):
        return {
            **super()._sentences(),
            "incident": self.env._("Tell authority and persons of the leak: %s"),
        }
