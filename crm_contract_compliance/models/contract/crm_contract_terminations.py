from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of
from ..base.words import day_in_words

DECLARED = ("draft", "notified")


class CrmContract(models.Model):
    """The contract's ends before its term: those declared, and the one that took effect."""

    _inherit = "crm.contract"

    termination_ids = fields.One2many(
        "crm.contract.termination", "contract_id", "Terminations", copy=False
    )

    @api.depends("termination_ids.state")
    def _compute_alerts(self):
        return super()._compute_alerts()

    def _ending(self):
        """The termination by which the contract ended, if it was one."""
        self.ensure_one()
        return (
            self.sudo()
            .termination_ids.filtered(lambda row: row.state in ("effective", "settled"))[:1]
            .sudo(self.env.su)
        )

    def _refuse_open_matters(self, accepted=None):
        """Whose time is over anyway has nothing to wait for: the end by date is never blocked."""
        if not self.is_expired:
            self._refuse_while_missing(
                "end", self._accepted_matters() if accepted is None else accepted
            )

    def _refuse_end_on(self, day):
        if not self.effective_date or not day or day < self.effective_date:
            raise UserError(self.env._("A contract cannot end before it took effect."))
        if day > self._local_today():
            raise UserError(
                self.env._("A contract cannot end on a future day; end it when it has come.")
            )
        if self.end_date and day > self.end_date:
            raise UserError(
                self.env._(
                    "The contract runs out by itself on %s: nothing ends it later.",
                    day_in_words(self.env, self.end_date),
                )
            )

    def _alert_list(self):
        banners = super()._alert_list()
        declared = self.termination_ids.filtered(lambda row: row.state == "notified")[:1]
        if declared:
            banners.append(("termination", self._declared_banner(declared)))
        elif self.state == "ended" and self.end_ground == "mutual":
            banners += self._unproven_end_banner()
        return banners

    def _declared_banner(self, declared):
        message = self.env._("Its end is declared; the notice has not arrived yet.")
        day = declared._last_day()
        if day:
            is_over = declared._has_come() and day < self._local_today()
            sentence = (
                self.env._("It ended on %s by notice; nobody has recorded that yet.")
                if is_over
                else self.env._("Ends on %s by notice.")
            )
            message = sentence % day_in_words(self.env, day)
        return {
            "level": "warning",
            "message": message,
            "action_text": self.env._("Show"),
            "action": form_of(declared),
        }

    def _unproven_end_banner(self):
        """T0-App8-9: an end by agreement without its file is a red item."""
        if self._ending()._is_agreed():
            return []
        message = self.env._("It ended by agreement, but no signed agreement is attached.")
        banner = {"level": "danger", "message": message}
        if self._ending():
            banner |= {"action_text": self.env._("Attach"), "action": form_of(self._ending())}
        return [("agreement", banner)]

    def _after_move(self, old_states):
        """Whatever else was declared has nothing left to end."""
        over = self.filtered(lambda row: row.state == "ended").sudo().termination_ids
        over.filtered(lambda row: row.state in DECLARED).write({"state": "withdrawn"})
        return super()._after_move(old_states)
