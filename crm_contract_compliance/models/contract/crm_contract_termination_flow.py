from odoo import models
from odoo.exceptions import UserError

from ...tools.ending import earliest_end
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.evidence import has_files
from ..base.words import listed, term_error_in_words
from .crm_contract_termination import IN_FORCE

ASKED = "mail.mail_activity_data_todo"


class CrmContractTermination(models.Model):
    """From the declaration to the end: notice, earliest day, open matters, effect."""

    _inherit = "crm.contract.termination"
    _transitions = {
        "draft": {
            "notified": "_guard_notified",
            "effective": "_guard_agreed",
            "withdrawn": None,
        },
        "notified": {"effective": "_guard_effective", "withdrawn": "_guard_withdrawn"},
        "effective": {"settled": "_guard_settled"},
        "settled": {},
        "withdrawn": {},
    }
    _deadline_triggers = frozenset(
        {"state", "is_mutual", "requested_end_date", "earliest_end_date", "initiator_side"}
    )

    def action_notify(self):
        return self.write({"state": "notified"})

    def action_make_effective(self):
        for record in self:  # one by one: the first ends the contract, and withdraws the others
            record.write({"state": "effective"})
        return True

    def action_settle(self):
        return self.write({"state": "settled"})

    def action_withdraw(self):
        return self.write({"state": "withdrawn"})

    def action_record_notice(self):
        """The one dialog; the notice then declares this."""
        self.ensure_one()
        return self.contract_id._notice_dialog(self.kind, side=self.initiator_side)

    def action_send_to_sign(self):
        """Open the one signing route for the agreement on the end (T0-App8-9)."""
        for record in self:
            if not record.is_mutual or record.state != "draft" or record._has_instrument():
                raise UserError(
                    self.env._("The agreement on the end is signed once, while it is a draft.")
                )
            contract = record.contract_id
            execution = self.env["crm.contract.execution"]._open(
                "termination", {contract: contract.amendment_execution_mode}
            )
            record._write_settled({"execution_id": execution.id})
        return True

    def action_take_back(self):
        """What of it is out for signature."""
        self.ensure_one()
        return self._out_for_signature().action_take_back()

    def _out_for_signature(self):
        """Hook: its instruments that are being signed."""
        return self.execution_id.filtered(lambda execution: execution.state == "open")

    def _settle_dates(self):
        """Write the notice period and the earliest end: from the day of arrival (T1-11.2).

        The period is that of the day on which the end was declared.
        """
        for record in self.filtered(lambda record: record.state in ("draft", "notified")):
            days = record.notice_days
            if record.state == "draft":
                days = record.contract_id[f"{record.kind}_notice_days"]
            with term_error_in_words(self.env):
                earliest = not record.is_mutual and earliest_end(
                    record.notice_id.delivered_on or None, days, record.grace_until or None
                )
            wanted = {"notice_days": days, "earliest_end_date": earliest or False}
            record._write_settled(
                {name: value for name, value in wanted.items() if record[name] != value}
            )

    def _last_day(self):
        """The day on which the contract ends by this."""
        self.ensure_one()
        if self.requested_end_date or not self.is_mutual:
            return self.requested_end_date or self.earliest_end_date
        return self.sudo().execution_id.executed_on or self.contract_id._local_today()

    def _guard_officer(self):
        self.contract_id._require("officer")

    def _guard_withdrawn(self):
        """What has arrived binds: one side alone takes it back no more (CC 141, 565)."""
        if self.contract_id.state not in IN_FORCE:
            return
        self._guard_officer()
        if self.notice_id.delivered_on and not has_files(self):
            raise UserError(
                self.env._(
                    "The notice has arrived: it is taken back only by agreement. Attach the"
                    " agreement first."
                )
            )

    def _guard_notified(self):
        self._guard_officer()
        if self.is_mutual:
            raise UserError(self.env._("Both sides agree: no notice is needed."))
        self._refuse_incomplete()
        if not self.notice_id:
            raise UserError(self.env._("Record the notice by which the end is declared first."))

    def _guard_agreed(self):
        """By agreement alone a draft takes effect, and only with the agreement in hand."""
        if not self.is_mutual:
            raise UserError(self.env._("One side ends the contract by a notice: declare it first."))
        if not self._is_agreed():
            raise UserError(self.env._("Have the agreement on the end signed first, or attach it."))
        self._guard_ending()

    def _guard_effective(self):
        if not self.notice_id.delivered_on:
            raise UserError(
                self.env._("The notice has not arrived yet: it takes effect on arrival.")
            )
        if not self.notice_id.is_proven:
            raise UserError(self.env._("Nothing proves that the notice arrived: add the proof."))
        self._guard_ending()

    def _guard_ending(self):
        self._guard_officer()
        self._refuse_incomplete()
        day = self._last_day()
        self._refuse_too_early(day)
        self.contract_id._refuse_end_on(day)
        self.contract_id._refuse_open_matters(
            [gap for gap in self._overridable() if self._covers(gap)]
        )
        self._write_settled({"ended_on": day})

    def _guard_settled(self):
        """Hook: what must be settled before the end is."""
        self._guard_officer()

    def _has_instrument(self):
        return self.sudo().execution_id.state in ("open", "executed")

    def _is_agreed(self):
        return self.sudo().execution_id.state == "executed" or has_files(self)

    def _refuse_incomplete(self):
        contract = self.contract_id
        if contract.state not in IN_FORCE:
            raise UserError(
                self.env._("%s is not in force: there is nothing to end.", contract.display_name)
            )
        gaps = self._ground_gaps()
        if gaps:
            raise UserError(
                self.env._(
                    "“%(ground)s” needs: %(gaps)s.",
                    ground=self.ground_id.name,
                    gaps=listed(self.env, gaps),
                )
            )

    def _ground_gaps(self):
        """Hook: what the ground asks for and is not there, in words."""
        gaps = []
        if self.ground_id.needs_clause and not (self.clause or "").strip():
            gaps.append(self.env._("the clause that names the event"))
        if self.ground_id.needs_open_end and self.contract_id.end_date:
            gaps.append(self.env._("a contract without end date"))
        if self.ground_id.needs_force_majeure and not self.contract_id._is_force_majeure():
            gaps.append(self.env._("recognised force majeure"))
        return gaps

    def _after_move(self, old_states):
        for record in self.filtered(lambda record: record.state == "effective"):
            record.contract_id._end(record.ground_id.end_ground, record.ended_on)
            record._after_effective()
        self.activity_unlink([ASKED])
        for record in self.filtered(lambda record: record.state == "withdrawn"):
            execution = record.sudo().execution_id
            execution.filtered(lambda row: row.state == "open").write({"state": "void"})
        return super()._after_move(old_states)

    def _after_effective(self):
        """Hook: what follows when the contract has ended by this."""
        self.ensure_one()

    def _ask(self):
        """Whoever may not end a contract asks an officer who may."""
        self.ensure_one()
        decider = self.contract_id._renewal_decider()
        told = self.with_context(lang=decider.lang)
        self.activity_schedule(
            ASKED,
            summary=told.env._("%s asks to end this contract", self.env.user.name),
            user_id=decider.id,
        )

    def _deadline_specs(self):
        """The day on which a declared or agreed end takes effect: somebody carries it out."""
        self.ensure_one()
        day = self.requested_end_date or self.earliest_end_date
        is_coming = self.state == "notified" or (self.state == "draft" and self.is_mutual)
        if not is_coming or not day:
            return []
        return [DeadlineSpec("termination", day, side=self.initiator_side)]
