from odoo import api, fields, models


class CrmContractBreach(models.Model):
    """Its decided claims in accounting, from the breach's own form."""

    _inherit = "crm.contract.breach"

    is_to_invoice = fields.Boolean(compute="_compute_is_to_invoice")

    @api.depends("claim_ids.is_to_invoice")
    def _compute_is_to_invoice(self):
        for breach in self:
            breach.is_to_invoice = any(breach.claim_ids.mapped("is_to_invoice"))

    def action_create_invoices(self):
        self.check_access("write")
        return self.claim_ids.filtered("is_to_invoice").action_create_invoices()
