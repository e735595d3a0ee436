from odoo import api, fields, models

from ...tools.term import years_after

_OVER = ("closed", "cancelled")


class ResPartner(models.Model):
    """Until when a customer's data is kept (L-38, PIPL 19): the years after the last contract."""

    _inherit = "res.partner"

    crm_contract_retention_date = fields.Date(
        "Data Kept Until",
        compute="_compute_crm_contract_retention_date",
        groups="crm_contract_compliance.group_contract_user",
        help="The company's years after the end of the last contract; empty while one runs.",
    )

    @api.depends("crm_contract_ids.state", "crm_contract_ids.ended_on")
    @api.depends_context("company")
    def _compute_crm_contract_retention_date(self):
        years = self.env.company.sudo().crm_contract_retention_years
        for partner in self:
            contracts = partner.sudo().crm_contract_ids
            contracts = contracts.filtered(lambda row: row.company_id == self.env.company)
            ends = [day for day in contracts.mapped("ended_on") if day]
            is_over = ends and all(state in _OVER for state in contracts.mapped("state"))
            partner.crm_contract_retention_date = is_over and years_after(max(ends), years)
