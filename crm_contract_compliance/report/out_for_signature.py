from dataclasses import replace

from odoo import models

from ..models.document.crm_contract_execution_document import is_out_for_signature


class IrActionsReport(models.Model):
    """What goes out for signature is no draft any more: no page says so."""

    _inherit = "ir.actions.report"

    def _crm_contract_pages(self, docids):
        pages = super()._crm_contract_pages(docids)
        if not is_out_for_signature(self):
            return pages
        return [{**page, "layout": replace(page["layout"], is_draft=False)} for page in pages]
