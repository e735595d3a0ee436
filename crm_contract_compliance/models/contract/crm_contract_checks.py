from odoo import api, models
from odoo.exceptions import ValidationError

from ..base import doors


class CrmContract(models.Model):
    """What a contract's own data must satisfy, whoever writes them."""

    _inherit = "crm.contract"

    @api.constrains("user_id", "member_ids")
    def _check_people(self):
        if doors.opened(self, "crm_contract_settle"):
            return
        people = (self.user_id | self.member_ids) - self.env.user
        if any(people.sudo().mapped("share")):
            raise ValidationError(self.env._("Owner and members of a contract are internal users."))

    @api.constrains("implementation_start", "implementation_end")
    def _check_implementation(self):
        for contract in self:
            start, end = contract.implementation_start, contract.implementation_end
            if start and end and end < start:
                raise ValidationError(
                    self.env._(
                        "The implementation cannot end (%(end)s) before it starts (%(start)s).",
                        end=end,
                        start=start,
                    )
                )

    @api.constrains("term_start_date", "effective_date", "end_date")
    def _check_end_after_start(self):
        for contract in self:
            start = contract.term_start_date or contract.effective_date
            if contract.end_date and start and contract.end_date < start:
                raise ValidationError(self.env._("The contract cannot end before its term starts."))

    @api.constrains("signing_date")
    def _check_signing_date(self):
        for contract in self:
            if contract.signing_date and contract.signing_date > contract._local_today():
                raise ValidationError(
                    self.env._("A contract cannot be signed or sealed on a future day.")
                )

    def _check_number_input(self, field, value):
        """Before the database's own check, whose refusal is an error in the log."""
        number = super()._check_number_input(field, value)
        if field.name == "amount_total" and number < 0:
            raise ValidationError(
                self.env._("The amount is a number from 0 to below 1,000,000,000,000,000.")
            )
        return number
