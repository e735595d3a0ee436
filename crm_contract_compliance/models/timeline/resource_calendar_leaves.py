from odoo import api, fields, models
from odoo.tools import ormcache

from ...tools.due_date import RestDays


class ResourceCalendarLeaves(models.Model):
    """Rest days move due dates: whatever stands on them is looked at again."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._crm_contract_rest_changed()
        return leaves

    def write(self, vals):
        self._crm_contract_rest_changed()
        result = super().write(vals)
        self._crm_contract_rest_changed()
        return result

    def unlink(self):
        self._crm_contract_rest_changed()
        return super().unlink()

    def _crm_contract_rest_changed(self):
        rest = self.sudo().filtered(lambda leave: not leave.resource_id)
        if not rest:
            return
        self.env.registry.clear_cache()
        companies = rest.company_id
        if any(not leave.company_id for leave in rest):
            companies = self.env["res.company"].sudo().search([])  # pylint: disable=no-search-all
        self.env["crm.contract.obligation"].sudo()._look_again(companies)

    @api.model
    @ormcache("company_id", "calendar_id", "tz")
    def _crm_contract_rest_of(self, company_id, calendar_id, tz):
        """(the rest days of a company's calendar, its holidays by first day and name).

        Kept until one of them changes: every due date that moves asks for them.
        """
        leaves = self.search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", (company_id, False)),
                ("calendar_id", "in", (calendar_id, False)),
            ],
            order="date_from, id",
        )
        workdays = leaves.filtered(lambda leave: leave.time_type == "crm_contract_workday")
        is_rest = {
            day: leave not in workdays
            for leave in leaves.sorted("id")  # what was entered last stands
            for day in leave._crm_contract_days(tz)
        }
        holidays = frozenset(day for day, rests in is_rest.items() if rests)
        rest = RestDays(
            holidays,
            frozenset(is_rest.keys() - holidays),
            loaded_years=frozenset(day.year for day in holidays),
        )
        return rest, (leaves - workdays)._crm_contract_first_days(tz)

    def _crm_contract_first_days(self, tz):
        """Days in a row under one name are one holiday."""
        found, last = [], {}
        for leave in self.filtered("name"):
            days = leave._crm_contract_days(tz)
            if last.get(leave.name) != fields.Date.subtract(days[0], days=1):
                found.append((days[0], leave.name))
            last[leave.name] = days[-1]
        return tuple(found)
