from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.term import add_days
from ..base.words import listed


class CrmContract(models.Model):
    """What interrupts a contract: which days are excused, and how it is suspended and resumed.

    A state written without a record (an import, an old contract) suspends too, and pauses nothing:
    nobody said who suspends, since when and why. The banner then asks for it.
    """

    _inherit = "crm.contract"

    interruption_ids = fields.One2many(
        "crm.contract.interruption", "contract_id", "Interruptions", copy=False
    )

    def action_open_suspension(self):
        """The dialog that records who suspends and why; accepted, it suspends the contract."""
        self.ensure_one()
        if self.state not in ("active", "suspended"):  # The latter where nobody said why.
            raise UserError(
                self.env._(
                    "Only a contract in force is suspended; %(contract)s is “%(state)s”.",
                    contract=self.code,
                    state=self._state_label(self.state),
                )
            )
        return {
            **self._action_interruption("suspension", self.env._("Suspend the Contract")),
            "views": [
                (
                    self.env.ref(
                        "crm_contract_compliance.crm_contract_interruption_view_form_suspend"
                    ).id,
                    "form",
                )
            ],
        }

    def _action_interruption(self, kind, title):
        defaults = self._interruption_defaults(kind)
        return self._action_wizard("crm.contract.interruption", title, **defaults)

    def _interruption_defaults(self, kind):
        """Hook: what the dialog of a new interruption starts from."""
        today = fields.Date.to_string(self._local_today())
        return {"kind": kind, "side": self.our_side, "date_start": today}

    def _pauses(self, side=None):
        """The days that do not count: whoever's, or for the debts of one ``side`` (T1-2.3)."""
        self.ensure_one()
        rows = self.sudo().interruption_ids
        return tuple(row._as_pause() for row in rows if row._excuses(side))

    def _is_force_majeure(self):
        """Whether an event of force majeure was recognised: what an end may rest on (CC 563)."""
        return any(
            row.kind == "force_majeure" and row.state == "accepted" for row in self.interruption_ids
        )

    def _pauses_changed(self):
        """Hook: an interruption that counts came, ended or went.

        A payment that is being made at the same time is not lost: one of both is tried again.
        """
        for contract in self:
            contract.sudo()._wait_for_other_amendments()

    def _suspend(self):
        self.filtered(lambda row: row.state == "active").write({"state": "suspended"})

    def _after_move(self, old_states):
        """Performance goes on from today, or is over: no suspension runs past that."""
        result = super()._after_move(old_states)
        for contract in self.filtered(lambda row: row.state in ("active", "ended")):
            last = contract.ended_on or add_days(contract._local_today(), -1)
            for row in contract.sudo().interruption_ids:
                if row.state == "accepted" and row._is_open_suspension():
                    row._write_settled({"date_end": max(row.date_start, last)})
        return result

    def _alert_list(self):
        return super()._alert_list() + self._interruption_alerts()

    def _interruption_alerts(self):
        if self.state not in ("active", "suspended"):
            return []
        today = self._local_today()
        running = self.interruption_ids.filtered(
            lambda row: row.state == "accepted" and row._as_pause().covers(today)
        )
        alerts = [("interrupted", running._running_banner())] if running else []
        if self.state == "suspended":
            alerts += self._suspension_alerts(running)
        return alerts

    def _suspension_alerts(self, running):
        """What a suspended contract lacks, or why it can go on."""
        suspensions = running.filtered(lambda row: row.kind == "suspension")
        resume = {
            "action_text": self.env._("Resume"),
            "action_call": [self._name, "action_resume", self.ids],
        }
        if not self.env.user.has_group("crm_contract_compliance.group_contract_officer"):
            resume = {}
        if not suspensions and "suspension" in self.interruption_ids.mapped("kind"):
            message = self.env._("Its suspension is over, and the contract is still suspended.")
            return [("suspension", {"level": "warning", "message": message, **resume})]
        if not suspensions:
            banner = {
                "level": "warning",
                "message": self.env._("Nothing says who suspended it, since when and why."),
                "action_text": self.env._("Record It"),
                "action": self.action_open_suspension(),
            }
            return [("suspension", banner)]
        reasons = [row._why_resume() for row in suspensions]
        if not all(reasons):
            return []
        message = self.env._("It can be resumed: %s.", listed(self.env, dict.fromkeys(reasons)))
        return [("suspension", {"level": "warning", "message": message, **resume})]
