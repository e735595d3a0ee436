from odoo import api, fields, models

from ...tools.term import term_end
from .words import day_in_words

_EXAMPLE_START = fields.Date.to_date("2026-03-01")


class CrmContractSettingsMixin(models.AbstractModel):
    """What a company sets about its contracts, with the health of the reminder job.

    A page of settings inherits it and has a ``company_id``.
    """

    _name = "crm.contract.settings.mixin"
    _description = "Contract Settings"

    company_id = fields.Many2one("res.company")
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
    crm_contract_retention_years = fields.Integer(
        related="company_id.crm_contract_retention_years", readonly=False
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
    crm_contract_health_problem = fields.Char(compute="_compute_crm_contract_health")
    crm_contract_health_last_run = fields.Datetime(compute="_compute_crm_contract_health")
    crm_contract_health_next_run = fields.Datetime(compute="_compute_crm_contract_health")
    crm_contract_health_waiting = fields.Integer(compute="_compute_crm_contract_health")
    crm_contract_health_errors = fields.Integer(compute="_compute_crm_contract_health")
    crm_contract_health_unassigned = fields.Integer(compute="_compute_crm_contract_health")
    crm_contract_health_unloaded = fields.Char(compute="_compute_crm_contract_health")

    @api.depends("crm_contract_end_date_convention")
    def _compute_crm_contract_term_example(self):
        for settings in self:
            convention = settings.crm_contract_end_date_convention or "statutory"
            end = term_end(_EXAMPLE_START, 1, 0, convention)
            settings.crm_contract_term_example = self.env._(
                "A contract of one year from %(start)s ends on %(end)s.",
                start=day_in_words(self.env, _EXAMPLE_START),
                end=day_in_words(self.env, end),
            )

    @api.depends("company_id")
    def _compute_crm_contract_health(self):
        health = self.env["crm.contract.deadline"]._health()
        for settings in self:
            settings.crm_contract_health = health
            settings.crm_contract_health_problem = self._crm_contract_problem(health)
            settings.crm_contract_health_last_run = health["last_run"]
            settings.crm_contract_health_next_run = health["next_run"]
            settings.crm_contract_health_waiting = health["waiting"]
            settings.crm_contract_health_errors = health["errors"]
            settings.crm_contract_health_unassigned = health["unassigned"]
            settings.crm_contract_health_unloaded = ", ".join(map(str, health["unloaded_years"]))

    @api.model
    def _crm_contract_problem(self, health):
        """The health line's one sentence when something is wrong."""
        if not health["is_active"]:
            return self.env._("The reminder job is switched off.")
        if not health["last_run"]:
            return self.env._("Reminders have not run yet.")
        if health["is_late"]:
            return self.env._("Reminders have not run for two days.")
        if health["errors"]:
            return self.env._("%s reminders failed.", health["errors"])
        return False

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
