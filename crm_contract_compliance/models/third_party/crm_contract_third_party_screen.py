from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..base.local_day import by_today, contract_today_sql
from ..base.words import day_in_words, listed

_LEVELS = {"danger": 0, "warning": 1, "info": 2}
_NEXT_GATE = {"proposed": "consent", "consented": "third_active", "exiting": "third_exit"}
SOON = 30  # days before the end of a certificate from which the stepper warns


class CrmContractThirdParty(models.Model):
    """What only the screens ask for: the stepper, its banner, and who may act today."""

    _inherit = "crm.contract.third.party"

    steps = fields.Json(compute="_compute_steps")
    alerts = fields.Json(compute="_compute_alerts")
    missing_note = fields.Char("Missing", compute="_compute_missing_note")
    may_act = fields.Boolean(
        "May Act Today",
        compute="_compute_may_act",
        search="_search_may_act",
        help="In force, within its time, and its qualifications hold.",
    )
    is_locked = fields.Boolean(compute="_compute_is_locked")
    execution_state = fields.Selection(related="execution_id.state", string="Signing")
    is_signed = fields.Boolean(compute="_compute_is_locked")
    certificate_until = fields.Date("Certified Until", compute="_compute_certificate_until")
    signature_ids = fields.One2many(related="execution_id.signature_ids", readonly=False)
    is_entry_agreed = fields.Boolean(related="contract_id.is_entry_agreed")

    @api.depends(
        "state", "execution_id.state", "signature_ids.signed_on", "signature_ids.sealed_on"
    )
    def _compute_is_locked(self):
        for row in self:
            row.is_locked = bool(row.id and row._freeze_level())
            row.is_signed = bool(row.execution_id) and row.execution_id._is_complete()

    @api.depends(
        "qualification_ids.expires_on", "qualification_ids.name", "qualification_ids.is_required"
    )
    def _compute_certificate_until(self):
        for row in self:
            lasts = [
                max((q.expires_on for q in rows if q.expires_on), default=False)
                for rows in row._required_qualifications().values()
                if all(rows.mapped("expires_on"))
            ]
            row.certificate_until = min(filter(None, lasts), default=False)

    @api.depends("state", "date_start", "date_end", "qualification_ids.expires_on")
    def _compute_may_act(self):
        for row in self:
            today = row.contract_id._local_today() if row.contract_id else fields.Date.today()
            row.may_act = (
                row.state in ("active", "exiting")
                and bool(row.date_start)
                and row.date_start <= today <= row._last_day()
                and all(rows._cover(today) for rows in row._required_qualifications().values())
            )

    @api.model
    def _search_may_act(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["crm.contract.qualification"].flush_model()
        self.env["crm.contract"].flush_model(["end_date"])
        return (
            Domain("state", "in", ("active", "exiting"))
            & by_today(self, "date_start", "<=")
            & (
                by_today(self, "date_end", ">=")
                | (Domain("date_end", "=", False) & Domain.custom(to_sql=self._lasting_to_sql))
            )
            & Domain.custom(to_sql=self._qualified_to_sql)
        )

    @api.model
    def _lasting_to_sql(self, model, alias, query):
        """Without an end of its own it acts as long as the contract, whoever may read that."""
        return SQL(
            """EXISTS (SELECT 1 FROM crm_contract contract WHERE contract.id = %s
                AND COALESCE(contract.end_date, 'infinity') >= %s)""",
            SQL.identifier(alias, "contract_id"),
            contract_today_sql(alias),
        )

    @api.model
    def _qualified_to_sql(self, model, alias, query):
        return SQL(
            """NOT EXISTS (SELECT 1 FROM crm_contract_qualification asked
                WHERE asked.third_party_id = %(id)s AND asked.is_required
                AND NOT EXISTS (SELECT 1 FROM crm_contract_qualification held
                    WHERE held.third_party_id = asked.third_party_id
                    AND lower(trim(held.name)) = lower(trim(asked.name))
                    AND (held.issued_on IS NULL OR held.issued_on <= %(today)s)
                    AND (held.expires_on IS NULL OR held.expires_on >= %(today)s)))""",
            id=SQL.identifier(alias, "id"),
            today=contract_today_sql(alias),
        )

    @api.depends_context("lang")
    @api.depends("state", "requirement_ids.done_on", "execution_id.state")
    def _compute_missing_note(self):
        for row in self:
            gate = _NEXT_GATE.get(row.state)
            gaps = row._missing(gate) if gate and row.id else []
            row.missing_note = listed(self.env, [gap.text for gap in gaps]) or False

    @api.depends_context("lang", "uid")
    def _compute_alerts(self):
        for row in self:
            alerts = sorted(
                row._alert_list().items() if row.id else [],
                key=lambda item: _LEVELS[item[1]["level"]],
            )
            row.alerts = dict(alerts[:2]) or False

    def _alert_list(self):
        """Hook: {key: banner}, the two worst shown; see core's ``actionable_errors``."""
        self.ensure_one()
        alerts = {}
        if self.missing_note:
            message = (
                self.env._("Before it may leave: %s.", self.missing_note)
                if self.state == "exiting"
                else self.env._("Before it may act: %s.", self.missing_note)
            )
            alerts["missing"] = {"level": "warning", "message": message}
        elif self.state == "ended" and self.end_gaps_note:
            message = self.env._("Still open after its end: %s.", self.end_gaps_note)
            alerts["open"] = {"level": "warning", "message": message}
        elif self.state in ("active", "exiting") and not self.may_act:
            alerts["may_not_act"] = {"level": "danger", "message": self._may_not_act_message()}
        ending = self._ending_certificate()
        if ending:
            alerts["certificate"] = {
                "level": "warning",
                "message": self._ending_message(ending),
                "action_text": self.env._("Renew Certificate"),
                "action": ending.action_renew() if ending.has_access("write") else False,
            }
        return alerts

    def _ending_certificate(self):
        """Of the qualifications that end soon, the one that is the first to stop it."""
        today = self.contract_id._local_today()
        ending = self.qualification_ids.browse()
        if self.state in ("ended", "rejected"):
            return ending
        for rows in self._required_qualifications().values():
            last = rows.sorted(lambda row: row.expires_on or fields.Date.to_date("9999-12-31"))[-1:]
            if last.expires_on and 0 <= (last.expires_on - today).days <= SOON:
                ending |= last
        return ending.sorted("expires_on")[:1]

    def _ending_message(self, certificate):
        days = (certificate.expires_on - self.contract_id._local_today()).days
        day = day_in_words(self.env, certificate.expires_on)
        if days < 2:
            return self.env._(
                "“%(name)s” ends on %(day)s; after that it may not act.",
                name=certificate.name,
                day=day,
            )
        return self.env._(
            "“%(name)s” ends in %(days)s days, on %(day)s; after that it may not act.",
            name=certificate.name,
            days=days,
            day=day,
        )

    def _may_not_act_message(self):
        gaps = [gap.text for gap in self._gaps_of_qualifications()]
        if not gaps:
            return self.env._("Today lies outside the time in which it may act.")
        return self.env._("It may not act today: %s.", listed(self.env, gaps))

    @api.depends_context("lang", "uid")
    def _compute_steps(self):
        for row in self:
            row.steps = row._steps() if row.id and row.contract_id else False

    def _steps(self):
        """The way to acting, as facts: consents, qualifications, agreement, active."""
        is_done = self.state in ("active", "exiting", "ended")
        return [
            *(self._consent_step(side) for side in ("a", "b")),
            self._qualification_step(),
            self._agreement_step(),
            {
                "key": "active",
                "label": self.env._("In Force"),
                "state": "done" if is_done else "blocked",
                "note": "",
                "reason": False if is_done else self.missing_note,
                "action": False,
            },
        ]

    def _consent_step(self, side):
        day = self[f"consent_{side}_on"]
        label = self.env._("%s's consent", self.contract_id._side_label(side))
        state = "done" if day else "blocked" if self.state == "rejected" else "open"
        return {
            "key": f"consent_{side}",
            "label": label,
            "state": state,
            "note": day_in_words(self.env, day) if day else "",
            "reason": self.rejection_reason if state == "blocked" else False,
            "action": "action_record_consent" if state == "open" else False,
        }

    def _qualification_step(self):
        gaps = self._gaps_of_qualifications()
        until = self.certificate_until
        is_soon = until and (until - self.contract_id._local_today()).days <= SOON
        note = self.env._("until %s", day_in_words(self.env, until)) if until else ""
        if not self._required_qualifications():
            note = self.env._("none required")
        return {
            "key": "qualifications",
            "label": self.env._("Qualifications"),
            "state": "blocked" if gaps else "warning" if is_soon else "done",
            "note": note,
            "reason": listed(self.env, [gap.text for gap in gaps]) or False,
            "action": False,
        }

    def _agreement_step(self):
        execution = self.sudo().execution_id
        state, action, reason = "open", "action_send_to_sign", False
        if execution.state == "executed":
            state, action = "done", False
        elif execution.state == "open":
            action = "action_record_signature"
        elif self.state != "consented":
            state, action = "blocked", False
            reason = self.env._("It is signed after both sides have consented.")
        return {
            "key": "agreement",
            "label": self.env._("Agreement"),
            "state": state,
            "note": day_in_words(self.env, self.agreed_on) if self.agreed_on else "",
            "reason": reason,
            "action": action,
        }
