from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_long_term_years = fields.Integer("Years to a Long-Term Customer", default=3)

    _crm_contract_long_term_years_bounded = models.Constraint(
        "CHECK(crm_contract_long_term_years >= 0 AND crm_contract_long_term_years <= 100)",
        "A customer becomes long-term after 0 to 100 years.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "crm_contract_long_term_years" in vals:
            self._turn_crm_contract_cycles()
        return result

    def _turn_crm_contract_cycles(self):
        """Cycles of the company's customers follow the setting."""
        self.env["crm.contract.obligation"].sudo().search(
            [
                ("company_id", "in", self.ids),
                ("is_running", "=", True),
                ("long_term_interval", ">", 0),
            ]
        )._sync_deadlines()

    def _crm_contract_rest_days(self, tz):
        """Odoo's public holidays and make-up workdays of the company's working calendar.

        Global time off is a span of moments: its days are counted in the contract's zone.
        """
        return self._crm_contract_rest(tz)[0]

    def _crm_contract_holidays(self, tz):
        """((first day, name), ...) of the public holidays that have a name (T0-6.1h)."""
        return self._crm_contract_rest(tz)[1]

    def _crm_contract_rest(self, tz):
        self.ensure_one()
        leaves = self.env["resource.calendar.leaves"].sudo()
        return leaves._crm_contract_rest_of(self.id, self.sudo().resource_calendar_id.id, tz)

    def _crm_contract_unloaded_years(self):
        """This year and the next, where no public holiday was loaded (L-48)."""
        self.ensure_one()
        loaded = self._crm_contract_rest_days(self._crm_contract_tz()).loaded_years
        this_year = fields.Date.today().year
        return [year for year in (this_year, this_year + 1) if year not in loaded]
