from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.batches import in_batches, isolate
from ..base.windows import dialog_of
from ..base.words import day_in_words, listed

END_REASONS = [
    ("expiry", "Its time is over"),
    ("replaced", "Replaced"),
    ("exited", "Left the contract"),
    ("rescinded", "Rescinded"),
    ("condition", "Agreed condition met"),
]
RESCISSION_GROUNDS = [
    ("breach", "Breach of its agreement"),
    ("inability", "Not able to perform"),
    ("condition", "Agreed condition met"),
]
ACTING = ("active", "exiting")
_CONTRACT_OVER = ("ended", "closed")


class CrmContractThirdParty(models.Model):
    """Its end: for one of five reasons, on a day, with what each reason asks for (T0-22.1)."""

    _inherit = "crm.contract.third.party"

    end_reason = fields.Selection(END_REASONS, readonly=True, copy=False)
    ended_on = fields.Date(readonly=True, copy=False)
    rescission_ground = fields.Selection(RESCISSION_GROUNDS, "Ground", readonly=True, copy=False)
    end_clause = fields.Char("Clause", readonly=True, copy=False)
    end_note = fields.Char("Note", readonly=True, copy=False)
    end_gaps_note = fields.Char("Open After Its End", compute="_compute_end_gaps_note")

    @api.depends_context("lang")
    @api.depends("state", "requirement_ids.done_on", "requirement_ids.is_required")
    def _compute_end_gaps_note(self):
        for row in self:
            is_asked = row.id and row.state in (*ACTING, "ended")
            row.end_gaps_note = (is_asked and listed(self.env, row._matters_of_end())) or False

    @api.constrains("contract_id")
    def _check_contract(self):
        for row in self.filtered(lambda row: row.state == "proposed"):
            if row.contract_id.state in _CONTRACT_OVER:
                raise ValidationError(
                    self.env._(
                        "%s is over: nobody steps in any more.", row.contract_id.display_name
                    )
                )

    def action_rescind(self):
        """Ask for the ground and the day; also for an agreed condition that came true."""
        self.ensure_one()
        self.check_access("write")
        title = self.env._("End the Agreement")
        return dialog_of("crm.contract.third.party.end.wizard", title, third_party_id=self.id)

    @api.model
    def _cron_record_end(self, limit=500):
        """Record the end of whoever's time is over, or whose contract is: nothing stops it."""
        acting = [
            ("state", "in", ACTING),
            "|",
            ("date_end", "<=", fields.Date.today()),
            ("contract_id.state", "in", _CONTRACT_OVER),
        ]
        for batch in in_batches(self, acting, limit):
            lapsed = batch.filtered(lambda row: row._lapses_on() and row._is_lapsed())
            isolate(lapsed, lambda rows: rows._expire())

    def _expire(self):
        for row in self:
            row._end("expiry", row._lapses_on())

    def _lapses_on(self):
        """Its last day: its own, or the one on which its contract ended, if that came first."""
        contract = self.contract_id
        contract_end = contract.ended_on if contract.state in _CONTRACT_OVER else False
        return min(filter(None, (self.date_end, contract_end)), default=False)

    def _is_lapsed(self):
        """The last day itself is still in time; an ended contract has no time left."""
        is_over = self.contract_id.state in _CONTRACT_OVER
        return is_over or self._lapses_on() < self.contract_id._local_today()

    def _end(self, reason, day, **facts):
        """End it for one of the reasons, on a day; ``facts`` are what the reason asks for."""
        self.contract_id._require("officer")
        self._refuse_illegal_move("ended")
        self._write_settled({**facts, "end_reason": reason, "ended_on": day})
        self.write({"state": "ended"})

    def _guard_ended(self):
        self.contract_id._require("officer")
        if not self.end_reason or not self.ended_on:
            raise UserError(self.env._("Say why and when the third party stops acting."))
        if self.end_reason != "expiry":
            self._refuse_other_day()
        {
            "expiry": self._refuse_early_expiry,
            "replaced": self._refuse_unmatched_replacement,
            "exited": self._refuse_unfinished_exit,
            "rescinded": self._refuse_groundless_rescission,
            "condition": self._refuse_condition_without_clause,
        }[self.end_reason]()

    def _refuse_other_day(self):
        """No end before its agreement, none that is still to come, none after its contract's."""
        contract = self.contract_id
        if self.agreed_on and self.ended_on < self.agreed_on:
            raise UserError(
                self.env._(
                    "%(name)s cannot end before its agreement of %(day)s.",
                    name=self.display_name,
                    day=day_in_words(self.env, self.agreed_on),
                )
            )
        if self.ended_on > contract._local_today():
            raise UserError(
                self.env._("A third party does not end on a future day; end it when it has come.")
            )
        if contract.state in _CONTRACT_OVER and self.ended_on > contract.ended_on:
            raise UserError(
                self.env._(
                    "The contract ended on %s: its third parties do not act longer.",
                    day_in_words(self.env, contract.ended_on),
                )
            )

    def _refuse_early_expiry(self):
        """Its day follows from the contract's, were that one ended before the agreement even."""
        if not self._lapses_on() or not self._is_lapsed() or self.ended_on != self._lapses_on():
            raise UserError(self.env._("The time of %s is not over yet.", self.display_name))

    def _refuse_groundless_rescission(self):
        """T0-21.2: the ground is mandatory; an agreed condition names its clause."""
        if not self.rescission_ground:
            raise UserError(self.env._("A rescission needs its ground."))
        if self.rescission_ground == "condition":
            self._refuse_condition_without_clause()
        elif self.rescission_ground == "breach":
            self._refuse_rescission_without_breach()

    def _refuse_rescission_without_breach(self):
        """Hook: the breach that a rescission rests on."""

    def _refuse_condition_without_clause(self):
        """T0-21.2, T0-22.1."""
        if not (self.end_clause or "").strip():
            raise UserError(self.env._("Name the clause in which the condition was agreed."))

    def _after_move(self, old_states):
        ended = self.filtered(lambda row: row.state == "ended")
        ended._ask_for_exit_papers("handover")
        ended._keep_final_position()
        return super()._after_move(old_states)

    def _keep_final_position(self):
        """Hook: what an area puts on record of a third party that has just ended."""

    def _matters_of_end(self):
        """Hook: what is still to be settled around its end; it warns, and blocks no end (T0-22.2).

        What an exit itself waits for stands among its gaps.
        """
        self.ensure_one()
        if self.state != "ended":
            return []
        return [row._told_words() for row in self._exit_rows() if row._is_missing()]
