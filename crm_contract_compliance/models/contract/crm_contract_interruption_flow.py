from odoo import models
from odoo.exceptions import UserError

from ..base.windows import dialog_of
from ..base.words import day_in_words, listed

_TESTS = ("is_unforeseeable", "is_unavoidable", "is_insurmountable")


class CrmContractInterruption(models.Model):
    """Its moves: an officer accepts or rejects it, a manager takes back what has counted."""

    _inherit = "crm.contract.interruption"

    def action_accept(self):
        return self.write({"state": "accepted"})

    def action_reject(self):
        return self.write({"state": "rejected"})

    def action_take_back(self):
        """Ask for the reason first; what has counted is taken back by a manager alone."""
        self.ensure_one()
        self.contract_id._require("manager")
        return dialog_of(
            "crm.contract.decision.wizard", self.env._("Take Back"), interruption_id=self.id
        )

    def _take_back(self, reason):
        self.ensure_one()
        return self.write({"rejection_reason": reason, "state": "rejected"})

    def _guard_accepted(self):
        self.contract_id._require("officer")
        if self.kind == "force_majeure":
            self._guard_force_majeure()
        ended_on = self.kind == "suspension" and self.contract_id.ended_on
        if ended_on and (not self.date_end or self.date_end > ended_on):
            raise UserError(
                self.env._(
                    "The contract ended on %s: say until which day, at most that one, it was"
                    " suspended.",
                    day_in_words(self.env, ended_on),
                )
            )

    def _guard_force_majeure(self):
        """CC 180: all three tests, or it is none."""
        failed = [self._label_of(name) for name in _TESTS if not self[name]]
        if failed:
            raise UserError(
                self.env._(
                    "It cannot be recognised as force majeure: tick all three tests. Not met: %s"
                    " (CC 180).",
                    listed(self.env, failed),
                )
            )
        if not self.event:
            raise UserError(self.env._("Say what kind of event it was."))

    def _guard_rejected(self):
        self.contract_id._require("officer")
        if not (self.rejection_reason or "").strip():
            raise UserError(self.env._("Say why: fill in “Why It Is Not Recognised”."))

    def _guard_taken_back(self):
        """What was accepted has counted: a manager takes it back."""
        self.contract_id._require("manager")
        self._guard_rejected()
        if self.contract_id.state == "suspended" and self._is_open_suspension():
            raise UserError(
                self.env._("The contract is suspended by it: resume the contract first.")
            )

    def _after_move(self, old_states):
        accepted = self.filtered(lambda row: row.state == "accepted")
        for row in accepted:
            row._write_settled(
                {"accepted_on": row.contract_id._local_today(), "accepted_by_id": self.env.uid}
            )
        self.contract_id._pauses_changed()
        accepted.filtered(lambda row: row._is_open_suspension()).contract_id._suspend()
        return super()._after_move(old_states)

    def _is_open_suspension(self):
        self.ensure_one()
        today = self.contract_id._local_today()
        return self.kind == "suspension" and (not self.date_end or self.date_end >= today)
