from odoo import fields, models


class CrmContractTermination(models.Model):
    """What is handed over and what is open because of this end."""

    _inherit = "crm.contract.termination"

    contract_state = fields.Selection(related="contract_id.state", string="State of the Contract")
    handover_ids = fields.One2many(
        "crm.contract.requirement",
        "termination_id",
        "Hand-Over List",
        domain=[("kind", "=", "handover"), ("gate", "=", "close")],
    )
    matter_ids = fields.One2many(
        "crm.contract.requirement",
        "termination_id",
        "Matters",
        domain=[("kind", "=", "matter")],
    )
