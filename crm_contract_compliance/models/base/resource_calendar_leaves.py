from odoo import fields, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    # Working hours carry no dates in 19, so a make-up workday is a row of the same table; core
    # counts only rows whose type is "leave" as absence.
    time_type = fields.Selection(
        selection_add=[("crm_contract_workday", "Make-up Workday")],
        ondelete={"crm_contract_workday": "cascade"},
    )
