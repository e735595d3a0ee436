from odoo import api, fields, models

from ..timeline.duty_kinds import TIERS
from .selections import CATEGORIES

MAX_HOURS = 8760


class CrmContractServiceStandard(models.Model):
    """What is promised for a kind of service: of a type, or a contract's own copy (T0-4.2)."""

    _name = "crm.contract.service.standard"
    _description = "Service Standard"
    _inherit = ["crm.contract.copied.mixin", "crm.contract.executed.mixin"]
    _order = "contract_id, type_id, id"
    _rec_name = "category"

    contract_id = fields.Many2one("crm.contract", ondelete="cascade", index="btree_not_null")
    type_id = fields.Many2one("crm.contract.type", ondelete="cascade", index="btree_not_null")
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    category = fields.Selection(CATEGORIES, required=True)
    tier = fields.Selection(
        TIERS,
        "Only for Customers",
        help="Empty: for all that have no standard of their own tier. Judged on the day a request"
        " comes in.",
    )
    response_hours = fields.Float(
        "Answer Within (Hours)", digits=(9, 2), aggregator=None, help="0: nothing is promised."
    )
    resolution_hours = fields.Float(
        "Solve Within (Hours)", digits=(9, 2), aggregator=None, help="0: nothing is promised."
    )
    quality = fields.Text("What Good Service Is")

    _copied_columns = ("category", "tier", "response_hours", "resolution_hours", "quality")
    _anchor_fields = frozenset({"contract_id", "type_id"})
    _bounds = {"response_hours": (0, MAX_HOURS), "resolution_hours": (0, MAX_HOURS)}
    _frozen_by = "contract_id"

    _of_type_or_contract = models.Constraint(
        "CHECK((type_id IS NULL) != (contract_id IS NULL))",
        "A service standard belongs to a type or to a contract.",
    )
    _bounded = models.Constraint(
        "CHECK(response_hours >= 0 AND response_hours <= 8760"
        " AND resolution_hours >= 0 AND resolution_hours <= 8760)",
        "Hours lie between 0 and 8,760.",
    )
    _once = models.UniqueIndex(
        "(COALESCE(contract_id, 0), COALESCE(type_id, 0), category, COALESCE(tier, ''))",
        "There is already a standard for this kind of service and of customer.",
    )

    @api.depends("category")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["category"]._description_selection(self.env))
        for standard in self:
            standard.display_name = labels.get(standard.category, "")

    def _pick(self, category, tier):
        """The standard of the customer's tier, or else the one for all (T0-6.3)."""
        fitting = self.filtered(lambda row: row.category == category and row.tier in (tier, False))
        return fitting.sorted(lambda row: not row.tier)[:1]
