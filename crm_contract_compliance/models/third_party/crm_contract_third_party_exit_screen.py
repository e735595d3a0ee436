from odoo import models

from ..base.words import day_in_words, listed


class CrmContractThirdParty(models.Model):
    """Once it has asked to leave, the stepper tells the way out instead of the way in."""

    _inherit = "crm.contract.third.party"

    def _steps(self):
        if self.state == "exiting" or self.end_reason == "exited":
            return self._exit_steps()
        return super()._steps()

    def _exit_steps(self):
        is_out = self.state == "ended"
        duties = [] if is_out else self._open_duties()
        papers = self._exit_rows().filtered(lambda row: row.kind != "consent" and row._is_missing())
        return [
            self._exit_step("asked", self.env._("Asked to Leave"), day=self.exit_asked_on),
            *(self._confirmation_step(side) for side in ("a", "b")),
            self._exit_step("duties", self.env._("Duties Done"), missing=duties),
            self._exit_step(
                "papers", self.env._("Exit Agreement"), missing=[row._told_gap() for row in papers]
            ),
            self._exit_step(
                "exited",
                self.env._("Exited"),
                day=self.ended_on,
                missing=[] if is_out else [self.missing_note or self.env._("the last day")],
            ),
        ]

    def _confirmation_step(self, side):
        label = self.env._("%s's confirmation", self.contract_id._side_label(side))
        day = self._exit_consent_of(side).done_on
        is_open = not day and self.state == "exiting"
        return {
            **self._exit_step(f"exit_{side}", label, day=day),
            "state": "open" if is_open else "done",
            "action": "action_record_consent" if is_open else False,
        }

    def _exit_step(self, key, label, day=False, missing=()):
        return {
            "key": key,
            "label": label,
            "state": "blocked" if missing else "done",
            "note": day_in_words(self.env, day) if day else "",
            "reason": listed(self.env, missing) or False,
            "action": False,
        }
