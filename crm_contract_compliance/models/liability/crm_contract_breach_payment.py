from odoo import api, models
from odoo.exceptions import UserError


class CrmContractBreach(models.Model):
    """A late payment stands in the register once for each of its due dates, whoever enters it."""

    _inherit = "crm.contract.breach"

    @api.model_create_multi
    def create(self, vals_list):
        """What the daily job has proposed already is that breach: it is registered, not doubled."""
        if self._is_door_open():
            return super().create(vals_list)
        vals_list = self._with_defaults(vals_list, "payment_id")
        known = [self._of_payment(vals.get("payment_id")) for vals in vals_list]
        new = super().create(
            [vals for vals, breach in zip(vals_list, known, strict=True) if not breach]
        )
        new._settle_due_dates()
        rest = iter(new)
        return self.browse().concat(
            *(
                breach._taken_up(vals) if breach else next(rest)
                for vals, breach in zip(vals_list, known, strict=True)
            )
        )

    def write(self, vals):
        result = super().write(vals)
        if "payment_id" in vals:
            self._settle_due_dates()
        return result

    @api.model
    def _of_payment(self, payment_id):
        """The breach of this payment's present due date."""
        payment = self.env["crm.contract.payment"].browse(payment_id or ())
        if not payment.due_date:
            return self.browse()
        return self.search(
            [("payment_id", "=", payment.id), ("payment_due_date", "=", payment.due_date)]
        )

    def _of_same_debt(self):
        """All breaches of this payment: with another due date it is late anew, not twice."""
        return self | self.search([("payment_id", "in", self.payment_id.ids)])

    def _taken_up(self, vals):
        """A proposal that a person registers, with what they entered."""
        if self.state != "proposed":
            raise UserError(
                self.env._(
                    "%(breach)s stands in the register already (%(state)s): open it there.",
                    breach=self.display_name,
                    state=dict(self._fields["state"]._description_selection(self.env))[self.state],
                )
            )
        self.write({**vals, "state": "registered"})
        return self

    def _settle_due_dates(self):
        for breach in self:
            due = breach.payment_id.due_date
            if breach.payment_due_date != due:
                breach._write_settled({"payment_due_date": due})
