from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.due_date import DueTerms, forward_due
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.words import day_in_words
from .kinds import OPEN

_RUNNING = ("active", "suspended")


class CrmContract(models.Model):
    """The contract on its own timeline: renewal window and end."""

    _inherit = "crm.contract"
    _deadline_triggers = frozenset(
        {
            "state",
            "end_date",
            "renewal_notice_date",
            "renewal_complete_date",
            "renewal_decision",
            "renewal_decided_on",
            "is_renewed",
            "ended_on",
            "our_side",
        }
    )

    deadline_ids = fields.One2many("crm.contract.deadline", "contract_id", "Deadlines")
    next_due = fields.Date(compute="_compute_deadline_figures")
    open_deadline_count = fields.Integer("Open Deadlines", compute="_compute_deadline_figures")
    overdue_count = fields.Integer("Overdue", compute="_compute_deadline_figures")

    def _deadline_contract(self):
        return self

    def _deadline_specs(self):
        """Renewal notice, completion and end; armed while the contract is in force (T0-9.2)."""
        self.ensure_one()
        if self.state in ("ended", "closed"):
            return [DeadlineSpec("expiry", self.end_date or self.ended_on, done_on=self.ended_on)]
        if self.state not in _RUNNING or not self.end_date:
            return []
        decided = self.renewal_decided_on or None
        side = self.our_side
        specs = [DeadlineSpec("expiry", self.end_date, side=side)]
        if self.renewal_notice_date:
            specs.append(
                DeadlineSpec(
                    "renewal_notice",
                    self.renewal_notice_date,
                    side=side,
                    done_on=decided if self.renewal_decision else None,
                )
            )
        if self.renewal_complete_date and self.renewal_decision != "lapse":
            specs.append(
                DeadlineSpec(
                    "renewal_complete",
                    self.renewal_complete_date,
                    side=side,
                    done_on=self._local_today() if self.is_renewed else None,
                )
            )
        return specs

    @api.depends("deadline_ids.due_date", "deadline_ids.state")
    def _compute_deadline_figures(self):
        groups = self.env["crm.contract.deadline"]._read_group(
            Domain("contract_id", "in", self.ids) & Domain("state", "in", OPEN),
            ["contract_id", "bucket"],
            ["due_date:min", "__count"],
        )
        found = defaultdict(dict)
        for contract, bucket, first, count in groups:
            found[contract.id][bucket] = (first, count)
        for contract in self:
            buckets = found[contract.id]
            contract.next_due = min((first for first, _count in buckets.values()), default=False)
            contract.open_deadline_count = sum(count for _first, count in buckets.values())
            contract.overdue_count = buckets.get("overdue", (False, 0))[1]

    def write(self, vals):
        """Deadlines of the old owner go to the new one; what turns confidential is told no more."""
        theirs = self.env["crm.contract.deadline"].sudo()
        if "user_id" in vals:
            theirs = self.sudo().deadline_ids.filtered(
                lambda row: row.state in OPEN and row.user_id == row.contract_id.user_id
            )
        result = super().write(vals)
        if "member_ids" in vals:
            self.env["crm.contract.deadline"].invalidate_model(["is_member"], flush=False)
        if theirs:
            theirs.write({"user_id": vals["user_id"]})
        if "is_classified" in vals:
            self.deadline_ids._rename_activities()
        return result

    def action_view_deadlines(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_deadline_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {"search_default_open": 1, "search_default_group_bucket": 1}
        return action

    def _alert_list(self):
        banners = super()._alert_list()
        if self.overdue_count:
            day = day_in_words(self.env, self.next_due)
            message = self.env._("One deadline is overdue, since %s.", day)
            if self.overdue_count > 1:
                message = self.env._(
                    "%(count)s deadlines are overdue, the oldest since %(day)s.",
                    count=self.overdue_count,
                    day=day,
                )
            banners.append(
                (
                    "overdue",
                    {
                        "level": "danger",
                        "message": message,
                        "action_text": self.env._("Show them"),
                        "action": self.action_view_deadlines(),
                    },
                )
            )
        if self._is_decision_due():
            banners.append(
                (
                    "window",
                    {
                        "level": "info",
                        "message": self.env._(
                            "In the notice window: decide on the renewal by %s.",
                            day_in_words(self.env, self.renewal_notice_date),
                        ),
                        "action_text": self.env._("Decide"),
                        "action": self.action_decide_renewal(),
                    },
                )
            )
        return banners

    def _is_decision_due(self):
        """Worth a banner: the window is open, its day still to come, and the reader decides."""
        return (
            self.in_notice_window
            and not self.renewal_decision
            and self.renewal_notice_date >= self._local_today()
            and self.env.user.has_group("crm_contract_compliance.group_contract_officer")
        )

    def _forward_due(self, start, days, unit="calendar"):
        """The due date ``days`` after ``start`` under this contract's shift rules (L-24, L-25).

        :return: a ``DueDate``, which says why it moved and which years were never loaded
        """
        self.ensure_one()
        terms = DueTerms(days, unit, self.is_holiday_shifted, self.is_weekend_shifted)
        return forward_due(start, terms, self.company_id._crm_contract_rest_days(self.tz))
