from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.money import MoneyError


class CrmContractPayment(models.Model):
    """A penalty that cannot be reckoned yet says why; it never looks like a sum of 0."""

    _inherit = "crm.contract.payment"

    penalty_note = fields.Char("Why Not Known", compute="_compute_penalty_note")
    unknown_penalties = fields.Integer(
        "Penalties Not Known",
        compute="_compute_unknown_penalties",
        help="No sum of penalties holds them: a reference rate is missing.",
    )
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("penalty_since", "penalty_until", "residual_amount", "due_date")
    @api.depends_context("lang")
    def _compute_penalty_note(self):
        """Only where the stored form is not known; all the others cost nothing here."""
        unknown = self.filtered("unknown_penalties")
        (self - unknown).penalty_note = False
        for payment in unknown:
            payment.penalty_note = payment._why_unknown()

    @api.depends("penalty_since", "penalty_until")
    def _compute_unknown_penalties(self):
        for payment in self:
            is_unknown = payment.penalty_until and not payment.penalty_since
            payment.unknown_penalties = int(bool(is_unknown))

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "unknown_penalties":
            return super()._field_to_sql(alias, field_expr, query)
        return SQL(
            "(%(a)s.penalty_until IS NOT NULL AND %(a)s.penalty_since IS NULL)::int",
            a=SQL.identifier(alias),
        )

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
