from odoo import fields, models


class CrmContractChannel(models.Model):
    """A way by which requests and complaints come in (T0-5.1, T1-3.4)."""

    _name = "crm.contract.channel"
    _description = "Service Channel"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    has_postmark = fields.Boolean(
        help="A letter keeps the day of its postmark; its time runs from the day it was received."
    )
