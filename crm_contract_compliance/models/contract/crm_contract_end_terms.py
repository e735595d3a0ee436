from odoo import fields, models


class CrmContractTermsMixin(models.AbstractModel):
    """On which grounds a contract may end before its term: the type's, then the contract's own."""

    _inherit = "crm.contract.terms.mixin"

    end_ground_ids = fields.Many2many(
        "crm.contract.end.ground",
        string="Grounds to End",
        default=lambda self: self.env["crm.contract.end.ground"].search([]),
        help="Beside expiry, which is never blocked (T0-12.2).",
    )
