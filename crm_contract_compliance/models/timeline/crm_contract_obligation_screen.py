from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from .kinds import OPEN


class CrmContractObligation(models.Model):
    """What the screens ask of a duty: how it comes, and how it stands."""

    _inherit = "crm.contract.obligation"

    is_held = fields.Boolean(compute="_compute_is_held")
    rhythm = fields.Char("Comes", compute="_compute_rhythm")
    deadline_ids = fields.One2many("crm.contract.deadline", "obligation_id", "Occurrences")
    next_due = fields.Date(compute="_compute_figures")
    tz = fields.Selection(related="contract_id.tz", string="Time Zone")
    open_count = fields.Integer("Open", compute="_compute_figures")
    overdue_count = fields.Integer("Overdue", compute="_compute_figures")
    done_count = fields.Integer("Done", compute="_compute_figures")

    @api.depends("contract_id.state", "third_party_id.state")
    def _compute_is_held(self):
        for row in self:
            row.is_held = bool(row.id and row._freeze_level())

    @api.depends("unit", "interval", "basis", "offset_days", "kind", "count", "cycle")
    @api.depends_context("lang")
    def _compute_rhythm(self):
        for row in self:
            row.rhythm = row._rhythm_in_words()

    def _rhythm_in_words(self):
        self.ensure_one()
        if self.kind == "greeting":
            return self.env._("On public holidays")
        if self.unit == "none":
            return self.env._("Always")
        if self.unit == "once":
            if not self.offset_days:
                return self.env._("Once, on the first day")
            return self.env._("Once, %s days after the first day", self.offset_days)
        every = self._every_in_words()
        if self.basis == "period_end":
            return self.env._(
                "%(every)s, %(days)s days after its end", every=every, days=self.offset_days
            )
        return every

    def _every_in_words(self):
        number = self[
            {"key": "key_interval", "long_term": "long_term_interval"}.get(self.cycle, "interval")
        ]
        words = {
            "day": (self.env._("Every day"), self.env._("Every %s days", number)),
            "week": (self.env._("Every week"), self.env._("Every %s weeks", number)),
            "month": (self.env._("Every month"), self.env._("Every %s months", number)),
            "year": (self.env._("Every year"), self.env._("Every %s years", number)),
        }
        one, many = words.get(self.unit, ("", ""))
        return one if number == 1 else many

    @api.depends("deadline_ids.state", "deadline_ids.due_date")
    def _compute_figures(self):
        groups = self.env["crm.contract.deadline"]._read_group(
            Domain("obligation_id", "in", self.ids) & Domain("state", "!=", "cancelled"),
            ["obligation_id", "state", "bucket"],
            ["due_date:min", "__count"],
        )
        found = defaultdict(list)
        for duty, state, bucket, first, count in groups:
            found[duty.id].append((state, bucket, first, count))
        for row in self:
            figures = found[row.id]
            still = [figure for figure in figures if figure[0] in OPEN]
            row.next_due = min((first for *_, first, _count in still), default=False)
            row.open_count = sum(figure[3] for figure in still)
            row.overdue_count = sum(figure[3] for figure in still if figure[1] == "overdue")
            row.done_count = sum(figure[3] for figure in figures if figure[0] == "done")

    def action_view_occurrences(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_duty_action"
        )
        action["domain"] = [("obligation_id", "=", self.id)]
        action["context"] = {}
        return action
