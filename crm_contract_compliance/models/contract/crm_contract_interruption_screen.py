from odoo import api, fields, models

from ..base.windows import form_of
from ..base.words import day_in_words


class CrmContractInterruption(models.Model):
    """What only the screens ask for: in time or late, and the hints of the law."""

    _inherit = "crm.contract.interruption"

    is_locked = fields.Boolean(compute="_compute_is_locked")
    is_end_open = fields.Boolean(compute="_compute_is_locked")
    is_notice_late = fields.Boolean("Notice Late", compute="_compute_is_notice_late")
    is_proof_late = fields.Boolean("Proof Late", compute="_compute_is_notice_late")
    alerts = fields.Json(compute="_compute_alerts")

    @api.depends("state")
    def _compute_is_locked(self):
        for row in self:
            row.is_locked = bool(row.id and row._freeze_level())
            row.is_end_open = row.state == "accepted" and not row._origin.date_end

    @api.depends("notice_due_date", "notified_on", "proof_due_date", "proven_on")
    def _compute_is_notice_late(self):
        """The due day itself is in time (L-26); not given yet, it is late from the next day on."""
        for row in self:
            today = row.contract_id._local_today() if row.contract_id else fields.Date.today()
            notice, proof = row.notice_due_date, row.proof_due_date
            row.is_notice_late = bool(notice) and (row.notified_on or today) > notice
            row.is_proof_late = bool(proof) and (row.proven_on or today) > proof

    @api.depends("kind", "state", "ground", "proof_ids", "notified_on", "proven_on", "side")
    @api.depends_context("lang")
    def _compute_alerts(self):
        for row in self:
            is_asked = row.id and row.state != "rejected"
            hints = row._hints() if is_asked else []
            row.alerts = {
                key: {"level": "warning", "message": self._as_hint(text)} for key, text in hints
            } or False

    @api.model
    def _as_hint(self, text):
        return self.env._("%s This is a hint, not legal advice.", text)

    def _hints(self):
        """[(key, sentence)]: what may cost the exemption, never blocking (L-20, L-21)."""
        self.ensure_one()
        if self.kind == "force_majeure":
            return self._force_majeure_hints()
        return self._suspension_hints() if self.kind == "suspension" else []

    def _force_majeure_hints(self):
        hints = []
        if self.is_notice_late:
            message = (
                self.env._(
                    "The notice arrived after %s: a loss that prompt notice would have spared is"
                    " not excused (CC 590)."
                )
                if self.notified_on
                else self.env._("No notice arrived by %s: give it at once (CC 590).")
            )
            hints.append(("notice", message % day_in_words(self.env, self.notice_due_date)))
        if self.is_proof_late:
            message = (
                self.env._("The proof came after %s, later than agreed (CC 590).")
                if self.proven_on
                else self.env._("No proof was handed over by %s (CC 590).")
            )
            hints.append(("proof", message % day_in_words(self.env, self.proof_due_date)))
        return hints

    def _suspension_hints(self):
        hints = []
        if not self.ground:
            message = self.env._(
                "Without a ground, a suspension may itself be a breach (CC 525 to 528)."
            )
            hints.append(("ground", message))
        if self.ground == "insecurity" and not self.proof_ids:
            message = self.env._("Who has no certain evidence answers for the breach (CC 527).")
            hints.append(("evidence", message))
        if self.ground != "agreement" and not self.notified_on:
            message = self.env._("Tell the other side of the suspension promptly (CC 528).")
            hints.append(("notice", message))
        return hints

    def _running_banner(self):
        """For the contract's form: since when, and why, its days do not count."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        first = self.sorted("date_start")[0]
        return {
            "level": "info",
            "message": self.env._(
                "Interrupted since %(day)s: %(kind)s. The days of %(side)s do not count.",
                day=day_in_words(self.env, first.date_start),
                kind=kinds[first.kind],
                side=first._excused_in_words(),
            ),
            "action_text": self.env._("Show it"),
            "action": form_of(first),
        }

    def _excused_in_words(self):
        sides = dict(self._fields["excused_side"]._description_selection(self.env))
        return sides[self.excused_side]

    def _why_resume(self):
        """Hook: what the suspension rested on is gone; none: it still stands."""
        self.ensure_one()
        if not self.security_on:
            return False
        return self.env._("security was given on %s", day_in_words(self.env, self.security_on))
