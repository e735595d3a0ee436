from odoo import models


class IrActionsReport(models.Model):
    """Whoever prints what is confidential is noted."""

    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        values = super()._get_rendering_context(report, docids, data)
        records = self.env.get(report.model)
        if docids and hasattr(records, "_note_access"):
            records.browse(docids)._note_access("print")
        return values
