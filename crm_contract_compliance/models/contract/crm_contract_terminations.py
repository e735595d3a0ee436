from odoo import fields, models
from odoo.exceptions import UserError


class CrmContract(models.Model):
    """The contract's ends before its term: those declared, and the one that took effect."""

    _inherit = "crm.contract"

    termination_ids = fields.One2many(
        "crm.contract.termination", "contract_id", "Terminations", copy=False
    )

    def _ending(self):
        """The termination by which the contract ended, if it was one."""
        self.ensure_one()
        return (
            self.sudo()
            .termination_ids.filtered(lambda row: row.state in ("effective", "settled"))[:1]
            .sudo(self.env.su)
        )

    def _refuse_end_on(self, day):
        if not self.effective_date or not day or day < self.effective_date:
            raise UserError(self.env._("A contract cannot end before it took effect."))
        if day > self._local_today():
            raise UserError(
                self.env._("A contract cannot end on a future day; end it when it has come.")
            )

    def _after_move(self, old_states):
        """Whatever else was declared has nothing left to end."""
        over = self.filtered(lambda row: row.state == "ended").sudo().termination_ids
        over.filtered(lambda row: row.state in ("draft", "notified")).write({"state": "withdrawn"})
        return super()._after_move(old_states)
