from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.term import add_period
from .duty_kinds import TIERS


class ResPartner(models.Model):
    """How dear a customer is: key by hand, long-term by the years of the relation (T0-6.3)."""

    _inherit = "res.partner"

    crm_contract_is_key = fields.Boolean("Key Customer")
    crm_contract_since = fields.Date(
        "Customer Since", help="Filled in with the day the first contract took effect."
    )
    # A fact of the clock: never stored, so that nothing lies at midnight.
    crm_contract_tier = fields.Selection(
        TIERS,
        "Customer Tier",
        compute="_compute_crm_contract_tier",
        search="_search_crm_contract_tier",
    )

    @api.depends("crm_contract_is_key", "crm_contract_since")
    @api.depends_context("company")
    def _compute_crm_contract_tier(self):
        today = fields.Date.context_today(self)
        for partner in self:
            partner.crm_contract_tier = partner._crm_contract_tier_on(today, self.env.company)[0]

    @api.model
    def _search_crm_contract_tier(self, operator, value):
        if operator != "in":
            return NotImplemented
        is_key = Domain("crm_contract_is_key", "=", True)
        since = fields.Date.subtract(
            fields.Date.context_today(self), years=self.env.company.crm_contract_long_term_years
        )
        is_old = Domain("crm_contract_since", "<=", since)
        domains = {
            "key": is_key,
            "long_term": ~is_key & is_old,
            "regular": ~is_key & (Domain("crm_contract_since", "=", False) | ~is_old),
        }
        return Domain.OR(domains[tier] for tier in domains if tier in value)

    def write(self, vals):
        result = super().write(vals)
        if {"crm_contract_is_key", "crm_contract_since"} & vals.keys():
            self._turn_crm_contract_cycles()
        return result

    def _turn_crm_contract_cycles(self):
        """Visits come by the new tier's cycle from now on."""
        self.env["crm.contract.obligation"].sudo().search(
            Domain("contract_id.partner_id", "in", self.ids)
            & Domain("is_running", "=", True)
            & (Domain("key_interval", ">", 0) | Domain("long_term_interval", ">", 0))
        )._sync_deadlines()

    def _crm_contract_tier_on(self, day, company):
        """(the tier on a day by a company's setting, the day on which the clock turns it)."""
        if self.crm_contract_is_key:
            return "key", None
        if not self.crm_contract_since:
            return "regular", None
        years = company.sudo().crm_contract_long_term_years
        turn = add_period(self.crm_contract_since, months=12 * years)
        return ("long_term", None) if turn <= day else ("regular", turn)

    def _note_crm_contract_since(self, day):
        """The relation began with the first contract, or earlier where somebody knows better."""
        known = self.sudo() if day else self.browse()
        known.filtered(
            lambda row: not row.crm_contract_since or day < row.crm_contract_since
        ).crm_contract_since = day
