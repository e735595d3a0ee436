import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..tools.due_date import end_of_local_day
from ..tools.rest_days import RestDay, RestFileError, parse_rest_days, spans_of

try:
    import chinese_calendar
except ImportError:  # its dialog says so
    chinese_calendar = None

MOST_BYTES = 1024 * 1024


class CrmContractRestDaysWizard(models.TransientModel):
    """Load a year's published rest days and make-up workdays into the company's calendar.

    What it would add is shown first; what stands there already is never added twice.
    """

    _name = "crm.contract.rest.days.wizard"
    _description = "Load Rest Days"
    _inherit = ["crm.contract.input.mixin"]

    company_id = fields.Many2one(
        "res.company", readonly=True, default=lambda self: self.env.company
    )
    source = fields.Selection(
        [("published", "As published"), ("file", "From a file")], required=True, default="published"
    )
    country_id = fields.Many2one("res.country", default=lambda self: self._default_country())
    year = fields.Integer(default=lambda self: self._default_year(), aggregator=None)
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
    preview = fields.Text(compute="_compute_preview")
    new_count = fields.Integer(compute="_compute_preview")

    _bounds = {"year": (1990, 2200)}

    @api.model
    def _default_country(self):
        return self.env.company.country_id or self.env.ref("base.cn")

    @api.model
    def _default_year(self):
        """The first year that was never loaded, of this one and the next."""
        years = self.env.company._crm_contract_unloaded_years()
        return years[0] if years else fields.Date.today().year

    @api.model_create_multi
    def create(self, vals_list):
        company = self.env.company
        return super().create([{**vals, "company_id": company.id} for vals in vals_list])

    @api.depends("source", "country_id", "year", "file")
    def _compute_preview(self):
        for wizard in self:
            try:
                spans = wizard._missing()
            except UserError as error:
                wizard.preview, wizard.new_count = str(error), 0
                continue
            wizard.preview = "\n".join(map(wizard._span_in_words, spans)) or self.env._(
                "Nothing to add: all of it stands in the calendar already."
            )
            wizard.new_count = len(spans)

    def action_load(self):
        """Add what is shown; a second time adds nothing."""
        self.ensure_one()
        self.check_access("write")
        spans = self._missing()
        self._add(spans)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s entries were added to the calendar.", len(spans)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _missing(self):
        """The spans of days that the company's calendar does not have yet."""
        self.browse().check_access("write")
        days = self._file_days() if self.source == "file" else self._published_days()
        company = self.env.company
        rest = company._crm_contract_rest_days(company._crm_contract_tz())
        return spans_of(
            one
            for one in days
            if one.day not in (rest.makeup_workdays if one.is_workday else rest.holidays)
        )

    def _add(self, spans):
        company = self.env.company
        zone = company._crm_contract_tz()
        self.env["resource.calendar.leaves"].sudo().create(
            [
                {
                    "name": self._name_of(span),
                    "calendar_id": company.sudo().resource_calendar_id.id,
                    "company_id": company.id,
                    "time_type": "crm_contract_workday" if span.is_workday else "leave",
                    "date_from": fields.Datetime.add(
                        end_of_local_day(fields.Date.subtract(span.first, days=1), zone), seconds=1
                    ),
                    "date_to": end_of_local_day(span.last, zone),
                }
                for span in spans
            ]
        )

    def _published_days(self):
        """What the country's government has published for the year."""
        if self.country_id.code != "CN":
            raise UserError(
                self.env._("No list is at hand for %s: load a file.", self.country_id.name or "–")
            )
        if not chinese_calendar:
            raise UserError(
                self.env._(
                    "The list is missing on this server: install the Python package"
                    " “chinesecalendar”, or load a file."
                )
            )
        if self.year not in {day.year for day in chinese_calendar.holidays}:
            raise UserError(
                self.env._(
                    "The rest days of %s are not known yet: they are published towards the end of"
                    " the year before. Update the Python package “chinesecalendar”, or load a"
                    " file.",
                    self.year,
                )
            )
        names = {one.value: f"{one.value} {one.chinese}" for one in chinese_calendar.Holiday}
        return [
            RestDay(day, names.get(name, name), is_workday)
            for table, is_workday in (
                (chinese_calendar.holidays, False),
                (chinese_calendar.workdays, True),
            )
            for day, name in table.items()
            if day.year == self.year
        ]

    def _file_days(self):
        try:
            content = base64.b64decode(self.file or b"", validate=True)
        except (binascii.Error, ValueError):
            content = b"\0"
        if not content:
            raise UserError(
                self.env._("Choose a CSV file: a date, a name, and “rest” or “workday” a line.")
            )
        if len(content) > MOST_BYTES:
            raise UserError(self.env._("The file is larger than 1 MB; a year has some 40 lines."))
        try:
            return parse_rest_days(content)
        except RestFileError as error:
            raise UserError(
                self.env._(
                    "Line %(line)s: %(problem)s.",
                    line=error.line,
                    problem=self._problem_in_words(error.code),
                )
            ) from error

    @api.model
    def _problem_in_words(self, code):
        return {
            "columns": self.env._("a line holds a date, a name, and “rest” or “workday”"),
            "date": self.env._("its date is not written like 2026-10-01"),
            "year": self.env._("its year is out of bounds"),
            "name": self.env._("the name of the holiday is missing"),
            "kind": self.env._("the third column is neither “rest” nor “workday”"),
            "twice": self.env._("its day stands in the file already"),
            "too_many": self.env._("the file has too many lines"),
            "empty": self.env._("the file names no day"),
            "text": self.env._("the file is no text"),
        }[code]

    def _name_of(self, span):
        return self.env._("Make-up workday: %s", span.name) if span.is_workday else span.name

    def _span_in_words(self, span):
        first, last = format_date(self.env, span.first), format_date(self.env, span.last)
        days = first if span.first == span.last else f"{first} – {last}"
        return f"{days}  {self._name_of(span)}"
