from odoo import api, fields, models

from ...tools.money import MoneyError


class CrmContractPayment(models.Model):
    """A penalty that cannot be reckoned yet says why; it never looks like a sum of 0."""

    _inherit = "crm.contract.payment"

    penalty_note = fields.Char("Why Not Known", compute="_compute_penalty_note")
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("penalty_since", "penalty_until", "residual_amount", "due_date")
    @api.depends_context("lang")
    def _compute_penalty_note(self):
        """Only where the stored form is not known; all the others cost nothing here."""
        unknown = self.filtered(lambda row: row.penalty_until and not row.penalty_since)
        (self - unknown).penalty_note = False
        for payment in unknown:
            payment.penalty_note = payment._why_unknown()

    @api.depends("penalty_note")
    @api.depends_context("lang", "uid")
    def _compute_alerts(self):
        for payment in self:
            banner = {"level": "warning", "message": payment.penalty_note}
            link = self.env["crm.contract.reference.rate"]._link() if payment.penalty_note else {}
            payment.alerts = {"penalty": {**banner, **link}} if payment.penalty_note else False

    def _why_unknown(self):
        try:
            self._reckon_penalty()
        except MoneyError as error:
            return self.env["crm.contract.reference.rate"]._why_unknown(error)
        return False
