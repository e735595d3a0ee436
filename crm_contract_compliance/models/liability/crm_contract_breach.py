from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.discreet import name_by_number
from ..base.local_day import THERE
from ..base.windows import dialog_of
from ..base.words import listed
from ..contract.selections import ALL_SIDES
from .crm_contract_breach_type import MATTERS

_CRITERIA = ("fact", "impact", "severity", "fault")


class CrmContractBreach(models.Model):
    """A duty that was not performed: what happened, who answers, what was lost (T0-10, T0-Br)."""

    _name = "crm.contract.breach"
    _description = "Breach of Contract"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _transitions = {
        "proposed": {"registered": "_guard_registered", "dismissed": "_guard_dismissed"},
        "registered": {"assessed": "_guard_assessed", "dismissed": "_guard_dismissed"},
        "assessed": {
            "claimed": "_guard_claimed",
            "closed": "_guard_closed",
            "dismissed": "_guard_dismissed",
        },
        "claimed": {"closed": "_guard_closed"},
        "closed": {},
        "dismissed": {},
    }

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    type_id = fields.Many2one("crm.contract.breach.type", required=True, ondelete="restrict")
    matter = fields.Selection(MATTERS, compute="_compute_matter", store=True, precompute=True)
    side = fields.Selection(ALL_SIDES, "Whose Breach", required=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    payment_id = fields.Many2one(
        "crm.contract.payment", ondelete="restrict", index="btree_not_null", copy=False
    )
    payment_due_date = fields.Date(readonly=True, copy=False)
    occurred_on = fields.Date(required=True, **THERE)
    known_on = fields.Date(required=True, **THERE)
    clause = fields.Char(help="The clause that was not kept.")
    obligation = fields.Char("Duty", help="What should have been done.")
    state = fields.Selection(
        [
            ("proposed", "To verify"),
            ("registered", "Registered"),
            ("assessed", "Assessed"),
            ("claimed", "Claims made"),
            ("closed", "Closed"),
            ("dismissed", "Dismissed"),
        ],
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
    )

    fact = fields.Text("What Happened")
    impact = fields.Text("Impact on Performance")
    severity = fields.Selection(
        [("minor", "Minor"), ("serious", "Serious"), ("fundamental", "Fundamental")]
    )
    fault = fields.Selection(
        [
            ("none", "None"),
            ("ordinary", "Ordinary negligence"),
            ("gross_negligence", "Gross negligence"),
            ("intent", "Intent"),
        ]
    )
    is_personal_injury = fields.Boolean("Personal Injury")
    contributory_percent = fields.Float(
        "Own Share (%)", digits=(9, 4), help="The injured side's own part in it (CC 592)."
    )
    exemption = fields.Selection(
        [
            ("force_majeure", "Force majeure"),
            ("creditor", "The creditor's fault"),
            ("waiver", "Signed waiver"),
        ]
    )
    exemption_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_breach_exemption_rel",
        string="Proof of the Exemption",
        ondelete="restrict",
        bypass_search_access=True,
    )
    claim_ids = fields.One2many("crm.contract.claim", "breach_id", "Claims")
    resolution = fields.Char("Reason of the Decision", readonly=True, copy=False)

    _proposed_once = models.UniqueIndex(
        "(payment_id, payment_due_date) WHERE payment_id IS NOT NULL",
        "This late payment stands in the register already.",
    )
    _bounded = models.Constraint(
        "CHECK(contributory_percent >= 0 AND contributory_percent <= 100)",
        "A share lies between 0 and 100 percent.",
    )

    _bounds = {"contributory_percent": (0, 100)}
    _days_of_today = ("occurred_on", "known_on")
    _ordered_days = (("occurred_on", "known_on"),)
    _settled_fields = frozenset({"payment_due_date", "resolution"})
    _living_fields = frozenset(
        {"message_follower_ids", "activity_ids", "message_ids", "website_message_ids"}
    )
    _deadline_triggers = frozenset({"state", "known_on", "side", "third_party_id"})

    @api.model_create_multi
    def create(self, vals_list):
        """A person's breach is registered at once; the daily job's waits for a person."""
        breaches = super().create(vals_list)
        if not self._is_door_open():
            breaches._refuse_not_concluded()
            breaches.write({"state": "registered"})
        return breaches

    def write(self, vals):
        result = super().write(vals)
        if {"known_on", "occurred_on"} & vals.keys():
            self.claim_ids._settle_limitation()
        return result

    @api.depends("type_id")
    def _compute_matter(self):
        """As the catalogue said when the type was chosen: what it says later alters no breach."""
        for breach in self:
            breach.matter = breach.type_id.matter

    @api.depends("type_id.name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        name_by_number(self, lambda breach: breach.type_id.name or "")

    @api.constrains("payment_id", "contract_id")
    def _check_payment(self):
        for breach in self.filtered("payment_id"):
            if breach.payment_id.contract_id != breach.contract_id:
                raise ValidationError(self.env._("The payment belongs to another contract."))

    @api.constrains("clause", "state")
    def _check_clause(self):
        """T0-10.1: a breach without clause reference is rejected."""
        for breach in self:
            is_judged = breach.state not in ("proposed", "dismissed")
            if is_judged and not (breach.clause or "").strip():
                raise ValidationError(self.env._("A breach names the clause that was not kept."))

    @api.constrains("exemption", "exemption_ids")
    def _check_exemption(self):
        """T1-6.4: a waiver with no document is refused."""
        for breach in self:
            if breach.exemption == "waiver" and not breach.exemption_ids:
                raise ValidationError(self.env._("A waiver is in writing: attach it."))

    @api.constrains("occurred_on", "known_on")
    def _check_not_future(self):
        for breach in self:
            if breach.known_on > breach.contract_id._local_today():
                raise ValidationError(self.env._("Nobody knows of a breach on a future day."))
            # Also of days that are defaults, which nobody wrote.
            breach._refuse_unordered({"known_on": breach.known_on}, *self._ordered_days[0])

    def action_register(self):
        return self.write({"state": "registered"})

    def action_assess(self):
        return self.write({"state": "assessed"})

    def action_claim(self):
        return self._action_dialog("crm.contract.claim.wizard", self.env._("Create Claims"))

    def action_dismiss(self):
        return self._action_dialog("crm.contract.decision.wizard", self.env._("Dismiss"))

    def _action_dialog(self, model, title):
        self.ensure_one()
        self.check_access("write")
        return dialog_of(model, title, breach_id=self.id)

    def action_close(self):
        return self.write({"state": "closed"})

    def _dismiss(self, reason):
        self.contract_id._require("manager")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the breach is dismissed."))
        moving = self.filtered(lambda breach: breach.state != "dismissed")
        for breach in moving:
            breach._write_settled({"resolution": reason.strip()})
        moving.write({"state": "dismissed"})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_assessed(self):
        """Dismissing is the manager's, with a reason: nobody gets round it by deleting."""
        for breach in self.filtered(lambda breach: breach.state == "assessed"):
            name = breach.display_name
            raise UserError(self.env._("%s is assessed: it is dismissed with a reason.", name))

    def _guard_registered(self):
        if not (self.clause or "").strip():
            raise UserError(self.env._("A breach names the clause that was not kept."))

    def _guard_dismissed(self):
        self.contract_id._require("manager")
        if not self.resolution:
            raise UserError(self.env._("Say why the breach is dismissed."))
        self._refuse_open_claims()

    def _guard_assessed(self):
        """T0-Br2: the four criteria."""
        missing = [self._label_of(name) for name in _CRITERIA if not self[name]]
        if missing:
            raise UserError(self.env._("Before it is assessed: %s.", listed(self.env, missing)))

    def _guard_claimed(self):
        self._guard_assessed()  # what was emptied since: the cap asks for the fault
        if not self.claim_ids:
            raise UserError(self.env._("Nothing is claimed from this breach yet."))

    def _guard_closed(self):
        self.contract_id._require("manager")
        self._refuse_open_claims()

    def _refuse_open_claims(self):
        open_claims = self.claim_ids.filtered(lambda claim: claim.state in ("draft", "confirmed"))
        if open_claims:
            raise UserError(
                self.env._(
                    "Claims are still open: %s.",
                    listed(self.env, open_claims.mapped("display_name")),
                )
            )

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.state in ("claimed", "closed", "dismissed") else 0

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._("%s is decided; it no longer changes.", self.display_name)

    def _deadline_specs(self):
        """T1-14.2.2: who brought the third party in helps the other side to pursue it."""
        self.ensure_one()
        if self.side != "third" or self.state not in ("registered", "assessed", "claimed"):
            return []
        return [
            DeadlineSpec(
                "assist",
                self.known_on,
                side=self._answering_side(),
                subject=self.third_party_id.partner_id.name,
            )
        ]
