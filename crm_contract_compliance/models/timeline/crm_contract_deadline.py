from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import _tz_get

from ..base.evidence import has_files
from ..base.local_day import local_today_sql
from ..contract.selections import ALL_SIDES
from .kinds import KINDS


class CrmContractDeadline(models.Model):
    """The one table of dated things. Lean on purpose: no thread, no reference link to show."""

    _name = "crm.contract.deadline"
    _description = "Contract Deadline"
    _inherit = ["crm.contract.state.mixin", "crm.contract.discreet.mixin"]
    _order = "due_date, id"
    _rec_name = "name"
    _transitions = {
        "open": {
            "submitted": "_guard_proof",
            "done": "_guard_done",
            "skipped": "_guard_skipped",
            "cancelled": None,
        },
        "submitted": {"done": "_guard_review", "open": "_guard_rejected"},
        "done": {"open": "_guard_reopened"},
        "skipped": {"open": None},
        "cancelled": {"open": None},
    }

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="cascade", index=True)
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    kind = fields.Selection(KINDS, required=True)
    key = fields.Char(required=True, default="")
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(
        related="contract_id.user_id", store=True, string="Contract Owner"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Counterparty",
        compute="_compute_partner_id",
        store=True,
        index="btree_not_null",
    )
    is_classified = fields.Boolean(related="contract_id.is_classified", store=True)
    tz = fields.Selection(_tz_get, compute="_compute_tz", store=True)

    is_member = fields.Boolean(
        compute="_compute_is_member",
        search="_search_is_member",
        help="For the record rule: looked up in the members' table, without the contract.",
    )

    name = fields.Char("What to Do", compute="_compute_name", search="_search_name")
    subject = fields.Char(help="What the sentence of its kind speaks of.")
    due_date = fields.Date(required=True)
    remind_on = fields.Date("Next Reminder", readonly=True)
    snoozed_until = fields.Date()
    side = fields.Selection(ALL_SIDES)
    user_id = fields.Many2one(
        "res.users", "Responsible", ondelete="set null", domain=[("share", "=", False)]
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("submitted", "Waiting for Proof Review"),
            ("done", "Done"),
            ("skipped", "Skipped"),
            ("cancelled", "Cancelled"),
        ],
        default="open",
        required=True,
        readonly=True,
    )
    needs_proof = fields.Boolean()
    done_on = fields.Date()
    note = fields.Text()
    skip_reason = fields.Char("Why It Was Skipped")
    rejection_reason = fields.Char("Why It Was Sent Back")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_deadline_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    is_escalated = fields.Boolean("Escalated", readonly=True)
    is_silent = fields.Boolean(
        readonly=True, help="Long overdue when first armed: it is shown, but makes no noise."
    )
    error = fields.Char("Reminder Error", readonly=True)
    reminder_ids = fields.One2many("crm.contract.reminder", "deadline_id", "Reminders Sent")
    activity_ids = fields.One2many("mail.activity", "crm_contract_deadline_id", "Activities")

    _source_uniq = models.UniqueIndex(
        "(res_model, res_id, kind, key)", "This deadline is already on the timeline."
    )
    _remind_idx = models.Index(
        "(remind_on, id) WHERE state IN ('open', 'submitted') AND remind_on IS NOT NULL"
    )
    # With what the record rules and the buckets look at: a person's own are counted from it alone.
    _user_idx = models.Index(
        "(user_id, due_date, id) INCLUDE (company_id, contract_user_id, contract_id,"
        " is_classified, state, tz) WHERE state IN ('open', 'submitted')"
    )
    _company_idx = models.Index("(company_id, due_date, id) WHERE state IN ('open', 'submitted')")
    _submitted_idx = models.Index("(company_id, user_id) WHERE state = 'submitted'")
    _escalated_idx = models.Index(
        "(company_id, user_id) WHERE is_escalated IS TRUE AND state IN ('open', 'submitted')"
    )

    @api.depends("contract_id.partner_id", "contract_id.is_classified")
    def _compute_partner_id(self):
        for row in self:
            contract = row.contract_id
            row.partner_id = False if contract.is_classified else contract.partner_id

    @api.depends("contract_id")  # not its members: their change would look up every row
    @api.depends_context("uid")
    def _compute_is_member(self):
        for row in self:
            row.is_member = self.env.user in row.contract_id.member_ids

    @api.model
    def _search_is_member(self, operator, value):
        if operator != "in":
            return NotImplemented
        user_id = self.env.uid
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                """%s IN (SELECT crm_contract_id FROM crm_contract_res_users_rel
                          WHERE res_users_id = %s)""",
                model._field_to_sql(alias, "contract_id", query),
                user_id,
            )
        )

    @api.depends("contract_id.tz")
    def _compute_tz(self):
        for row in self:
            row.tz = row.contract_id.tz or "UTC"

    @api.depends("kind", "subject", "is_classified")
    @api.depends_context("lang")
    def _compute_name(self):
        sentences = self._sentences()
        hidden = self.env._("Confidential matter")
        for row in self:
            row.name = hidden if row.is_classified else row._sentence(sentences, row.subject)

    def _sentence(self, sentences, subject):
        """What to do, without a look at who hears it."""
        return (sentences.get(self.kind) or "%s").replace("%s", subject or "").strip()

    @api.model
    def _sentences(self):
        """Hook: what to do for each kind, in the reader's language; %s is the subject."""
        return {
            "renewal_notice": self.env._("State whether to renew the contract"),
            "renewal_complete": self.env._("Complete the renewal"),
            "expiry": self.env._("The contract ends"),
            "termination": self.env._("The contract ends before its term: carry it out"),
            "nda": self.env._("Confidentiality ends: %s"),
            "certificate": self.env._("Renew the certificate: %s"),
            "payment": self.env._("Payment: %s"),
            "dispute": self.env._("Dispute: %s"),
            "answer": self.env._("Answer due to a notice: %s"),
            "interruption_notice": self.env._("Give notice of the force majeure"),
            "interruption_proof": self.env._("Hand over proof of the force majeure"),
            "duty": "%s",
            "greeting": "%s",
            "handover": self.env._("Hand over: %s"),
        }

    @api.model
    def _search_name(self, operator, value):
        if operator not in ("ilike", "like", "=ilike", "=", "in"):
            return NotImplemented
        values = [value] if isinstance(value, str) else list(value or [])
        kinds = [
            kind
            for kind, text in self._sentences().items()
            if any(str(v or "").lower() in text.lower() for v in values)
        ]
        return Domain("is_classified", "=", False) & (
            Domain("subject", operator, value) | Domain("kind", "in", kinds)
        )

    @api.model
    def _local_today_sql(self, alias):
        """The date in the row's own zone, by the clock of Python (frozen in tests)."""
        return local_today_sql(SQL("%s.tz", alias))

    def _freeze_level(self):
        """What was handed in is evidence until it is sent back or opened again."""
        self.ensure_one()
        return 2 if self.state in ("submitted", "done") else 0

    def _executed_at(self):
        return None

    def _guard_proof(self):
        if self.needs_proof and not has_files(self):
            raise UserError(self.env._("“%s” wants its proof: attach it.", self.name))

    def _guard_done(self):
        """Proof that nobody has handed in is done by whoever may review it."""
        self._guard_proof()
        if self.needs_proof:
            self._guard_review()

    def _guard_review(self):
        if self.env.su or self.env.user.has_group("crm_contract_compliance.group_contract_officer"):
            return
        raise AccessError(self.env._("A contract officer reviews the proof."))

    def _guard_reopened(self):
        """What an officer accepted, an officer opens again."""
        if self.needs_proof:
            self._guard_review()

    def _guard_rejected(self):
        self._guard_review()
        if not (self.rejection_reason or "").strip():
            raise UserError(self.env._("Say why the proof of “%s” is sent back.", self.name))

    def _guard_skipped(self):
        if not (self.skip_reason or "").strip():
            raise UserError(self.env._("Say why “%s” is skipped.", self.name))

    @api.model
    def get_unusual_days(self, date_from, date_to=None):
        """Rest days of the company's calendar, shaded by the calendar view."""
        self.browse().check_access("read")
        return self.env.company.resource_calendar_id._get_unusual_days(
            fields.Datetime.to_datetime(date_from), fields.Datetime.to_datetime(date_to)
        )
