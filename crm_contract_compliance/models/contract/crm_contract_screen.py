from odoo import api, fields, models
from odoo.tools import SQL

from ..base.computed_search import choice_domain
from ..base.words import day_in_words

HEALTHS = [("good", "Good"), ("watch", "Act soon"), ("risk", "At risk")]
_COLOURS = {"risk": 1, "watch": 2}


class CrmContract(models.Model):
    """What only the screens ask for: health, its worst reason, compact notes, locks."""

    _inherit = "crm.contract"

    health = fields.Selection(HEALTHS, compute="_compute_health", search="_search_health")
    health_color = fields.Integer(compute="_compute_health")
    health_note = fields.Char("Worst Reason", compute="_compute_health_note")
    is_locked = fields.Boolean(
        compute="_compute_is_locked", help="A signature holds the terms, or the contract is over."
    )
    is_executed = fields.Boolean(compute="_compute_is_locked")
    intention_note = fields.Char("Intention A / B", compute="_compute_intention_note")
    is_renewal_decided = fields.Boolean(compute="_compute_is_renewal_decided")

    @api.depends(
        "state",
        "end_date",
        "renewal_notice_date",
        "renewal_decision",
        "is_renewed",
        "deadline_ids.due_date",
        "deadline_ids.state",
        "requirement_ids.done_on",
    )
    def _compute_health(self):
        """One definition, in SQL, so that card, column bar, filter and group never disagree."""
        found = {}
        if self.ids:
            for model in ("crm.contract.deadline", *self._incomplete_models()):
                self.env[model].flush_model()
            found = {
                contract_id: health
                for health, ids in self.sudo()
                .with_context(active_test=False)
                ._read_group([("id", "in", self.ids)], ["health"], ["id:array_agg"])
                for contract_id in ids
            }
        for contract in self:
            contract.health = found.get(contract.id, "good")
            contract.health_color = _COLOURS.get(contract.health, 0)

    @api.depends(
        "state",
        "end_date",
        "renewal_notice_date",
        "renewal_decision",
        "is_renewed",
        "overdue_count",
        "missing_note",
    )
    @api.depends_context("lang")
    def _compute_health_note(self):
        for contract in self:
            contract.health_note = contract._worst_reason()

    @api.depends(
        "state", "execution_ids.state", "signature_ids.signed_on", "signature_ids.sealed_on"
    )
    def _compute_is_locked(self):
        for contract in self:
            level = contract._freeze_level() if contract.id else 0
            contract.is_executed = level == 2
            contract.is_locked = bool(level) or contract.state == "cancelled"

    @api.depends("notice_ids.side", "notice_ids.intention", "notice_ids.sent_on")
    @api.depends_context("lang")
    def _compute_intention_note(self):
        for contract in self:
            said = {}
            for notice in contract.notice_ids:
                if notice.kind == "renewal_intention":
                    said.setdefault(notice.side, notice)
            contract.intention_note = (
                " · ".join(
                    f"{side.upper()} {self._intention_in_brief(said.get(side))}" for side in "ab"
                )
                if said
                else False
            )

    @api.depends("renewal_decision")
    def _compute_is_renewal_decided(self):
        for contract in self:
            contract.is_renewal_decided = bool(contract.renewal_decision)

    @api.model
    def _search_health(self, operator, value):
        if operator != "in":
            return NotImplemented
        return choice_domain("health", value)

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "health":
            return super()._field_to_sql(alias, field_expr, query)
        return self._health_to_sql(alias, query)

    @api.model
    def _health_to_sql(self, alias, query):
        """Risk: something is overdue. Watch: in the notice window, or something is missing."""
        deadlines = self.env["crm.contract.deadline"]
        names = ("state", "end_date", "renewal_notice_date", "renewal_decision", "is_renewed")
        return SQL(
            """(CASE
                WHEN %(state)s IN ('active', 'suspended') AND (%(end_date)s < %(today)s
                    OR EXISTS (SELECT 1 FROM crm_contract_deadline late
                        WHERE late.contract_id = %(id)s AND late.state IN ('open', 'submitted')
                        AND late.due_date < %(today)s)) THEN 'risk'
                WHEN (%(state)s IN ('active', 'suspended') AND %(is_renewed)s IS NOT TRUE
                        AND %(renewal_decision)s IS NULL
                        AND %(renewal_notice_date)s <= %(today)s + %(lead)s)
                    OR %(incomplete)s THEN 'watch'
                ELSE 'good' END)""",
            **{name: self._field_to_sql(alias, name, query) for name in names},
            id=SQL.identifier(alias, "id"),
            today=deadlines._local_today_sql(SQL.identifier(alias)),
            lead=self._window_lead(),
            incomplete=self._incomplete_to_sql(self, alias, query),
        )

    def action_record_signature(self):
        """Record the next signature on the contract's own instrument; after the last one, go on.

        What was still missing when everybody had signed may have come since.
        """
        self.ensure_one()
        self.check_access("write")
        execution = self._main_execution()
        return self.action_complete_signing() if execution._is_complete() else self._action_sign()

    def _action_sign(self):
        return self._main_execution()._action_sign()

    def _worst_reason(self):
        self.ensure_one()
        if self.overdue_count:
            return self.env._("%s overdue", self.overdue_count)
        if self.is_expired:
            return self.env._("Expired on %s", day_in_words(self.env, self.end_date))
        if self.in_notice_window and not self.renewal_decision:
            return self.env._("Decide by %s", day_in_words(self.env, self.renewal_notice_date))
        gaps = self._open_gaps()
        if not gaps:
            return False
        if len(gaps) == 1:
            return self.env._("Missing: %s", gaps[0].text)
        return self.env._("Missing: %(first)s (+%(more)s)", first=gaps[0].text, more=len(gaps) - 1)

    @api.model
    def _intention_in_brief(self, notice):
        if not notice:
            return "–"
        word = self.env._("renews") if notice.intention == "renew" else self.env._("ends")
        return f"{word} {day_in_words(self.env, notice.sent_on)}"
