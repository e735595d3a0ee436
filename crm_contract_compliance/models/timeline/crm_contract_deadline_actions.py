from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.due_date import local_day
from ..base.windows import dialog_of, form_of
from ..base.words import listed
from .kinds import OPEN

# Kinds that mirror a fact close when the fact does; a person has no tick for them.
MIRRORS = {
    "renewal_notice",
    "renewal_complete",
    "expiry",
    "termination",
    "rescission",
    "nda",
    "certificate",
    "consent",
    "agreement",
    "third_party",
    "payment",
    "limitation",
    "answer",
    "dispute",
    "complaint",
    "request",
    "resolution",
    "information",
    "data_request",
    "incident",
    "measure",
    "handover",
}


class CrmContractDeadline(models.Model):
    """What a person does with a deadline."""

    _inherit = "crm.contract.deadline"

    def action_done(self):
        """Done in one click; the notification offers to undo it."""
        self._refuse_mirrors()
        for row in self:
            row.write({"done_on": row._local_today(), "state": "done"})
        return {
            "type": "ir.actions.client",
            "tag": "contract_deadline_done_notification",
            "params": {
                "message": self.env._("Done: %s", listed(self.env, self.mapped("name"))),
                "deadline_ids": self.ids,
            },
        }

    def action_reopen(self):
        """Undo: back on the list."""
        self._refuse_mirrors()
        self.write({"state": "open", "done_on": False, "skip_reason": False})
        return True

    def action_done_with_proof(self):
        return self._action_wizard("crm.contract.deadline.done.wizard", self.env._("Done"))

    def action_accept(self):
        """The reviewer accepts the proof."""
        for row in self:
            row.write({"state": "done", "done_on": row.done_on or row._local_today()})
        return True

    def action_reject(self):
        """Ask why; the proof then goes back to whoever answers."""
        self._guard_review()
        title = self.env._("Send Back")
        return self._action_wizard("crm.contract.deadline.reason.wizard", title, decision="reject")

    def action_skip(self):
        """Ask why; nothing is owed of it any more."""
        self._refuse_mirrors()
        title = self.env._("Skip")
        return self._action_wizard("crm.contract.deadline.reason.wizard", title, decision="skip")

    def action_snooze(self):
        return self._action_wizard("crm.contract.deadline.snooze.wizard", self.env._("Snooze"))

    def action_reassign(self):
        return self._action_wizard("crm.contract.deadline.reassign.wizard", self.env._("Reassign"))

    def action_decide_renewal(self):
        self.ensure_one()
        return self.contract_id.action_decide_renewal()

    def action_open_source(self):
        """Open the record behind the row, not the bare deadline."""
        self.ensure_one()
        self.check_access("read")
        source = self.env[self.res_model].browse(self.res_id)
        target = source if source.exists() and source.has_access("read") else self.contract_id
        return form_of(target)

    @api.readonly
    @api.model
    def get_tiles(self):
        """The figures above the list: mine, and the team's for officers."""
        is_officer = self.env.user.has_group("crm_contract_compliance.group_contract_officer")
        return {
            "mine": self._count_tiles([("user_id", "=", self.env.uid)]),
            "team": self._count_tiles([]) if is_officer else False,
        }

    @api.model
    def _count_tiles(self, domain):
        names = ("overdue", "today", "week")
        buckets = dict(
            self._read_group([*domain, ("bucket", "in", names)], ["bucket"], ["__count"])
        )
        [(submitted, escalated)] = [
            (
                self.search_count([*domain, ("state", "=", "submitted")]),
                self.search_count([*domain, ("state", "in", OPEN), ("is_escalated", "=", True)]),
            )
        ]
        return {
            **{name: buckets.get(name, 0) for name in names},
            "submitted": submitted,
            "escalated": escalated,
        }

    def _local_today(self):
        return local_day(fields.Datetime.now(), self.tz or "UTC")

    def _refuse_mirrors(self):
        for row in self:
            if row.kind in MIRRORS:
                raise UserError(
                    self.env._(
                        "“%s” closes by itself when the matter behind it is settled.", row.name
                    )
                )

    def _action_wizard(self, model, title, **defaults):
        self.check_access("write")
        return dialog_of(model, title, deadline_ids=[fields.Command.set(self.ids)], **defaults)

    def _skip(self, reason):
        self._refuse_mirrors()
        self.write({"state": "skipped", "skip_reason": reason, "done_on": False})

    def _send_back(self, reason):
        self.write({"state": "open", "rejection_reason": reason, "done_on": False})
        for row in self:
            row.contract_id._message_log(
                body=self.env._(
                    "The proof of “%(what)s” was sent back: %(why)s", what=row.name, why=reason
                )
            )

    def _close_from_activity(self):
        """An activity marked done closes what wants no proof and mirrors no fact.

        Anybody may tie an activity to any deadline: only who may write the row closes it.
        """
        for row in self._filtered_access("write").sudo():
            if row.state == "open" and row.kind not in MIRRORS and not row._wants_more():
                row.write({"state": "done", "done_on": local_day(fields.Datetime.now(), row.tz)})

    def _wants_more(self):
        """Hook: whether a tick alone does not do it."""
        return self.needs_proof
