from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of


class CrmContractDeadline(models.Model):
    """A report duty is done by its report, a channel check by its channels; whoever is given
    an occurrence is trained for it, or a hint says so.
    """

    _inherit = "crm.contract.deadline"

    report_ids = fields.One2many("crm.contract.report", "deadline_id", "Reports")

    training_warning = fields.Char(compute="_compute_training_warning")

    @api.depends("obligation_id.ability_ids", "user_id", "lane", "state")
    @api.depends_context("lang")
    def _compute_training_warning(self):
        trainings = self.env["crm.contract.training"]
        ours = self.filtered(lambda row: row.lane == "ours" and row.state == "open")
        wanted = {row: (row.user_id, row.obligation_id.ability_ids) for row in ours}
        untrained = trainings._untrained(wanted, fields.Date.context_today(self))
        for row in self:
            row.training_warning = trainings._warning(row.user_id, untrained.get(row, ()))

    def action_open_report(self):
        """The verb *Report*: it opens the period's report, with its figures of now."""
        self.ensure_one()
        self.check_access("read")
        if self.duty_kind != "report":
            raise UserError(self.env._("“%s” is no report.", self.name))
        report = self.report_ids
        if not report:
            report = report.create({"deadline_id": self.id})
        elif not report._freeze_level() and report.has_access("write"):
            report._fill()
        return form_of(report)

    def action_check_channels(self):
        """The verb *Check Channels*."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_channel_action"
        )
        action["context"] = {"search_default_check_due": 1}
        return action

    def _run_guards(self, new):
        """What is handed in says what was agreed (T0-App5)."""
        if new in ("submitted", "done"):
            reports = self.filtered(lambda row: row.duty_kind == "report")
            reports.obligation_id._refuse_unfulfilled()
            reports.report_ids._refuse_incomplete()
            reports._refuse_other_files()
        return super()._run_guards(new)

    def _refuse_other_files(self):
        """Our own report is handed in by itself, so that its figures are those of the period;
        other files may go along. What others owe us comes as they made it.
        """
        for row in self.filtered(lambda row: row.lane == "ours" and row.state == "open"):
            proofs = row.sudo().evidence_ids.mapped("checksum")
            if row.sudo().report_ids.print_checksum not in proofs:
                raise UserError(
                    self.env._(
                        "“%s” is handed in with its own report: press Report and then Submit."
                        " Other files may be added to it.",
                        row.name,
                    )
                )

    def _after_move(self, old_states):
        """What is corrected is printed anew."""
        reports = self.filtered(lambda row: row.state == "open").sudo().report_ids
        reports._write_settled({"print_checksum": False})
        return super()._after_move(old_states)
