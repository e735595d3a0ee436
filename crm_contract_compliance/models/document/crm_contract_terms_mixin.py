from odoo import fields, models


class CrmContractTermsMixin(models.AbstractModel):
    """How words are read that the contract does not define (T1-2.2)."""

    _inherit = "crm.contract.terms.mixin"

    is_usage_followed = fields.Boolean(
        "Undefined Terms Follow Trade Usage",
        default=True,
        help="A word that is not defined is understood as it is commonly used in the trade.",
    )
