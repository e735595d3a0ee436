from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.discreet import open_ids

# What an agreement on personal data settles (PIPL 21); its term is the pair of days.
ITEMS = ("purpose", "term", "method", "data_kinds", "protection", "rights")
# Whoever agreed has agreed to these: with one of them changed, they are asked anew (PIPL 14).
ASKED = frozenset({"role", "purpose", "method", "data_kinds", "is_sensitive"})
ROLES = [
    ("processor", "Processor: on our behalf"),
    ("controller", "Controller: for purposes of its own"),
]


class CrmContractDataProcessing(models.Model):
    """What a third party may do with personal data: six agreed items, assessed beforehand.

    L-39 (entrusted processing), L-40 (another handler), L-41 (sensitive data), L-44 (assessment).
    """

    _name = "crm.contract.data.processing"
    _description = "Data Processing"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.retention.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "contract_id, third_party_id, version desc, id desc"
    _rec_names_search = ["third_party_id.partner_id.name", "contract_id.code"]
    _check_company_auto = True

    third_party_id = fields.Many2one(
        "crm.contract.third.party", required=True, ondelete="restrict", index=True
    )
    contract_id = fields.Many2one(related="third_party_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="third_party_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="third_party_id.contract_user_id", store=True)
    role = fields.Selection(ROLES, required=True, default="processor")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="Checks the third party. Empty: the contract's owner.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("active", "In Force"), ("ended", "Ended")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        "crm.contract.data.processing",
        "Replaces",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    ended_on = fields.Date(readonly=True, copy=False)

    purpose = fields.Text(
        "Purpose of Processing",
        help="What the third party uses the data for, and for nothing else.",
    )
    date_start = fields.Date("From")
    date_end = fields.Date("Until")
    method = fields.Text(
        "Manner of Processing", help="How the data are processed: where, with which means."
    )
    data_kinds = fields.Text("Kinds of Data", help="No more than the purpose needs.")
    protection = fields.Text("Protection Measures")
    rights = fields.Text("Rights and Duties", help="Of both sides, supervision included.")
    is_sensitive = fields.Boolean(
        "Sensitive Data",
        help="Financial accounts, health, whereabouts, minors under 14 and the like: each person"
        " consents separately.",
    )
    sub_entrusting = fields.Selection(
        [("none", "Not allowed"), ("consented", "With the consent of both sides")],
        "Passed On to Others",
        required=True,
        default="none",
    )
    sub_processors = fields.Char("Passed On To")
    sub_consent_a_on = fields.Date("Party A Agreed On")
    sub_consent_b_on = fields.Date("Party B Agreed On")
    sub_consent_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_data_processing_sub_rel",
        string="Consents to Passing On",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )

    assessed_on = fields.Date(copy=False)
    assessor = fields.Char("Assessed By", copy=False)
    result = fields.Selection(
        [
            ("passed", "Acceptable"),
            ("conditional", "Acceptable with measures"),
            ("failed", "Not acceptable"),
        ],
        copy=False,
    )
    assessment_note = fields.Text(
        "Findings",
        copy=False,
        help="Whether purpose and manner are lawful and necessary; what it means for the persons;"
        " whether the protection fits the risk.",
    )
    assessment_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_data_processing_assessment_rel",
        string="Assessment Report",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    consent_ids = fields.One2many(
        "crm.contract.data.consent", "processing_id", "Separate Consents", copy=False
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "Processing ends after it begins."
    )

    _anchor_fields = frozenset({"third_party_id"})
    _person_names = ("assessor",)
    _ordered_days = (("date_start", "date_end"),)
    _settled_fields = frozenset({"version", "previous_id", "ended_on"})
    _growing_fields = frozenset({"assessment_ids"})
    _living_fields = frozenset(
        {
            "user_id",
            "assessment_ids",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._with_defaults(vals_list, "third_party_id", "date_start", "date_end")
        rows = super().create([self._completed_vals(vals) for vals in vals_list])
        rows._write_settled({"version": 1})
        return rows

    def write(self, vals):
        asked = {row: row._asked_for() for row in self} if ASKED & vals.keys() else {}
        result = super().write(vals)
        for row, before in asked.items():
            if row._asked_for() != before:
                row._ask_anew()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_consented(self):
        if self.consent_ids:
            raise UserError(
                self.env._("Persons have answered: what they were asked is kept with it.")
            )

    @api.depends(
        "third_party_id.partner_id.name", "contract_id.code", "contract_id.is_classified", "role"
    )
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        labels = {"processor": self.env._("processor"), "controller": self.env._("controller")}
        for row in self:
            row.display_name = row.contract_id.code or ""
            if row.id in named:
                row.display_name = self.env._(
                    "%(name)s as %(role)s",
                    name=row.third_party_id.partner_id.name,
                    role=labels.get(row.role, ""),
                )

    @api.onchange("third_party_id")
    def _onchange_third_party_id(self):
        if self.third_party_id:
            for name, day in self._term_of(self.third_party_id).items():
                self[name] = self[name] or day

    @api.constrains("assessed_on", "sub_consent_a_on", "sub_consent_b_on")
    def _check_past(self):
        for row in self:
            today = row.contract_id._local_today()
            for name in ("assessed_on", "sub_consent_a_on", "sub_consent_b_on"):
                if row[name] and row[name] > today:
                    raise ValidationError(
                        self.env._("“%s” cannot lie in the future.", row._label_of(name))
                    )

    @api.constrains("assessed_on", "assessor", "result")
    def _check_assessment(self):
        """L-44: who assessed it, when, and with what result; or nothing of it yet."""
        for row in self:
            facts = [row.assessed_on, (row.assessor or "").strip(), row.result]
            if any(facts) and not all(facts):
                raise ValidationError(
                    self.env._("An assessment says when it was made, by whom, and its result.")
                )

    @api.constrains("user_id")
    def _check_responsible(self):
        if any(self.user_id.sudo().mapped("share")):
            raise ValidationError(self.env._("An internal user answers for it."))

    @api.model
    def _completed_vals(self, vals):
        third_party = self.env["crm.contract.third.party"].browse(vals.get("third_party_id") or ())
        return {**self._term_of(third_party), **vals}

    @api.model
    def _term_of(self, third_party):
        """As long as the third party takes part, where nothing else is said."""
        return {
            "date_start": third_party.date_start,
            "date_end": third_party.date_end or third_party.contract_id.end_date,
        }

    def _asked_for(self):
        """What the persons are asked for; a space more is the same question."""
        return {
            name: value.strip() if isinstance(value := self[name], str) else value for name in ASKED
        }

    def _ask_anew(self):
        """Another purpose, manner or kind of data: who has consented did so to something else."""
        if self.consent_ids:
            self._write_settled({"version": self.version + 1})
            self.consent_ids._write_settled({"is_outdated": True})

    def _retention_start(self):
        """The assessment's years, and those of what was given under it (L-44, L-45)."""
        return max(filter(None, (self.assessed_on, self.ended_on)), default=None)

    @api.model
    def _purgeable(self, day):
        """What has ended; not while persons' answers or a later version rest on it."""
        rows = super()._purgeable(day)
        later = rows.search([("previous_id", "in", rows.ids)])
        ended = rows.filtered(lambda row: row.state != "active" and not row.consent_ids)
        return ended - later.previous_id

    def _freeze_level(self):
        self.ensure_one()
        return 0 if self.state == "draft" else 2

    def _frozen_message(self, what):
        return self.env._(
            "%(record)s is in force; “%(what)s” changes by a new version.",
            record=self.display_name,
            what=what,
        )

    def _missing_items(self):
        """Labels of the agreed items that nobody has written down (PIPL 21)."""
        names = {"term": ("date_start", "date_end")}
        return [
            self._label_of(name)
            for item in ITEMS
            for name in names.get(item, (item,))
            if not (self[name].strip() if isinstance(self[name], str) else self[name])
        ]

    def _is_sub_entrusting_agreed(self):
        """PIPL 21: passed on only with consent; here of both sides, in writing."""
        return bool(
            self.sub_consent_a_on
            and self.sub_consent_b_on
            and self.sub_consent_ids
            and (self.sub_processors or "").strip()
        )
