from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.service import binding_due, is_told_in_time
from ..base.words import day_in_words
from .selections import FINDINGS, UPHELD

OPEN = ("received", "assigned", "in_progress")


class CrmContractCase(models.Model):
    """A complaint's extension, finding, measures and outcome; a request's feedback (T0-5)."""

    _inherit = "crm.contract.case"

    extended_due_date = fields.Date("Extended To", readonly=True, copy=False)
    extension_reason = fields.Char(readonly=True, copy=False)
    extension_notified_on = fields.Date("Customer Told On", readonly=True, copy=False)
    extension_proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_case_extension_rel",
        string="Proof of the Extension",
        readonly=True,
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    is_extension_late = fields.Boolean("Late Extension", readonly=True, copy=False)

    finding = fields.Selection(FINDINGS, readonly=True, copy=False)
    facts = fields.Text("Facts Verified", readonly=True, copy=False)
    corrective_action = fields.Text(copy=False)
    corrective_user_id = fields.Many2one(
        "res.users", "Corrected By", copy=False, domain=[("share", "=", False)]
    )
    corrective_due_date = fields.Date("Corrected Until", copy=False)
    corrective_done_on = fields.Date("Corrected On", copy=False)
    preventive_action = fields.Text(copy=False)
    preventive_user_id = fields.Many2one(
        "res.users", "Prevented By", copy=False, domain=[("share", "=", False)]
    )
    preventive_due_date = fields.Date("In Place Until", copy=False)
    preventive_done_on = fields.Date("In Place Since", copy=False)

    outcome_sent_on = fields.Date(readonly=True, copy=False)
    outcome_sent_to = fields.Char("Sent To", readonly=True, copy=False)
    outcome_reference = fields.Char("Proof of Sending", readonly=True, copy=False)
    outcome_proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_case_outcome_rel",
        string="Outcome Notice",
        readonly=True,
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )

    feedback = fields.Selection(
        [("given", "Given"), ("not_given", "Not given")], readonly=True, copy=False
    )
    feedback_score = fields.Integer(
        "Satisfaction (1–5)", readonly=True, copy=False, aggregator="avg"
    )
    feedback_note = fields.Text(readonly=True, copy=False)
    is_prevention_missing = fields.Boolean(
        "Justified Without Preventive Action",
        compute="_compute_is_prevention_missing",
        search="_search_is_prevention_missing",
    )

    @api.depends("finding", "preventive_action", "preventive_user_id", "preventive_due_date")
    def _compute_is_prevention_missing(self):
        for case in self:
            case.is_prevention_missing = case.finding in UPHELD and not case._has_measure(
                "preventive"
            )

    @api.model
    def _search_is_prevention_missing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("finding", "in", UPHELD) & Domain.OR(
            Domain(f"preventive_{name}", "=", False) for name in ("action", "user_id", "due_date")
        )

    @api.constrains(
        "corrective_due_date",
        "preventive_due_date",
        "corrective_done_on",
        "preventive_done_on",
        "received_at",
    )
    def _check_measures(self):
        for case in self:
            for measure in ("corrective", "preventive"):
                due, done = case[f"{measure}_due_date"], case[f"{measure}_done_on"]
                if due and case.received_on and due < case.received_on:
                    raise ValidationError(
                        self.env._("An action is not due before the complaint came in.")
                    )
                if done and done > case._local_day(fields.Datetime.now()):
                    raise ValidationError(self.env._("Nothing was done on a day to come."))

    def _has_measure(self, measure):
        """Text, owner and date."""
        return bool(
            (self[f"{measure}_action"] or "").strip()
            and self[f"{measure}_user_id"]
            and self[f"{measure}_due_date"]
        )

    def _record_finding(self, finding, facts):
        self.ensure_one()
        self._refuse_unless_complaint(("in_progress",))
        if not finding or not (facts or "").strip():
            raise UserError(self.env._("A finding says what was found, and the facts."))
        self._write_settled({"finding": finding, "facts": facts.strip()})
        labels = dict(self._fields["finding"]._description_selection(self.env))
        self._message_log(body=self.env._("Finding: %s", labels[finding]))

    def _extend(self, reason, day, notified_on, proofs, is_late_accepted=False):
        """T0-5.2b: the customer hears of it in time, or the original date stays."""
        self.ensure_one()
        self._refuse_unless_complaint(OPEN)
        self._refuse_bad_extension(reason, day, notified_on)
        due = self.answer_due_date
        is_late = not is_told_in_time(due, notified_on)
        if is_late and not is_late_accepted:
            raise UserError(self._late_extension_message(notified_on))
        self._write_settled(
            {
                "extended_due_date": day,
                "extension_reason": reason.strip(),
                "extension_notified_on": notified_on,
                "extension_proof_ids": [fields.Command.link(file.id) for file in proofs],
                "is_extension_late": is_late,
                "answer_due_date": binding_due(due, day, notified_on),
            }
        )
        self._message_log(
            body=self.env._(
                "Extended from %(old)s to %(new)s, the customer told on %(told)s: %(reason)s",
                old=day_in_words(self.env, due),
                new=day_in_words(self.env, day),
                told=day_in_words(self.env, notified_on),
                reason=reason.strip(),
            )
        )

    def _refuse_bad_extension(self, reason, day, notified_on):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the answer takes longer."))
        if not notified_on:
            raise UserError(self.env._("An extension needs a dated notice to the customer."))
        if not day or day <= self.answer_due_date:
            raise UserError(
                self.env._(
                    "The new date lies after the current one, %s.",
                    day_in_words(self.env, self.answer_due_date),
                )
            )
        self._refuse_strange_day(notified_on)

    def _refuse_strange_day(self, day):
        """A notice is dated between the receipt and today."""
        if day > self._local_day(fields.Datetime.now()):
            raise UserError(self.env._("A notice cannot be dated on a future day."))
        if day < self.received_on:
            raise UserError(self.env._("A notice cannot be dated before the complaint came in."))

    def _late_extension_message(self, notified_on):
        """Message 6 of screens.md §14."""
        return self.env._(
            "The extension came too late: the customer must be told by %(due)s, the notice is"
            " dated %(told)s. The original date stays.",
            due=day_in_words(self.env, self.answer_due_date),
            told=day_in_words(self.env, notified_on),
        )

    def _notify_outcome(self, vals, proofs):
        """The customer is told of the outcome: that is the answer to a complaint (T0-5.2a)."""
        self.ensure_one()
        self._refuse_moved("answered")
        self._refuse_unless_complaint(("in_progress",))
        self._refuse_strange_day(vals["outcome_sent_on"])
        answer = vals.pop("answer")
        self._write_settled(
            {**vals, "outcome_proof_ids": [fields.Command.link(file.id) for file in proofs]}
        )
        self.write({"answer": answer, "state": "answered"})

    def _refuse_unless_complaint(self, states):
        if self.kind != "complaint":
            raise UserError(self.env._("Only complaints have findings, extensions and outcomes."))
        if self.state not in states:
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”; this comes while it is worked on.",
                    case=self.display_name,
                    state=self._state_label(self.state),
                )
            )
