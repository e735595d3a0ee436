from odoo import api, fields, models
from odoo.fields import Domain

from .duty_kinds import DUTY_KINDS, LANES, lane_of


class CrmContractDeadline(models.Model):
    """What a deadline knows of the duty that it is an occurrence of, and whose it is."""

    _inherit = "crm.contract.deadline"

    obligation_id = fields.Many2one(
        "crm.contract.obligation", ondelete="cascade", index="btree_not_null"
    )
    duty_kind = fields.Selection(
        DUTY_KINDS, "Kind of Duty", compute="_compute_duty", store=True, precompute=True
    )
    clause = fields.Char(related="obligation_id.clause")
    visit_needs = fields.Text("Needs", help="What the customer wants (T0-6.2).")
    visit_feedback = fields.Text("Feedback", help="What the customer said of us.")
    visit_improvement = fields.Text("Improvement", help="What we do about it.")
    lane = fields.Selection(LANES, "Whose", compute="_compute_lane", store=True, precompute=True)

    @api.depends("obligation_id.kind")
    def _compute_duty(self):
        for row in self:
            row.duty_kind = row.obligation_id.kind

    @api.depends("side", "contract_id.our_side")
    def _compute_lane(self):
        for row in self:
            row.lane = lane_of(row.side, row.contract_id.our_side)

    @api.depends("obligation_id.name")
    def _compute_name(self):
        result = super()._compute_name()
        for row in self.filtered(lambda row: row.obligation_id and not row.is_classified):
            row.name = row._duty_in_words()
        return result

    def _duty_in_words(self):
        duty = self.obligation_id.name
        if not self.subject:
            return duty
        return self.env._("%(duty)s: %(what)s", duty=duty, what=self.subject)

    @api.model
    def _search_name(self, operator, value):
        found = super()._search_name(operator, value)
        if found is NotImplemented:
            return found
        return found | (
            Domain("is_classified", "=", False) & Domain("obligation_id.name", operator, value)
        )

    @api.model
    def _vals_of(self, record, spec):
        vals = super()._vals_of(record, spec)
        if record._name == "crm.contract.obligation":
            vals["obligation_id"] = record.id
        return vals

    def _guard_done(self):
        result = super()._guard_done()
        self.obligation_id._refuse_unfulfilled()
        return result

    def _after_move(self, old_states):
        """Proof handed in anew is looked at anew; why it was sent back stands in the chatter."""
        result = super()._after_move(old_states)
        again = self.filtered(lambda row: row.state == "submitted" and row.rejection_reason)
        again.write({"rejection_reason": False})
        return result

    def _wants_more(self):
        return super()._wants_more() or self.duty_kind == "manual"

    def _as_matter(self):
        """What is said of it once its contract has ended and it was never done."""
        return self.env._("Duty not done: %s", self._duty_in_words())
