from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.file_name import plain_name
from ...tools.indicator import Period, lacking
from ..base.words import day_in_words, listed


class CrmContractReport(models.Model):
    """The report of one occurrence of a report duty (T0-7.2).

    Its figures follow from the period's stored days until it is submitted; then it stands.
    """

    _name = "crm.contract.report"
    _description = "Analysis Report"
    _inherit = ["crm.contract.executed.mixin", "crm.contract.discreet.mixin"]
    _order = "period_end desc, id desc"
    _check_company_auto = True

    deadline_id = fields.Many2one(
        "crm.contract.deadline", "Due As", required=True, ondelete="restrict", index=True
    )
    name = fields.Char(related="deadline_id.name", string="Report")
    state = fields.Selection(related="deadline_id.state")
    due_date = fields.Date(related="deadline_id.due_date", string="Due")
    obligation_id = fields.Many2one(related="deadline_id.obligation_id", string="Duty")
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(
        related="contract_id.user_id", store=True, string="Contract Owner"
    )
    tz = fields.Selection(related="deadline_id.tz")
    period_start = fields.Date("From", readonly=True, copy=False)
    period_end = fields.Date("To", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        "Prepared By",
        domain=[("share", "=", False)],
        default=lambda self: self.env.user,
    )
    recipient_id = fields.Many2one("res.partner", "Goes To", check_company=True)
    line_ids = fields.One2many("crm.contract.report.line", "report_id", "Figures")
    print_checksum = fields.Char(
        readonly=True, copy=False, help="Of the print that was handed in, as files have it."
    )
    findings = fields.Text(help="What the figures say.")
    improvement = fields.Text("What Is Done About It")
    is_held = fields.Boolean(compute="_compute_is_held")
    has_goals = fields.Boolean(compute="_compute_has_goals")
    is_early = fields.Boolean(compute="_compute_is_early", help="Its period is not over yet.")
    missed_count = fields.Integer("Targets Missed", compute="_compute_missed_count")
    incomplete_note = fields.Char("Incomplete", compute="_compute_incomplete_note")

    _deadline_uniq = models.UniqueIndex("(deadline_id)", "This occurrence has its report already.")

    _anchor_fields = frozenset({"deadline_id", "contract_id"})
    _settled_fields = frozenset({"period_start", "period_end", "print_checksum"})

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create([self._with_contract(vals) for vals in vals_list])
        for report in reports:
            report._settle_period()
            report._fill()
        return reports

    @api.depends("deadline_id.state")
    def _compute_is_held(self):
        for report in self:
            report.is_held = bool(report.id and report._freeze_level())

    @api.depends("period_end")
    def _compute_is_early(self):
        for report in self:
            today = report.deadline_id._local_today()
            report.is_early = bool(report.period_end) and report.period_end >= today

    @api.depends("line_ids.key")
    def _compute_has_goals(self):
        """Whether a figure is entered by hand: of the others there is nothing to enter."""
        for report in self:
            report.has_goals = "goal" in report.line_ids.mapped("key")

    @api.depends("line_ids.verdict")
    def _compute_missed_count(self):
        for report in self:
            missed = report.line_ids.filtered(lambda line: line.verdict == "missed")
            report.missed_count = len(missed)

    @api.depends("line_ids.is_given", "obligation_id.indicator_ids")
    @api.depends_context("lang")
    def _compute_incomplete_note(self):
        for report in self:
            report.incomplete_note = report._incomplete_in_words()

    def action_refresh(self):
        """Take the figures anew, from what the period's records say now."""
        self.ensure_one()
        self.check_access("write")
        if self._freeze_level():
            raise UserError(self._frozen_message(self.env._("Figures")))
        self._fill()
        return True

    def action_submit(self):
        """The printed report is the proof of the duty (T0-7.2, T0-7.3)."""
        self.ensure_one()
        self.action_refresh()
        self._refuse_early()
        self._refuse_incomplete()
        row = self.deadline_id
        file = self._print()
        self._write_settled({"print_checksum": file.checksum})
        row.write(
            {
                "evidence_ids": [fields.Command.link(file.id)],
                "done_on": row._local_today(),
                "state": "submitted" if row.needs_proof else "done",
            }
        )
        return True

    @api.model
    def _with_contract(self, vals):
        """Of the occurrence's contract, whatever anybody says."""
        row = self.env["crm.contract.deadline"].browse(vals.get("deadline_id") or ())
        row.check_access("read")
        if row.duty_kind != "report":
            raise UserError(self.env._("A report belongs to an occurrence of a report duty."))
        if row.state != "open":
            raise UserError(
                self.env._("“%s” is no longer open; what was handed in is its proof.", row.name)
            )
        return {**vals, "contract_id": row.contract_id.id}

    def _settle_period(self):
        period = self.obligation_id._report_period(self.deadline_id)
        self._write_settled({"period_start": period.first, "period_end": period.last})
        if not self.recipient_id:
            partner = self.obligation_id.recipient_id or self.contract_id.partner_id
            self.recipient_id = partner

    def _fill(self):
        """One line for each indicator of the duty, in its order; what was typed stays."""
        self.ensure_one()
        lines = self.line_ids
        wanted = self.obligation_id.indicator_ids
        gone = lines.filtered(lambda line: line.indicator_id not in wanted)
        gone.sudo().unlink()
        kept = {line.indicator_id: line for line in lines - gone}
        new = [{"report_id": self.id, "indicator_id": one.id} for one in wanted if one not in kept]
        added = lines.sudo().create(new)
        kept.update({line.indicator_id: line for line in added})
        period = Period(self.period_start, self.period_end)
        for number, indicator in enumerate(wanted):
            kept[indicator]._take(indicator._figure(self.contract_id, period), number)

    def _incomplete_in_words(self):
        """T0-App5: what the report does not say yet."""
        wanted = self.obligation_id.indicator_ids
        if not wanted:
            return self.env._("The duty names no indicator.")
        given = self.line_ids.filtered("is_given").indicator_id
        missing = lacking(wanted.mapped("name"), given.mapped("name"))
        if not missing:
            return False
        return self.env._("Not given yet: %s.", listed(self.env, missing))

    def _refuse_early(self):
        if self.is_early:
            raise UserError(
                self.env._(
                    "“%(report)s” speaks of the days to %(day)s: submit it after them.",
                    report=self.name,
                    day=day_in_words(self.env, self.period_end),
                )
            )

    def _refuse_incomplete(self):
        for report in self:
            note = report._incomplete_in_words()
            if note:
                raise UserError(
                    self.env._(
                        "“%(report)s” is incomplete. %(note)s", report=report.name, note=note
                    )
                )

    def _print(self):
        """The report as a file: PDF, or HTML where no PDF can be made."""
        reports = self.env["ir.actions.report"]
        template = "crm_contract_compliance.crm_contract_report_report"
        can_print = reports.get_wkhtmltopdf_state() not in ("install", "broken")
        render = reports._render_qweb_pdf if can_print else reports._render_qweb_html
        content, extension = render(template, self.ids)
        name = f"{self._file_title()}.{extension}"
        return self.env["ir.attachment"].create({"name": name, "raw": content})

    def _file_title(self):
        return plain_name(f"{self.contract_id.code} {self.period_end}")

    def _freeze_level(self):
        self.ensure_one()
        return 0 if self.deadline_id.state not in ("submitted", "done") else 2

    def _frozen_message(self, what):
        return self.env._(
            "%(report)s was submitted; “%(what)s” changes only after it was sent back.",
            report=self.display_name,
            what=what,
        )
