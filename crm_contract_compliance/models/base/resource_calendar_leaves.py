from odoo import fields, models


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    # Working hours carry no dates in 19, so a make-up workday is a row of the same table; core
    # counts only rows whose type is "leave" as absence.
    time_type = fields.Selection(
        selection_add=[("crm_contract_workday", "Make-up Workday")],
        ondelete={"crm_contract_workday": "cascade"},
    )

    def _crm_contract_days(self, tz):
        self.ensure_one()
        first = fields.Datetime.context_timestamp(self.with_context(tz=tz), self.date_from).date()
        last = fields.Datetime.context_timestamp(self.with_context(tz=tz), self.date_to).date()
        return [fields.Date.add(first, days=n) for n in range((last - first).days + 1)]
