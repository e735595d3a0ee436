from odoo import api, fields, models

from ..base.words import day_in_words


class CrmContract(models.Model):
    """What outlives the contract, each with its last day (T2-12.2.1, L-16)."""

    _inherit = "crm.contract"

    surviving_note = fields.Text("Duties That Go On", compute="_compute_surviving_note")

    @api.depends("state", "ended_on")
    @api.depends_context("lang")
    def _compute_surviving_note(self):
        for contract in self:
            is_over = contract.state in ("ended", "closed")
            duties = contract._surviving_duties() if is_over else []
            lines = [contract._duty_in_words(what, until) for what, until in duties]
            contract.surviving_note = "\n".join(lines) or False

    def _surviving_duties(self):
        """Hook: (what, last day or none) of an area's duties that go on after the end."""
        self.ensure_one()
        return []

    def _duty_in_words(self, what, until):
        if not until:
            return self.env._("%s, without end", what)
        return self.env._("%(what)s, until %(day)s", what=what, day=day_in_words(self.env, until))
