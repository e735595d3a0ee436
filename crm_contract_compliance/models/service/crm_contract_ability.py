from odoo import fields, models

from .selections import CATEGORIES

COMPLAINT = "complaint"
NEEDED_FOR = [(COMPLAINT, "Complaints"), *CATEGORIES]


class CrmContractAbility(models.Model):
    """What a person has to be able to do for a duty or a kind of case (T2-3.3.2)."""

    _name = "crm.contract.ability"
    _description = "Ability"
    _inherit = ["crm.contract.input.mixin"]
    _order = "name, id"

    name = fields.Char("Ability", required=True, translate=True)
    category = fields.Selection(
        NEEDED_FOR, "Needed For", help="Whoever answers for such a case needs it."
    )
    active = fields.Boolean(default=True)
    color = fields.Integer(aggregator=None)
