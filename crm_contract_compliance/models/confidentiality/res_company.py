from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_incident_hours = fields.Integer(
        "Tell of a Leak Within (Hours)",
        default=24,
        help="Counted from the time it is found, rest days included.",
    )

    _crm_contract_incident_hours_bounded = models.Constraint(
        "CHECK(crm_contract_incident_hours >= 1 AND crm_contract_incident_hours <= 720)",
        "A leak is told of within 1 to 720 hours.",
    )
