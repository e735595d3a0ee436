from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.discreet import open_ids
from ..contract.selections import CAPACITIES, SIDES

KINDS = [
    ("intermediary", "Intermediary"),
    ("consultant", "Consultant"),
    ("technical", "Technical service provider"),
    ("data", "Data service provider"),
    ("certification", "Certification body"),
    ("other", "Other"),
]
STATES = [
    ("proposed", "Proposed"),
    ("consented", "Consented"),
    ("active", "In Force"),
    ("exiting", "Exiting"),
    ("ended", "Ended"),
    ("rejected", "Rejected"),
]
PENDING = ("proposed", "consented")
OVER = ("ended", "rejected")


class CrmContractThirdParty(models.Model):
    """Whoever steps into a contract: acts only when both sides have consented in writing."""

    _name = "crm.contract.third.party"
    _description = "Third Party"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "contract_id, id"
    _rec_names_search = ["partner_id.name", "contract_id.code"]
    _check_company_auto = True

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Third Party",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    kind = fields.Selection(KINDS, required=True, default="technical")
    kind_note = fields.Char("Described As", help="What it is, where none of the kinds fits.")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="Empty: the contract's owner.",
    )
    state = fields.Selection(STATES, default="proposed", required=True, readonly=True, copy=False)

    role = fields.Char(help="What it does for the contract.")
    duties = fields.Text()
    permissions = fields.Text("Authority", help="What it may do and decide by itself.")
    purpose = fields.Char(help="Why it steps in: efficiency, due execution, expertise (T0-15.2).")
    notified_on = fields.Date("Notice Given On", help="The written notice of the proposal.")
    consent_due_date = fields.Date("Consents Wanted By")
    entry_manner = fields.Char("Manner of Entry")
    entry_conditions = fields.Text("Conditions of Entry")
    date_start = fields.Date("Acts From")
    date_end = fields.Date("Acts Until", help="Empty: as long as the contract.")
    fee_amount = fields.Monetary("Fee", help="What it is paid for its service.")

    engaged_by = fields.Selection(
        [*SIDES, ("both", "Both parties")],
        required=True,
        default="both",
        help="Who signs the agreement with the third party.",
    )
    representative_id = fields.Many2one(
        "res.partner", ondelete="restrict", domain=[("is_company", "=", False)]
    )
    capacity = fields.Selection(CAPACITIES, default="legal", required=True)
    execution_id = fields.Many2one(
        "crm.contract.execution",
        "Agreement",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    agreed_on = fields.Date("Agreement Signed On", readonly=True, copy=False)
    consent_a_on = fields.Date("Party A Consented On", readonly=True, copy=False)
    consent_b_on = fields.Date("Party B Consented On", readonly=True, copy=False)
    rejection_reason = fields.Char(readonly=True, copy=False)

    requirement_ids = fields.One2many(
        "crm.contract.requirement", "third_party_id", "Consents and Papers", copy=False
    )
    # Those that the reader may not see included: a gate holds for everybody.
    all_requirement_ids = fields.One2many(
        "crm.contract.requirement",
        "third_party_id",
        "All Requirements",
        copy=False,
        groups=NO_ACCESS,
    )
    qualification_ids = fields.One2many(
        "crm.contract.qualification", "third_party_id", "Qualifications", copy=False
    )
    responsibility_ids = fields.One2many(
        "crm.contract.responsibility", "third_party_id", "Division of Duties", copy=False
    )
    share_ids = fields.One2many("crm.contract.share", "third_party_id", "Benefits", copy=False)
    nda_ids = fields.One2many(
        "crm.contract.nda", "third_party_id", "Confidentiality Agreements", copy=False
    )

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "A third party stops acting after it starts."
    )
    _fee_bounded = models.Constraint(
        "CHECK(fee_amount >= 0 AND fee_amount < 1e15)", "The fee is out of bounds."
    )

    _ordered_days = (("date_start", "date_end"),)
    _bounds = {"fee_amount": (0, MAX_AMOUNT)}
    _settled_fields = frozenset(
        {
            "execution_id",
            "agreed_on",
            "consent_a_on",
            "consent_b_on",
            "end_reason",
            "ended_on",
            "rejection_reason",
            "rescission_ground",
            "end_clause",
            "end_note",
            "end_breach_id",
            "cap_position",
            "exit_asked_on",
            "exit_reason",
            "exit_liability",
            "exit_follow_up",
            "replaced_by_id",
            "access_token",
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
    _deadline_triggers = frozenset(
        {
            "state",
            "user_id",
            "partner_id",
            "consent_due_date",
            "consent_a_on",
            "consent_b_on",
            "agreed_on",
            "date_start",
            "date_end",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._with_defaults(vals_list, "contract_id", "engaged_by")
        vals_list = [self._completed_vals(vals) for vals in vals_list]
        third_parties = super().create(vals_list)
        third_parties._ask_for_papers()
        return third_parties

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        """A refusal freezes what was proposed, but is no agreement that has to stay."""
        for row in self.filtered(lambda row: not row._is_never_agreed()):
            raise UserError(self.env._("%s has been agreed on and is kept.", row.display_name))

    @api.ondelete(at_uninstall=False)
    def _unlink_qualifications(self):
        """One by one, since the database's cascade would leave their deadlines behind."""
        self.qualification_ids.unlink()

    @api.depends("partner_id.name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        for row in self:
            is_named = row.id in named
            row.display_name = row.partner_id.name if is_named else row.contract_id.code or ""

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        if self.contract_id:
            self.engaged_by = self._engaging_side(self.contract_id)

    @api.constrains("partner_id", "contract_id")
    def _check_outside_the_contract(self):
        """T0-15.1: a third party stands outside A and B, and so does its whole company."""
        for row in self:
            sides = row.contract_id.party_ids.filtered(lambda party: party.side in ("a", "b"))
            if row.partner_id.commercial_partner_id in sides.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%s is a party of this contract and cannot be its third party.",
                        row.partner_id.name,
                    )
                )

    @api.constrains("user_id")
    def _check_responsible(self):
        if any(self.user_id.sudo().mapped("share")):
            raise ValidationError(self.env._("An internal user answers for a third party."))

    @api.constrains("kind", "kind_note")
    def _check_described(self):
        for row in self:
            if row.kind == "other" and not (row.kind_note or "").strip():
                raise ValidationError(
                    self.env._("Describe what kind of third party it is (T0-16.1).")
                )

    @api.constrains("engaged_by", "contract_id")
    def _check_tripartite(self):
        for row in self:
            if row.contract_id.is_tripartite and row.engaged_by != "both":
                raise ValidationError(
                    self.env._("This contract asks for an agreement of all three sides.")
                )

    @api.model
    def _completed_vals(self, vals):
        contract = self.env["crm.contract"].browse(vals.get("contract_id"))
        if contract:
            vals.setdefault("engaged_by", self._engaging_side(contract))
        return vals

    @api.model
    def _engaging_side(self, contract):
        """Who signs with the third party: all three, or the side that brings it in."""
        return "both" if contract.is_tripartite else contract.supplier_side

    def _freeze_level(self):
        self.ensure_one()
        if self.state in ("active", "exiting", "ended", "rejected"):
            return 2
        execution = self.sudo().execution_id
        if execution.state == "executed":
            return 2
        return 1 if execution and execution.state == "open" and execution._has_marks() else 0

    def _executed_at(self):
        return self.sudo().execution_id.executed_at

    def _deadline_specs(self):
        """Consents wanted, the agreement before it acts, the end of its time."""
        self.ensure_one()
        specs = []
        if self.state == "proposed" and self.consent_due_date:
            specs += [
                self._spec("consent", self.consent_due_date, side, self[f"consent_{side}_on"])
                for side in ("a", "b")
            ]
        if self.state in PENDING and self.date_start:
            specs.append(self._spec("agreement", self.date_start, False, self.agreed_on))
        if self.state in ("active", "exiting") and self.date_end:
            specs.append(self._spec("third_party", self.date_end, "third"))
        return specs

    def _spec(self, kind, day, side, done_on=False):
        return DeadlineSpec(
            kind,
            day,
            key=side or "",
            user_id=self.user_id.id,
            side=side,
            subject=self.partner_id.name,
            done_on=done_on or None,
        )
