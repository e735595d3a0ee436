from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.term import TermError, renewal_start, term_end


class CrmContractRenewWizard(models.TransientModel):
    """What it shows of the contract it reads as its user: a dialog may be pointed at any id."""

    _name = "crm.contract.renew.wizard"
    _description = "Renew a Contract"
    _inherit = ["crm.contract.input.mixin"]

    contract_id = fields.Many2one("crm.contract", required=True)
    old_start = fields.Date(
        related="contract_id.effective_date", string="Old Start", related_sudo=False
    )
    old_end = fields.Date(related="contract_id.end_date", string="Old End", related_sudo=False)
    currency_id = fields.Many2one(related="contract_id.currency_id", related_sudo=False)
    old_amount = fields.Monetary(
        related="contract_id.amount_total", string="Old Amount", related_sudo=False
    )
    new_start = fields.Date(compute="_compute_new_term")
    new_end = fields.Date(compute="_compute_new_term")
    term_years = fields.Integer(
        "Years",
        compute="_compute_terms",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    term_months = fields.Integer(
        "Months",
        compute="_compute_terms",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    amount_total = fields.Monetary(
        "New Amount",
        compute="_compute_terms",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("contract_id")
    def _compute_terms(self):
        for wizard in self:
            wizard.term_years = wizard.contract_id.term_years
            wizard.term_months = wizard.contract_id.term_months
            wizard.amount_total = wizard.contract_id.amount_total

    @api.depends("contract_id", "term_years", "term_months")
    def _compute_new_term(self):
        for wizard in self:
            old = wizard.contract_id
            wizard.new_start = old.end_date and renewal_start(old.end_date)
            try:
                wizard.new_end = wizard.new_start and term_end(
                    wizard.new_start,
                    wizard.term_years,
                    wizard.term_months,
                    old.end_date_convention,
                )
            except TermError:
                wizard.new_end = False

    def action_confirm(self):
        self.ensure_one()
        if not (self.term_years or self.term_months):
            raise UserError(self.env._("A renewal needs a term of years or months."))
        draft = self.contract_id._renew(
            term_years=self.term_years,
            term_months=self.term_months,
            amount_total=self.amount_total,
        )
        return draft._action_open()
