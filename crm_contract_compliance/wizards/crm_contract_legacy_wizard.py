import base64
import binascii

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.base.windows import form_of
from ..tools.legacy import COLUMNS, MAX_ROWS, Problem, columns_of, conflicts, rows_of, twins
from ..tools.legacy_cells import plain
from ..tools.legacy_file import FileError, read_file
from ..tools.legacy_template import EXAMPLE
from . import legacy_words

SHOWN = 200


class CrmContractLegacyWizard(models.TransientModel):
    """Bring in the contracts that a company already has, from a spreadsheet, all or none.

    The check does what the import does, and takes it back.
    """

    _name = "crm.contract.legacy.wizard"
    _description = "Import Existing Contracts"
    _inherit = ["crm.contract.input.mixin"]

    company_id = fields.Many2one(
        "res.company", readonly=True, default=lambda self: self.env.company
    )
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    is_partner_created = fields.Boolean("Create Missing Counterparties")
    are_past_done = fields.Boolean(
        "Mark Past Deadlines as Done",
        default=True,
        help="They count as done before the contract was kept here.",
    )
    is_checked = fields.Boolean(
        compute="_compute_is_checked", store=True, readonly=False, precompute=True
    )
    result = fields.Char(readonly=True)
    problems = fields.Html(readonly=True)
    template_file = fields.Binary("Template", compute="_compute_template_file")

    @api.model_create_multi
    def create(self, vals_list):
        company = self.env.company
        return super().create([{**vals, "company_id": company.id} for vals in vals_list])

    @api.depends("file", "is_partner_created", "are_past_done")
    def _compute_is_checked(self):
        """Whatever is changed is checked anew."""
        self.is_checked = False

    @api.depends_context("lang")
    def _compute_template_file(self):
        for wizard in self:
            wizard.template_file = base64.b64encode(wizard._template())

    def action_download_template(self):
        """An empty list in the reader's language."""
        self.ensure_one()
        self.check_access("write")
        name = self.env._("Existing contracts.xlsx")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/template_file/{name}?download=true",
            "target": "download",
        }

    def action_check(self):
        """Go through the file as the import does, and take everything back."""
        self.ensure_one()
        self.check_access("write")
        found, figures = self._dry_run()
        self._tell(found, figures)
        return self._reopen()

    def action_import(self):
        """All of the file, or nothing of it."""
        self.ensure_one()
        self.check_access("write")
        rows, found = self._read()
        if not found:
            contracts, found = self._attempt(rows)[:2]
        if found:
            self._tell(found, {})
            return self._reopen()
        return self._open_imported(contracts)

    def _open_imported(self, contracts):
        views = ("list", "kanban", "form")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Imported Contracts"),
            "res_model": contracts._name,
            "view_mode": ",".join(views),
            "views": [(False, view) for view in views],
            "domain": [("id", "in", contracts.ids)],
            "context": {"active_test": False},
            "target": "main",
        }

    def _dry_run(self):
        """(problems, figures) of an import that leaves nothing."""
        rows, found = self._read()
        wrong = {problem.line for problem in found}
        good = [row for row in rows if row.line not in wrong]
        _contracts, refused, figures = self._attempt(good, is_dry=True)
        return sorted([*found, *refused], key=lambda one: one.line), figures

    def _attempt(self, rows, is_dry=False):
        """(contracts, problems, figures); unless all went well and in earnest, nothing stays."""
        new = len(self._missing_partners(self._partners(rows), rows))
        with self.env.cr.savepoint() as point:
            contracts, refused = self._import_rows(rows, is_dry)
            figures = {**self._figures(contracts), "partners": new}
            if is_dry or refused:
                point.close(rollback=True)
        return contracts, refused, figures

    def _read(self):
        """The rows of the file, and what can be told of them before anything is written."""
        grid = self._grid()
        words = self._words()
        places, found = columns_of(grid.titles[1], grid.titles[0], COLUMNS, self._titles())
        if found:
            return [], found
        rows, found = rows_of(grid.lines, places, words)
        rows = [row for row in rows if row.values.get("code") != EXAMPLE]
        kept = {row.line for row in rows}
        found = [problem for problem in found if problem.line in kept] + twins(rows)
        if not rows:
            found.append(Problem(grid.titles[0], "name", "no_contract"))
        today = fields.Date.context_today(self)
        for row in rows:
            found += conflicts(row, today)
        return rows, sorted([*found, *self._lookup_problems(rows)], key=lambda one: one.line)

    def _grid(self):
        try:
            content = base64.b64decode(self.file or b"", validate=True)
        except (binascii.Error, ValueError):
            content = b"\0"
        try:
            return read_file(content, MAX_ROWS)
        except FileError as error:
            raise UserError(legacy_words.file_problem(self.env, error)) from error

    def _titles(self):
        """{plain title: key}: the keys, and the titles in every language that is installed."""
        known = {plain(column.key): column.key for column in COLUMNS}
        for env in self._languages():
            known.update({plain(title): key for key, title in legacy_words.titles(env).items()})
        return known

    def _languages(self):
        codes = [code for code, _name in self.env["res.lang"].get_installed()]
        return [self.with_context(lang=code).env for code in codes]

    def _tell(self, found, figures):
        """What the check found stands in the dialog."""
        self.write(
            {
                "problems": self._problem_table(found) if found else False,
                "result": self._result(found, figures),
            }
        )
        self.is_checked = not found

    def _result(self, found, figures):
        if found:
            return self._refusal(len(found), len({problem.line for problem in found}))
        return self.env._(
            "The file is in order. Contracts: %(contracts)s, ended by now: %(ended)s, open"
            " deadlines: %(deadlines)s, new contacts: %(partners)s. Nothing is imported yet.",
            **figures,
        )

    def _refusal(self, problems, lines):
        if problems == 1:
            return self.env._(
                "1 problem in 1 line. Nothing was imported; correct the file and choose it again."
            )
        if lines == 1:
            return self.env._(
                "%s problems in 1 line. Nothing was imported; correct the file and choose it"
                " again.",
                problems,
            )
        return self.env._(
            "%(problems)s problems in %(lines)s lines. Nothing was imported; correct the file and"
            " choose it again.",
            problems=problems,
            lines=lines,
        )

    def _problem_table(self, found):
        """A row a problem: line, column, and what is wrong above what to do."""
        heads = (
            self.env._("Line"),
            self.env._("Column"),
            self.env._("What Is Wrong and What to Do"),
        )
        rows = Markup("").join(map(self._problem_row, found[:SHOWN]))
        if len(found) > SHOWN:
            rest = self.env._("and %s more", len(found) - SHOWN)
            rows += Markup("<tr><td></td><td></td><td>%s</td></tr>") % rest
        head = Markup("").join(Markup("<th>%s</th>") % text for text in heads)
        return Markup(
            '<table class="table table-sm"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>'
        ) % (head, rows)

    def _problem_row(self, problem):
        line, column, what, how = self._problem_words(problem)
        return Markup(
            '<tr><td>%s</td><td>%s</td><td>%s<br/><span class="text-muted">%s</span></td></tr>'
        ) % (line, column, what, how)

    def _problem_words(self, problem):
        what, how = legacy_words.problem(self.env, problem)
        return problem.line, legacy_words.column_title(self.env, problem.column), what, how

    def _reopen(self):
        title = self.env._("Import Existing Contracts")
        return {**form_of(self), "name": title, "target": "new"}
