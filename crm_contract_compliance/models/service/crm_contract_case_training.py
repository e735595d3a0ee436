from odoo import api, fields, models

from .crm_contract_ability import COMPLAINT
from .selections import OVER


class CrmContractCase(models.Model):
    """Whoever answers for a case is trained for it, or a hint says so (T2-3.3.2)."""

    _inherit = "crm.contract.case"

    training_warning = fields.Char(compute="_compute_training_warning")

    @api.depends("user_id", "kind", "category", "state")
    @api.depends_context("lang")
    def _compute_training_warning(self):
        trainings = self.env["crm.contract.training"]
        untrained = self._untrained()
        for case in self:
            case.training_warning = trainings._warning(case.user_id, untrained.get(case, ()))

    def _untrained(self):
        """{open case: the abilities that its responsible lacks today}."""
        still = self.filtered(lambda case: case.user_id and case.state not in OVER)
        if not still:
            return {}
        needed = self.env["crm.contract.ability"].search([("category", "!=", False)])
        by_category = needed.grouped("category")
        wanted = {
            case: (case.user_id, by_category.get(case._ability_category(), ())) for case in still
        }
        today = fields.Date.context_today(self)
        return self.env["crm.contract.training"]._untrained(wanted, today)

    def _ability_category(self):
        return COMPLAINT if self.kind == "complaint" else self.category
