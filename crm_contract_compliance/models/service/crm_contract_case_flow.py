from odoo import fields, models
from odoo.exceptions import UserError

from ..base.windows import dialog_of
from .selections import UPHELD

LOW_SCORE = 2
_STAMPS = {
    "assigned": "assigned_at",
    "in_progress": "started_at",
    "answered": "answered_at",
    "closed": "closed_at",
}


class CrmContractCase(models.Model):
    """The case's moves: no step is skipped, and each keeps its time (T0-4.3)."""

    _inherit = "crm.contract.case"
    _transitions = {
        "received": {"assigned": "_guard_assigned", "cancelled": "_guard_cancelled"},
        "assigned": {"in_progress": "_guard_assigned", "cancelled": "_guard_cancelled"},
        "in_progress": {"answered": "_guard_answered"},
        "answered": {"closed": "_guard_closed", "in_progress": None},
        "closed": {},
        "cancelled": {},
    }

    assigned_at = fields.Datetime("Assigned", readonly=True, copy=False)
    started_at = fields.Datetime("Started", readonly=True, copy=False)
    answered_at = fields.Datetime("Answered", readonly=True, copy=False)
    answered_on = fields.Date(readonly=True, copy=False, help="The day that is judged.")
    closed_at = fields.Datetime("Closed", readonly=True, copy=False)
    closed_on = fields.Date(readonly=True, copy=False)
    cancel_reason = fields.Char("Reason of Cancelling", readonly=True, copy=False)

    def action_assign(self):
        """To the person who is named; else whoever presses it takes it over."""
        for case in self:
            case._refuse_moved("assigned")
            vals = {} if case.user_id else {"user_id": self.env.uid}
            case.write({**vals, "state": "assigned"})
        return True

    def action_start(self):
        return self._advance("in_progress")

    def action_answer(self):
        """The verb of the timeline: a request is answered here, a complaint by its dialog."""
        self.ensure_one()
        if self.kind == "complaint":
            return self._action_dialog("notify", self.env._("Notify Customer"))
        return self._advance("answered")

    def action_reopen(self):
        return self._advance("in_progress")

    def action_record_finding(self):
        return self._action_dialog("finding", self.env._("Record Finding"))

    def action_extend(self):
        return self._action_dialog("extend", self.env._("Extend"))

    def action_close(self):
        return self._action_dialog("close", self.env._("Close"))

    def action_cancel(self):
        return self._action_dialog("cancel", self.env._("Cancel"))

    def action_view_partner(self):
        """Where the new data are entered (T0-3.3)."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }

    def _action_dialog(self, name, title):
        self.ensure_one()
        self.check_access("write")
        return dialog_of(f"crm.contract.case.{name}.wizard", title, case_id=self.id)

    def _advance(self, state):
        self._refuse_moved(state)
        return self.write({"state": state})

    def _refuse_moved(self, state):
        """Of two people at once the second hears it, and nothing of theirs is written."""
        for case in self:
            if case.state == state:
                raise UserError(
                    self.env._(
                        "%(case)s is “%(state)s” already: somebody else was faster. Reload the"
                        " page.",
                        case=case.display_name,
                        state=case._state_label(state),
                    )
                )

    def _close(self, feedback, score, note):
        """Record what the customer says of it, and close."""
        self.ensure_one()
        self._refuse_moved("closed")
        if feedback:
            is_given = feedback == "given"
            self._write_settled(
                {
                    "feedback": feedback,
                    "feedback_score": int(score or 0) if is_given else 0,
                    "feedback_note": (note or "").strip(),
                }
            )
        self.write({"state": "closed"})
        self._follow_up_low_score()

    def _cancel(self, reason):
        self.ensure_one()
        self._refuse_moved("cancelled")
        self._write_settled({"cancel_reason": (reason or "").strip()})
        self.write({"state": "cancelled"})

    def _follow_up_low_score(self):
        """T2-3.3.3: a score of 2 or less is somebody's task."""
        score = self.feedback_score
        if self.feedback != "given" or score > LOW_SCORE:
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Follow up: the customer gave %s of 5", score),
            user_id=(self.user_id or self.contract_user_id).id,
        )

    def _guard_assigned(self):
        if not self.user_id:
            raise UserError(self.env._("Say who answers for %s.", self.display_name))

    def _guard_cancelled(self):
        if not self.cancel_reason:
            raise UserError(self.env._("Say why %s is cancelled.", self.display_name))

    def _guard_answered(self):
        if self.kind == "complaint":
            if not self.finding:
                raise UserError(self.env._("Record the finding of %s first.", self.display_name))
            if not self.outcome_sent_on:
                raise UserError(
                    self.env._(
                        "%s is answered when the customer was told of the outcome: press Notify"
                        " Customer.",
                        self.display_name,
                    )
                )
            return
        if not (self.answer or "").strip():
            raise UserError(self.env._("Say what was answered or done for %s.", self.display_name))
        if self.category == "training" and not self.session_date:
            raise UserError(
                self.env._("%s stays open: the day of the training is missing.", self.display_name)
            )

    def _guard_closed(self):
        if self.kind == "request":
            return self._refuse_without_feedback()
        if not self.outcome_sent_on:
            raise UserError(
                self.env._("%s is not closed before its outcome was notified.", self.display_name)
            )
        if self.finding in UPHELD:
            self._refuse_without_measures()
        return None

    def _refuse_without_feedback(self):
        """T0-4.3: given, or recorded as not given with a note."""
        is_said = {
            "given": bool(self.feedback_score),
            "not_given": bool((self.feedback_note or "").strip()),
        }
        if not is_said.get(self.feedback):
            raise UserError(
                self.env._(
                    "%s is not closed without the customer's feedback: record the score, or that"
                    " none was given and why.",
                    self.display_name,
                )
            )

    def _refuse_without_measures(self):
        """T0-5.3"""
        if not self._has_measure("preventive"):
            raise UserError(
                self.env._(
                    "A justified complaint needs a preventive action before it is closed. Add one"
                    " with an owner and a date."
                )
            )
        if not self._has_measure("corrective"):
            raise UserError(
                self.env._(
                    "A justified complaint needs a corrective action before it is closed. Add one"
                    " with an owner and a date."
                )
            )

    def _after_move(self, old_states):
        now = fields.Datetime.now()
        for case in self:
            case._write_settled(case._stamps(now, old_states[case.id]))
        return super()._after_move(old_states)

    def _stamps(self, now, old):
        """The first answer is the one that is judged; a case taken up again is told of anew."""
        if (old, self.state) == ("answered", "in_progress"):
            return {"outcome_sent_on": False}
        name = _STAMPS.get(self.state)
        stamps = {name: now} if name and not self[name] else {}
        if self.state == "answered" and not self.answered_on:
            stamps["answered_on"] = self.outcome_sent_on or self._local_day(now)
        if self.state == "closed":
            stamps["closed_on"] = self._local_day(now)
        return stamps
