from odoo import fields, models

from ...tools.term import MAX_YEAR

_FIRST = fields.Datetime.to_datetime("1900-01-01")
_LAST = fields.Datetime.to_datetime(f"{MAX_YEAR}-12-31")


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    # Working hours carry no dates in 19, so a make-up workday is a row of the same table; core
    # counts only rows whose type is "leave" as absence.
    time_type = fields.Selection(
        selection_add=[("crm_contract_workday", "Make-up Workday")],
        ondelete={"crm_contract_workday": "cascade"},
    )

    def _crm_contract_days(self, tz):
        """Of the years that are counted: beyond them lies what nobody meant."""
        self.ensure_one()
        first, last = (
            fields.Datetime.context_timestamp(
                self.with_context(tz=tz), min(max(moment, _FIRST), _LAST)
            ).date()
            for moment in (self.date_from, self.date_to)
        )
        return [fields.Date.add(first, days=n) for n in range((last - first).days + 1)]
