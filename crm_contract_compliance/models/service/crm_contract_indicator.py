from odoo import api, fields, models

from ...tools.indicator import Target
from ..base.numbers import to_decimal

GOAL = "goal"
KEYS = [
    ("complaints_received", "Complaints received"),
    ("complaints_in_time", "Complaints answered in time"),
    ("requests_received", "Requests received"),
    ("requests_in_time", "Requests answered and solved in time"),
    ("answer_hours", "Average hours to the answer"),
    ("visits_held", "Visits held"),
    ("satisfaction", "Average satisfaction (1–5)"),
    ("satisfied", "Satisfied customers (4 or 5)"),
    (GOAL, "Entered by hand"),
]
UNITS = [("number", "Count"), ("percent", "%"), ("hours", "Hours"), ("score", "Of 5")]
_UNIT_OF = {
    "complaints_received": "number",
    "complaints_in_time": "percent",
    "requests_received": "number",
    "requests_in_time": "percent",
    "answer_hours": "hours",
    "visits_held": "percent",
    "satisfaction": "score",
    "satisfied": "percent",
}
MAX_TARGET = 1e9


class CrmContractIndicator(models.Model):
    """What a report measures: one of a fixed set, or a goal entered by hand (T0-7.1, T0-2.1)."""

    _name = "crm.contract.indicator"
    _description = "Indicator"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"

    name = fields.Char("Indicator", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    key = fields.Selection(KEYS, "Measured By", required=True, default=GOAL)
    unit = fields.Selection(
        UNITS, compute="_compute_unit", store=True, readonly=False, precompute=True, required=True
    )
    has_target = fields.Boolean("Has a Target")
    target = fields.Float(digits=(16, 2), aggregator=None)
    is_ceiling = fields.Boolean("At Most", help="The figure should not be above the target.")
    note = fields.Text("How It Is Counted")

    _bounds = {"target": (0, MAX_TARGET)}

    @api.depends("key")
    def _compute_unit(self):
        for indicator in self:
            indicator.unit = _UNIT_OF.get(indicator.key) or indicator.unit or "percent"

    def _target(self):
        return Target(to_decimal(self.target), self.is_ceiling) if self.has_target else None
