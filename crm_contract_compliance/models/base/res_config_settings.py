from odoo import api, fields, models

from ...tools.term import term_end

_EXAMPLE_START = fields.Date.to_date("2026-03-01")


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_contract_penalty_method = fields.Selection(
        related="company_id.crm_contract_penalty_method", readonly=False
    )
    crm_contract_penalty_rate = fields.Float(
        related="company_id.crm_contract_penalty_rate", readonly=False
    )
    crm_contract_penalty_ceiling = fields.Float(
        related="company_id.crm_contract_penalty_ceiling", readonly=False
    )
    crm_contract_end_date_convention = fields.Selection(
        related="company_id.crm_contract_end_date_convention", readonly=False
    )
    crm_contract_tz = fields.Selection(related="company_id.crm_contract_tz", readonly=False)
    crm_contract_shift_holidays = fields.Boolean(
        related="company_id.crm_contract_shift_holidays", readonly=False
    )
    crm_contract_shift_weekends = fields.Boolean(
        related="company_id.crm_contract_shift_weekends", readonly=False
    )
    crm_contract_is_approval_needed = fields.Boolean(
        related="company_id.crm_contract_is_approval_needed", readonly=False
    )
    crm_contract_is_nda_blocking = fields.Boolean(
        related="company_id.crm_contract_is_nda_blocking", readonly=False
    )
    crm_contract_is_authorised_allowed = fields.Boolean(
        related="company_id.crm_contract_is_authorised_allowed", readonly=False
    )
    crm_contract_fallback_user_id = fields.Many2one(
        related="company_id.crm_contract_fallback_user_id", readonly=False
    )
    crm_contract_term_example = fields.Char(compute="_compute_crm_contract_term_example")
    crm_contract_health = fields.Json(compute="_compute_crm_contract_health")

    @api.depends("crm_contract_end_date_convention")
    def _compute_crm_contract_term_example(self):
        for settings in self:
            convention = settings.crm_contract_end_date_convention or "statutory"
            end = term_end(_EXAMPLE_START, 1, 0, convention)
            settings.crm_contract_term_example = self.env._(
                "A contract of one year from %(start)s ends on %(end)s.",
                start=fields.Date.to_string(_EXAMPLE_START),
                end=fields.Date.to_string(end),
            )

    @api.depends("company_id")
    def _compute_crm_contract_health(self):
        for settings in self:
            settings.crm_contract_health = self.env["crm.contract.deadline"]._health()

    def action_run_crm_contract_reminders(self):
        """Let the scheduler run the reminders now, as its own user."""
        self.check_access("write")
        self.env.ref("crm_contract_compliance.ir_cron_reminders").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._("The reminders start within a minute."),
            },
        }
