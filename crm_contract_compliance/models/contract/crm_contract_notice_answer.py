from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.local_day import by_today


class CrmContractNotice(models.Model):
    """A notice that wants an answer keeps a deadline open until the answer is recorded.

    An unanswered request for cooperation calls for a formal notice (T2-6.1.2): the one that
    follows it up.
    """

    _inherit = "crm.contract.notice"
    _deadline_triggers = frozenset({"needs_answer", "answer_due_on", "answered_on"})

    needs_answer = fields.Boolean(
        "Answer Expected",
        compute="_compute_needs_answer",
        store=True,
        readonly=False,
        precompute=True,
    )
    answer_due_on = fields.Date(
        "Answer By",
        compute="_compute_answer_due_on",
        store=True,
        readonly=False,
        precompute=True,
    )
    answered_on = fields.Date()
    answer = fields.Text()
    follows_id = fields.Many2one(
        "crm.contract.notice", "Follows Up", ondelete="restrict", index="btree_not_null"
    )
    follow_up_ids = fields.One2many("crm.contract.notice", "follows_id", "Followed Up By")
    is_unanswered = fields.Boolean(
        "Unanswered", compute="_compute_is_unanswered", search="_search_is_unanswered"
    )

    @api.depends("kind")
    def _compute_needs_answer(self):
        for notice in self:
            notice.needs_answer = notice.needs_answer or notice.kind == "cooperation"

    @api.depends("kind", "sent_on", "needs_answer")
    def _compute_answer_due_on(self):
        """Offered for a request for cooperation: so many days as the contract says."""
        for notice in self:
            is_asked = notice.kind == "cooperation" and notice.needs_answer and notice.sent_on
            if is_asked and not notice._origin:
                contract = notice.contract_id
                due = contract._forward_due(notice.sent_on, contract.cooperation_days)
                notice.answer_due_on = due.due
            else:
                notice.answer_due_on = notice.needs_answer and notice.answer_due_on

    @api.depends("needs_answer", "answer_due_on", "answered_on", "follow_up_ids")
    def _compute_is_unanswered(self):
        for notice in self:
            due = notice.needs_answer and not notice.answered_on and notice.answer_due_on
            is_late = due and due < notice.contract_id._local_today()
            notice.is_unanswered = bool(is_late and not notice.follow_up_ids)

    @api.model
    def _search_is_unanswered(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("needs_answer", "=", True)
            & Domain("answered_on", "=", False)
            & by_today(self, "answer_due_on", "<")
            & Domain("follow_up_ids", "=", False)
        )

    @api.constrains("needs_answer", "answer_due_on", "answered_on", "sent_on")
    def _check_answer(self):
        for notice in self:
            notice._refuse_future(notice.answered_on)
            for day in (notice.answer_due_on, notice.answered_on):
                if day and day < notice.sent_on:
                    raise ValidationError(
                        self.env._("A notice is not answered before it was sent.")
                    )
            if notice.answer_due_on and not notice.needs_answer:
                raise ValidationError(
                    self.env._("Tick “Answer Expected” where an answer is due by a day.")
                )

    @api.constrains("follows_id", "contract_id")
    def _check_follows(self):
        for notice in self:
            if notice.follows_id and notice.follows_id.contract_id != notice.contract_id:
                raise ValidationError(self.env._("A notice follows up one of the same contract."))

    def action_follow_up(self):
        """The formal notice on a request that nobody answered (T2-6.1.2)."""
        self.ensure_one()
        return self.contract_id._notice_dialog(
            "other",
            side=self.side,
            to_side=self.to_side,
            subject=self.subject,
            follows_id=self.id,
        )

    def _deadline_specs(self):
        if not self.needs_answer or not self.answer_due_on:
            return []
        return [
            DeadlineSpec(
                "answer",
                self.answer_due_on,
                side=self.to_side,
                subject=self.subject or str(self.sent_on),
                done_on=self.answered_on or None,
            )
        ]
