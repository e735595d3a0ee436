from odoo import fields, models


class CrmContractTermsMixin(models.AbstractModel):
    """On which grounds a contract may end before its term: the type's, then the contract's own."""

    _inherit = "crm.contract.terms.mixin"

    end_ground_ids = fields.Many2many(
        "crm.contract.end.ground",
        string="Grounds to End",
        ondelete="restrict",
        default=lambda self: self.env["crm.contract.end.ground"].search([]),
        help="Beside expiry, which is never blocked (T0-12.2).",
    )
    rescission_right_months = fields.Integer(
        "Right to Rescind",
        default=12,
        help="Months after a breach was known in which it may be used (CC 564).",
    )
    is_custom_work = fields.Boolean(
        "Custom Work", help="Something is developed to order: say whose it is (L-47)."
    )

    _right_bounded = models.Constraint(
        "CHECK(rescission_right_months > 0 AND rescission_right_months <= 1200)",
        "The right to rescind lasts between 1 and 1200 months.",
    )
    _bounds = {"rescission_right_months": (1, 1200)}
