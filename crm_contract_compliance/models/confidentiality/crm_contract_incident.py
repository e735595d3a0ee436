from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.due_date import local_day
from ...tools.incident import target
from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..contract.selections import ALL_SIDES

INCIDENT_STATES = [("open", "To Be Notified"), ("notified", "All Notified"), ("closed", "Closed")]
_WHY_NOT_TOLD = {"is_harm_avoided", "harm_avoided_reason"}
_ACTIVE = ("signed", "active", "suspended", "ended", "closed")


class CrmContractIncident(models.Model):
    """A leak of personal data: its clock in hours, who is told of it, how it ended (L-46)."""

    _name = "crm.contract.incident"
    _description = "Data Incident"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.retention.mixin",
        "crm.contract.number.mixin",
        "crm.contract.thread.mixin",
        "crm.contract.discreet.mixin",
        "mail.activity.mixin",
    ]
    _order = "found_at desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["code", "name"]
    _transitions = {
        "open": {"notified": "_guard_notified"},
        "notified": {"closed": "_guard_closed"},
        "closed": {},
    }

    name = fields.Char("What Leaked", required=True)
    code = fields.Char("Number", readonly=True, copy=False, index="trigram")
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    tz = fields.Selection(related="contract_id.tz", store=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        copy=False,
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Empty: the contract's owner.",
    )
    side = fields.Selection(ALL_SIDES, "Leaked By", help="Empty while nobody knows.")
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    found_at = fields.Datetime(
        "Found", required=True, copy=False, default=lambda self: fields.Datetime.now()
    )
    occurred_on = fields.Date("Happened On", copy=False, help="Empty: the day it was found.")
    target_hours = fields.Integer(
        "Hours to Tell", readonly=True, copy=False, help="As the setting said when it was entered."
    )
    target_at = fields.Datetime("Tell Until", readonly=True, copy=False)

    kinds = fields.Text("Kinds of Data")
    persons_count = fields.Integer("Persons Affected")
    cause = fields.Text()
    harm = fields.Text("Possible Harm")
    measures = fields.Text("Measures Taken")
    advice = fields.Text("What the Persons Can Do")
    contact = fields.Text("Whom to Ask")
    outcome = fields.Text(copy=False)
    breach_id = fields.Many2one(
        "crm.contract.breach",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    closed_on = fields.Date(readonly=True, copy=False)
    state = fields.Selection(
        INCIDENT_STATES, default="open", required=True, readonly=True, copy=False
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "This number is already used in this company."
    )
    _persons_bounded = models.Constraint(
        "CHECK(persons_count >= 0)", "The number of persons is not negative."
    )

    _person_names = ("authority_recipient", "persons_recipient", "contact")
    _number_sequence = "crm.contract.incident"
    _bounds = {"persons_count": (0, 2_000_000_000)}
    _settled_fields = frozenset(
        {
            "code",
            "target_hours",
            "target_at",
            "breach_id",
            "closed_on",
            "authority_notified_at",
            "authority_recipient",
            "authority_reference",
            "authority_text",
            "authority_proof_ids",
            "persons_notified_at",
            "persons_recipient",
            "persons_reference",
            "persons_text",
            "persons_proof_ids",
        }
    )
    _living_fields = frozenset(
        {
            "user_id",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    # What is found out later is added until it is closed; the clock stands with the first notice.
    _open_until_executed = frozenset(
        {
            "name",
            "side",
            "third_party_id",
            "occurred_on",
            "kinds",
            "persons_count",
            "cause",
            "harm",
            "measures",
            "advice",
            "contact",
            "outcome",
            "notice_lang",
            "is_harm_avoided",
            "harm_avoided_reason",
            "is_persons_notice_ordered",
        }
    )
    _deadline_triggers = frozenset({"code", "name", "state", "user_id", "target_at", "told_at"})

    @api.model_create_multi
    def create(self, vals_list):
        """The number comes last: whatever is refused has drawn none."""
        self._refuse_out_of_reach(vals_list)
        incidents = super().create(vals_list)
        incidents._settle_target()
        incidents._propose_breaches()
        incidents._draw_codes()
        incidents._remind_at_once()
        return incidents

    def write(self, vals):
        self._refuse_other_leaker(vals)
        result = super().write(vals)
        if not self._is_door_open():
            if "found_at" in vals:
                self._settle_target()
            if "side" in vals:
                self._propose_breaches()
        return result

    @api.depends("code", "name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        return super()._compute_display_name()

    def _told_name(self):
        code = self.code or ""
        return code if self.contract_id.is_classified else f"{code} {self.name or ''}".strip()

    @api.constrains("found_at", "occurred_on")
    def _check_found(self):
        for incident in self:
            if incident.found_at > fields.Datetime.now():
                raise ValidationError(self.env._("Nothing is found at a time to come."))
            if incident.occurred_on and incident.occurred_on > incident._local_day("found_at"):
                raise ValidationError(self.env._("Nothing is found before it happened."))

    @api.constrains("contract_id")
    def _check_contract(self):
        for incident in self:
            if incident.contract_id.state not in _ACTIVE:
                raise ValidationError(self.env._("Incidents belong to a contract that was signed."))

    @api.constrains("side", "third_party_id", "contract_id")
    def _check_leaker(self):
        for incident in self:
            third_party = incident.third_party_id
            if (incident.side == "third") != bool(third_party):
                raise ValidationError(self.env._("Name the third party that leaked."))
            if third_party and third_party.contract_id != incident.contract_id:
                raise ValidationError(self.env._("The third party belongs to another contract."))

    @api.constrains("user_id")
    def _check_user(self):
        if self.user_id.sudo().filtered("share"):
            raise ValidationError(self.env._("An internal user answers for an incident."))

    def _settle_target(self):
        """By when they are told: hours that never shift; what is registered keeps its own."""
        for incident in self:
            if incident._is_door_open() and incident.target_at:
                continue
            hours = incident.target_hours or incident.company_id.sudo().crm_contract_incident_hours
            at = target(incident.found_at, hours)
            incident._write_settled({"target_hours": hours, "target_at": at})

    def _remind_at_once(self):
        """Its first lead has passed already: the reminder job need not wait for its hour."""
        if self.filtered(lambda incident: incident.state == "open"):
            self.env.ref("crm_contract_compliance.ir_cron_reminders").sudo()._trigger()

    def _deadline_specs(self):
        """An incident without its number is not complete yet."""
        self.ensure_one()
        if not self.code or not self.target_at:
            return []
        return [
            DeadlineSpec(
                "incident",
                self._local_day("target_at"),
                user_id=self.user_id.id,
                side=self.contract_id.our_side,
                subject=f"{self.code} {self.name}",
                done_on=self._local_day("told_at") if self.told_at else None,
            )
        ]

    def _local_day(self, name):
        return local_day(self[name], self.tz or "UTC")

    def _retention_start(self):
        """L-44: from its end on; while it is open, from the day on which it was found."""
        return self.closed_on or (self.found_at and self._local_day("found_at"))

    @api.model
    def _purgeable(self, day):
        """What is closed; what proves a breach stays with it."""
        rows = super()._purgeable(day)
        return rows.filtered(lambda row: row.state == "closed" and not row.breach_id)

    def _freeze_level(self):
        self.ensure_one()
        if self.state == "closed":
            return 2
        return 1 if self.authority_notified_at or self.persons_notified_at else 0

    def _open_names(self):
        """Once the persons were told they had to be: a late notice stays late."""
        names = super()._open_names()
        return names - _WHY_NOT_TOLD if self.persons_notified_at else names

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        if self.state == "closed":
            return self.env._(
                "%(incident)s is closed; “%(what)s” no longer changes.",
                incident=self.display_name,
                what=what,
            )
        return self.env._(
            "%(incident)s was notified; “%(what)s” stays as the notice was judged by it.",
            incident=self.display_name,
            what=what,
        )
