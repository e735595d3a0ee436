from odoo import api, fields, models

from ...tools.money import MoneyError
from ..base.trace_words import trace_in_words


class CrmContractClaim(models.Model):
    """Why the claimed amount is what it is: as it was confirmed, of a draft as of today."""

    _inherit = "crm.contract.claim"

    trace_words = fields.Json("Why This Number", compute="_compute_trace_words")

    @api.depends("trace", "state", "head", "rule_id")
    @api.depends_context("lang")
    def _compute_trace_words(self):
        for claim in self:
            claim.trace_words = trace_in_words(self.env, claim._shown_trace(), claim.currency_id)

    def _shown_trace(self):
        self.ensure_one()
        if self.state != "draft" or not self.breach_id:
            return self.trace
        try:
            return self._computed_trace()
        except MoneyError:  # such as a rate that is not published yet
            return False
