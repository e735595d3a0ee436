from odoo import fields, models

from ...tools.due_date import RestDays


class ResCompany(models.Model):
    _inherit = "res.company"

    def _crm_contract_rest_days(self, tz):
        """Odoo's public holidays and make-up workdays of the company's working calendar.

        Global time off is a span of moments: its days are counted in the contract's zone.
        """
        self.ensure_one()
        calendar = self.sudo().resource_calendar_id
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("company_id", "in", (self.id, False)),
                    ("calendar_id", "in", (calendar.id, False)),
                ]
            )
        )
        holidays, workdays = set(), set()
        for leave in leaves:
            days = workdays if leave.time_type == "crm_contract_workday" else holidays
            days.update(leave._crm_contract_days(tz))
        return RestDays(
            frozenset(holidays),
            frozenset(workdays),
            loaded_years=frozenset(day.year for day in holidays),
        )

    def _crm_contract_unloaded_years(self):
        """This year and the next, where no public holiday was loaded (L-48)."""
        self.ensure_one()
        loaded = self._crm_contract_rest_days(self._crm_contract_tz()).loaded_years
        this_year = fields.Date.today().year
        return [year for year in (this_year, this_year + 1) if year not in loaded]
