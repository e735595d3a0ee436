from odoo import fields, models

from ...tools.due_date import DueTerms, RestDays, forward_due


class ResCompany(models.Model):
    _inherit = "res.company"

    def _crm_contract_rest_days(self, tz):
        """Odoo's public holidays and make-up workdays of the company's working calendar.

        Global time off is a span of moments: its days are counted in the contract's zone.
        """
        self.ensure_one()
        calendar = self.sudo().resource_calendar_id
        leaves = self.env["resource.calendar.leaves"].sudo().search([
            ("resource_id", "=", False), ("company_id", "in", (self.id, False)),
            ("calendar_id", "in", (calendar.id, False)),
        ])
        holidays, workdays = set(), set()
        for leave in leaves:
            days = workdays if leave.time_type == "crm_contract_workday" else holidays
            days.update(leave._crm_contract_days(tz))
        return RestDays(
            frozenset(holidays), frozenset(workdays),
            loaded_years=frozenset(day.year for day in holidays),
        )

    def _crm_contract_unloaded_years(self):
        """This year and the next, where no public holiday was loaded (L-48)."""
        self.ensure_one()
        loaded = self._crm_contract_rest_days(self._crm_contract_tz()).loaded_years
        this_year = fields.Date.today().year
        return [year for year in (this_year, this_year + 1) if year not in loaded]


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    def _crm_contract_days(self, tz):
        self.ensure_one()
        first = fields.Datetime.context_timestamp(self.with_context(tz=tz), self.date_from).date()
        last = fields.Datetime.context_timestamp(self.with_context(tz=tz), self.date_to).date()
        return [fields.Date.add(first, days=n) for n in range((last - first).days + 1)]


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _forward_due(self, start, days, unit="calendar"):
        """The due date ``days`` after ``start`` under this contract's shift rules (L-24, L-25).

        :return: a ``DueDate``, which says why it moved and which years were never loaded
        """
        self.ensure_one()
        terms = DueTerms(days, unit, self.is_holiday_shifted, self.is_weekend_shifted)
        return forward_due(start, terms, self.company_id._crm_contract_rest_days(self.tz))
