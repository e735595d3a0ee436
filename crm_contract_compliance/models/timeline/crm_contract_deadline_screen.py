from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...tools.balance import late_days
from .kinds import OPEN

_OFFICER = "crm_contract_compliance.group_contract_officer"
_MANAGER = "crm_contract_compliance.group_contract_manager"


class CrmContractDeadline(models.Model):
    """What only the screens ask for."""

    _inherit = "crm.contract.deadline"

    is_done_late = fields.Boolean(
        "Done Late", compute="_compute_is_done_late", search="_search_is_done_late"
    )
    late_days = fields.Integer("Days Late", compute="_compute_is_done_late")

    @api.depends("due_date", "done_on", "state", "side", "contract_id.interruption_ids.state")
    def _compute_is_done_late(self):
        """Days on which its side was excused do not count (scenario 12)."""
        for row in self:
            row.late_days = row._days_late(row.done_on) if row.done_on else 0
            row.is_done_late = row.state == "done" and row.late_days > 0

    def _days_late(self, day):
        """How many days late it is, or was, on ``day``: asked for a breach of the duty too."""
        self.ensure_one()
        if day <= self.due_date:
            return 0
        return late_days(self.due_date, day, self.contract_id._pauses(self.side))

    @api.model
    def _search_is_done_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        interruptions = self.env["crm.contract.interruption"]
        return Domain("state", "=", "done") & Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%(done)s > %(due)s AND %(late)s)",
                done=model._field_to_sql(alias, "done_on", query),
                due=model._field_to_sql(alias, "due_date", query),
                late=interruptions._late_day_sql(
                    contract=model._field_to_sql(alias, "contract_id", query),
                    side=model._field_to_sql(alias, "side", query),
                    due=model._field_to_sql(alias, "due_date", query),
                    last=model._field_to_sql(alias, "done_on", query),
                ),
            )
        )

    @api.model
    def _action_home(self):
        """One's own open deadlines; a compliance officer's are the company's (screens.md §13)."""
        xmlid = "crm_contract_compliance.crm_contract_deadline_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        user = self.env.user
        if user.has_group(_OFFICER) and not user.has_group(_MANAGER):
            action["context"] = {"search_default_open": 1, "search_default_group_bucket": 1}
        return action

    @api.model
    def get_empty_list_help(self, help_message):
        """First use: what will appear here. Later: all clear, and what comes next."""
        if self._has_timeline():
            return self._all_clear_help()
        if self.env.user.has_group(_MANAGER):
            help_message = Markup(help_message or "") + self._register_link()
        return super().get_empty_list_help(help_message)

    @api.model
    def _has_timeline(self):
        return bool(self.with_context(active_test=False).search_count([], limit=1))

    @api.model
    def _all_clear_help(self):
        title, text = self.env._("All clear."), ""
        own = Domain("user_id", "=", self.env.uid) & Domain("state", "in", OPEN)
        first = self.search(own, limit=1)
        today = fields.Date.context_today(self)
        if not first:
            text = self.env._("Nothing of yours is due.")
        elif first.due_date > fields.Date.add(today, days=7):
            text = self.env._("Nothing of yours is due in the next 7 days.")
        else:
            title = self.env._("Nothing here matches your filters.")
        if first:
            text = " ".join(
                filter(
                    None,
                    [
                        text,
                        self.env._(
                            "Next one: %(day)s, %(what)s (%(contract)s).",
                            day=format_date(self.env, first.due_date),
                            what=first.name,
                            contract=first.contract_id.code,
                        ),
                    ],
                )
            )
        return Markup("<p class='o_view_nocontent_smiling_face'>%s</p><p>%s</p>") % (title, text)

    @api.model
    def _register_link(self):
        return Markup(
            "<p><a type='action' role='button' class='btn btn-secondary'"
            " name='crm_contract_compliance.crm_contract_register_wizard_action'>%s</a></p>"
        ) % self.env._("Register a paper contract")

    def action_renew(self):
        self.ensure_one()
        return self.contract_id.action_renew()

    def action_ask_renewal(self):
        self.ensure_one()
        return self.contract_id.action_ask_renewal()

    @api.model
    def _health(self):
        """What the settings show: is the job alive, when did it run, what waits, what failed."""
        cron = self.env.ref("crm_contract_compliance.ir_cron_reminders").sudo()
        own = [("company_id", "in", self.env.companies.ids), ("state", "in", ("open", "submitted"))]
        rows = self.sudo()
        return {
            "is_active": cron.active,
            "last_run": fields.Datetime.to_string(cron.lastcall) if cron.lastcall else False,
            "next_run": fields.Datetime.to_string(cron.nextcall),
            "is_late": not cron.lastcall
            or cron.lastcall < fields.Datetime.subtract(fields.Datetime.now(), days=2),
            "waiting": rows.search_count([*own, ("remind_on", "<=", "today")]),
            "unassigned": rows.search_count([*own, ("user_id", "=", False)]),
            "errors": rows.search_count([*own, ("error", "!=", False)]),
            "unloaded_years": self.env.company._crm_contract_unloaded_years(),
        }
