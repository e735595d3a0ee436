from odoo import fields, models

from ..contract.selections import ALL_SIDES

MATTERS = [
    ("payment", "Payment"),
    ("delivery", "Delivery"),
    ("quality", "Quality"),
    ("service", "Service"),
    ("information", "Information"),
    ("misuse", "Misuse"),
    ("confidentiality", "Confidentiality"),
    ("personal_data", "Personal data"),
    ("agreement", "Agreement with a third party"),
    ("other", "Other"),
]


class CrmContractBreachType(models.Model):
    """The catalogue of breaches, by contract type and side (T0-Br1, T1-Br, T2-8.1)."""

    _name = "crm.contract.breach.type"
    _description = "Breach Type"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="One catalogue for all companies, kept by the contract managers.",
    )
    code = fields.Char(size=16)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    side = fields.Selection(
        [*ALL_SIDES, ("any", "Any side")], "Whose Breach", required=True, default="any"
    )
    matter = fields.Selection(MATTERS, required=True, default="other")
    contract_type_ids = fields.Many2many(
        "crm.contract.type",
        "crm_contract_breach_type_type_rel",
        string="Contract Types",
        help="Empty: all.",
    )
    consequence = fields.Char(translate=True, help="What the contract says follows from it.")
