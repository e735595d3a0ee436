from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.balance import late_days


class CrmContractInterruption(models.Model):
    """Suspended because the other side pays late; once it has paid, it can go on (T0-Br3b)."""

    _inherit = "crm.contract.interruption"

    payment_id = fields.Many2one(
        "crm.contract.payment",
        "Overdue Payment",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        domain="[('contract_id', '=', contract_id), ('residual_amount', '>', 0)]",
    )

    @api.constrains("payment_id", "contract_id", "side", "date_start")
    def _check_payment(self):
        for row in self.filtered("payment_id"):
            payment = row.payment_id.sudo()
            if payment.contract_id != row.contract_id:
                raise ValidationError(self.env._("The payment belongs to another contract."))
            if payment.payer_side == row.side:
                raise ValidationError(
                    self.env._("Nobody suspends because of a payment that is its own to make.")
                )
            if not payment.due_date or payment.due_date >= row.date_start:
                raise ValidationError(
                    self.env._("On the first day of the suspension, the payment was not overdue.")
                )

    def _why_resume(self):
        payment = self.payment_id
        if payment and not payment.sudo().residual_amount:
            return self.env._("%s is paid", payment.display_name)
        return super()._why_resume()


class CrmContractPayment(models.Model):
    _inherit = "crm.contract.payment"

    excused_days = fields.Integer(
        "Of Which Excused",
        compute="_compute_excused_days",
        help="Days of an interruption that excuses the payer: they cost no penalty.",
    )

    @api.depends("overdue_days", "payer_side", "contract_id.interruption_ids.state")
    def _compute_excused_days(self):
        for payment in self:
            days = payment.overdue_days
            if days:
                pauses = payment.contract_id._pauses(payment.payer_side)
                today = payment.contract_id._local_today()
                days -= late_days(payment.due_date, today, pauses)
            payment.excused_days = days
