from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..base import doors
from ..base.windows import form_of
from .crm_contract_ability import NEEDED_FOR

_TERMS = ("name", "company_id", "category", "steps", "review_days")
_HELD = frozenset({"name", "steps", "category", "company_id"})


class CrmContractProcess(models.Model):
    """How a kind of case is worked on, step by step; each version stays as it was (T2-3.3.1).

    A case keeps the version that was current when it came in.
    """

    _name = "crm.contract.process"
    _description = "Service Process"
    _inherit = ["crm.contract.input.mixin"]
    _order = "category, version desc, id desc"

    name = fields.Char("Process", required=True)
    category = fields.Selection(NEEDED_FOR, "Kind of Case", required=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for all companies.")
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    is_current = fields.Boolean("Current", readonly=True, copy=False)
    current_from = fields.Date("In Use From", readonly=True, copy=False)
    steps = fields.Text(help="What is done, in order; one step a line.")
    review_days = fields.Integer("Review Every (Days)", default=365, help="0: never.")
    reviewed_on = fields.Date(readonly=True, copy=False)
    review_note = fields.Text("What the Review Found")
    review_date = fields.Date(
        "Next Review", compute="_compute_review_date", store=True, help="Does it fit the customers?"
    )
    is_review_due = fields.Boolean(
        "Review Due", compute="_compute_is_review_due", search="_search_is_review_due"
    )
    case_ids = fields.One2many("crm.contract.case", "process_id", "Cases")
    case_count = fields.Integer("Cases by It", compute="_compute_case_count")
    is_held = fields.Boolean(compute="_compute_is_held")

    _bounds = {"review_days": (0, 3650)}
    _settled_fields = frozenset({"version", "is_current", "current_from", "reviewed_on"})

    _one_current = models.UniqueIndex(
        "(COALESCE(company_id, 0), category) WHERE is_current IS TRUE",
        "This kind of case has its process already.",
    )
    _version_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), category, version)", "This version of the process is there."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_second(vals_list)
        processes = super().create(vals_list)
        today = fields.Date.context_today(self)
        for process in processes:
            process._write_settled(
                {
                    "version": process.version or 1,
                    "is_current": True,
                    "current_from": today,
                    "reviewed_on": today,
                }
            )
        return processes

    def write(self, vals):
        self.check_access("write")
        for process in self:
            changed = [
                name for name in _HELD & vals.keys() if process._is_changed(name, vals[name])
            ]
            if changed and (process.is_held and not process._is_door_open()):
                raise UserError(
                    self.env._(
                        "Cases were worked on by %s: press New Version to change it.",
                        process.display_name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for process in self:
            if process.is_held:
                raise UserError(
                    self.env._("Cases were worked on by %s: it is kept.", process.display_name)
                )

    @api.depends("name", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for process in self:
            process.display_name = self.env._(
                "%(process)s, version %(number)s",
                process=process.name or "",
                number=process.version,
            )

    @api.depends("reviewed_on", "review_days", "is_current")
    def _compute_review_date(self):
        for process in self:
            is_reviewed = process.is_current and process.reviewed_on and process.review_days
            process.review_date = is_reviewed and fields.Date.add(
                process.reviewed_on, days=process.review_days
            )

    @api.depends("review_date")
    def _compute_is_review_due(self):
        today = fields.Date.context_today(self)
        for process in self:
            process.is_review_due = bool(process.review_date) and process.review_date <= today

    @api.model
    def _search_is_review_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = Domain("review_date", "<=", fields.Date.context_today(self))
        return Domain.OR(due if wanted else ~due for wanted in value)

    @api.depends("case_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_case_count(self):
        """What the reader may open is counted."""
        cases = self.env["crm.contract.case"]
        domain = [("process_id", "in", self.ids)]
        is_reader = cases.has_access("read")
        groups = cases._read_group(domain, ["process_id"], ["__count"]) if is_reader else []
        counts = {process.id: count for process, count in groups}
        for process in self:
            process.case_count = counts.get(process.id, 0)

    @api.depends("case_ids", "is_current")
    def _compute_is_held(self):
        """By whoever's cases: a version that was worked by stays."""
        cases = self.env["crm.contract.case"].sudo()
        groups = cases._read_group([("process_id", "in", self.ids)], ["process_id"])
        worked_by = {process.id for [process] in groups}
        for process in self:
            is_old = bool(process.id) and not process.is_current
            process.is_held = is_old or process.id in worked_by

    def action_new_version(self):
        """The next version is the current one from today on; this one stays as it was."""
        self.ensure_one()
        self.check_access("write")
        if not self.is_current:
            raise UserError(
                self.env._("%s is an old version: take the current one.", self.display_name)
            )
        vals = {name: self._fields[name].convert_to_write(self[name], self) for name in _TERMS}
        self._write_settled({"is_current": False})
        self.flush_recordset()
        door = doors.through(self, "crm_contract_settle")
        newer = door.create([{**vals, "version": self.version + 1}])
        return form_of(doors.closed(newer, "crm_contract_settle"))

    def action_reviewed(self):
        """It was looked at whether the process still fits the customers."""
        self.check_access("write")
        self._write_settled({"reviewed_on": fields.Date.context_today(self)})
        return True

    def action_view_cases(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "crm.contract.case",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [("process_id", "=", self.id)],
        }

    @api.model
    def _refuse_second(self, vals_list):
        """Before the index's own check, whose refusal is an error in the log."""
        keys = [(vals.get("category"), vals.get("company_id") or False) for vals in vals_list]
        for key in keys:
            twin = [
                ("category", "=", key[0]),
                ("company_id", "=", key[1]),
                ("is_current", "=", True),
            ]
            if keys.count(key) > 1 or self.sudo().search_count(twin, limit=1):
                raise ValidationError(
                    self.env._(
                        "This kind of case has its process already: open it and press New Version."
                    )
                )

    @api.model
    def _current(self, categories, companies):
        """{(category, company id): the process by which such cases are worked on today}."""
        found = self.sudo().search(
            [
                ("is_current", "=", True),
                ("category", "in", list(categories)),
                ("company_id", "in", [*companies.ids, False]),
            ]
        )
        by_key = defaultdict(self.browse)
        by_key.update({(row.category, row.company_id.id): row for row in found})
        return {
            (category, company.id): by_key[category, company.id] or by_key[category, False]
            for category in categories
            for company in companies
        }

    def _is_changed(self, name, value):
        field = self._fields[name]
        return field.convert_to_cache(value, self, validate=False) != field.convert_to_cache(
            self[name], self
        )
