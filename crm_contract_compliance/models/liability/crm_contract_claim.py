from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from ..base.discreet import name_by_number
from ..base.evidence import has_files
from ..base.windows import dialog_of
from ..contract.selections import ALL_SIDES

HEADS = [
    ("penalty", "Penalty"),
    ("damages", "Damages"),
    ("cost", "Costs"),
    ("fee", "Fee"),
    ("refund", "Refund"),
    ("remedy", "Remedial measures"),
    ("performance", "Continued performance"),
    ("rescission", "Rescission"),
]
STANDING = ("draft", "confirmed", "settled")
WITHOUT_MONEY = ("remedy", "performance", "rescission")
UNCAPPED = [
    ("injury", "Personal injury (CC 506)"),
    ("intent", "Intent (CC 506)"),
    ("gross_negligence", "Gross negligence (CC 506)"),
    ("confidentiality", "Carved out: confidentiality"),
    ("personal_data", "Carved out: personal data"),
    ("no_cap", "No cap was agreed"),
    ("dispute", "Costs of a dispute"),
]


class CrmContractClaim(models.Model):
    """What one side asks of another, for a breach or the costs of a dispute, and how much of it
    stands (T0-10.2, I4).
    """

    _name = "crm.contract.claim"
    _description = "Claim"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
        "crm.contract.invoice.mixin",
    ]
    _order = "breach_id, id"
    _check_company_auto = True
    _transitions = {
        "draft": {"confirmed": "_guard_confirmed", "dismissed": "_guard_dismissed"},
        "confirmed": {"settled": "_guard_manager", "reversed": "_guard_reversed"},
        "settled": {"reversed": "_guard_reversed"},
        "dismissed": {},
        "reversed": {},
    }

    breach_id = fields.Many2one("crm.contract.breach", ondelete="restrict", index=True)
    contract_id = fields.Many2one(
        "crm.contract", compute="_compute_contract_id", store=True, index=True
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    creditor_side = fields.Selection(ALL_SIDES, "Creditor", required=True)
    debtor_side = fields.Selection(ALL_SIDES, "Debtor", required=True)
    third_party_id = fields.Many2one(
        "crm.contract.third.party", ondelete="restrict", index="btree_not_null"
    )
    head = fields.Selection(HEADS, required=True, default="damages")
    rule_id = fields.Many2one(
        "crm.contract.penalty.rule",
        "Penalty Rule",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    claimed_amount = fields.Monetary("Claimed")
    foreign_currency_id = fields.Many2one(
        "res.currency", help="Of an amount in another currency; converted when it is confirmed."
    )
    foreign_amount = fields.Monetary(currency_field="foreign_currency_id")
    foreign_rate = fields.Float("Exchange Rate", digits=(20, 10), readonly=True, copy=False)
    allowed_amount = fields.Monetary("Allowed", readonly=True, copy=False)
    uncovered_amount = fields.Monetary("Uncovered", readonly=True, copy=False)
    counts_toward_cap = fields.Boolean(readonly=True, copy=False)
    uncapped_reason = fields.Selection(UNCAPPED, readonly=True, copy=False)
    cap_id = fields.Many2one(
        "crm.contract.liability.cap",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    entry_ids = fields.One2many("crm.contract.liability.entry", "claim_id", "Entries")
    trace = fields.Json(readonly=True, copy=False)
    note = fields.Text()
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_claim_evidence_rel",
        ondelete="restrict",
        bypass_search_access=True,
    )
    demand_ids = fields.One2many("crm.contract.notice", "claim_id", "Demands")
    dispute_ids = fields.One2many("crm.contract.dispute", "claim_id", "Disputes")
    limitation_date = fields.Date(readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decision_reason = fields.Char("Reason of the Decision", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("confirmed", "Confirmed"),
            ("settled", "Settled"),
            ("dismissed", "Dismissed"),
            ("reversed", "Reversed"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )

    _bounded = models.Constraint(
        "CHECK(claimed_amount >= 0 AND claimed_amount < 1e15 AND allowed_amount >= 0"
        " AND uncovered_amount >= 0)",
        "An amount is out of bounds.",
    )
    _adds_up = models.Constraint(
        "CHECK(state NOT IN ('confirmed', 'settled')"
        " OR allowed_amount + uncovered_amount = claimed_amount)",
        "What is allowed and what is uncovered make up what is claimed.",
    )

    _anchor_fields = frozenset({"breach_id"})
    _bounds = {"claimed_amount": (0, MAX_AMOUNT), "foreign_amount": (0, MAX_AMOUNT)}
    _settled_fields = frozenset(
        {
            "allowed_amount",
            "uncovered_amount",
            "counts_toward_cap",
            "uncapped_reason",
            "cap_id",
            "trace",
            "foreign_rate",
            "move_id",
            "recourse_of_id",
            "limitation_date",
            "confirmed_on",
            "confirmed_by_id",
            "decision_reason",
        }
    )
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset(
        {
            "evidence_ids",
            "note",
            "message_follower_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    _deadline_triggers = frozenset({"state", "limitation_date"})

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = self._with_defaults(vals_list, *self._source_names())
        vals_list = [self._completed_vals(vals) for vals in vals_list]
        claims = super().create(vals_list)
        claims._settle_limitation()
        return claims

    def write(self, vals):
        """Confirmed together they are confirmed one by one: each meets what those before took."""
        if len(self) > 1 and vals.get("state") == "confirmed":
            return all(claim.write(vals) for claim in self)
        return super().write(vals)

    @api.depends("breach_id.contract_id")
    def _compute_contract_id(self):
        for claim in self:
            claim.contract_id = claim._source().contract_id

    @api.depends("head", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        labels = dict(self._fields["head"]._description_selection(self.env))
        name_by_number(self, lambda claim: labels.get(claim.head, ""))

    def action_confirm(self):
        return self.write({"state": "confirmed"})

    def action_settle(self):
        return self.write({"state": "settled"})

    def action_decide(self):
        """Ask for the reason of dismissing a draft, or reversing what was confirmed."""
        self.ensure_one()
        self.check_access("write")
        title = self.env._("Dismiss") if self.state == "draft" else self.env._("Reverse")
        return dialog_of("crm.contract.decision.wizard", title, claim_id=self.id)

    @api.model
    def _source_names(self):
        """Hook: what says where a claim comes from, and whose it is."""
        return ["breach_id", "creditor_side", "debtor_side", "third_party_id"]

    def _source(self):
        """Hook: the record that it comes from."""
        return self.breach_id

    @api.model
    def _completed_vals(self, vals):
        breach = self.env["crm.contract.breach"].browse(vals.get("breach_id"))
        if breach:
            vals.setdefault("creditor_side", breach._victim_side())
            vals.setdefault("debtor_side", breach.side)
            if vals["debtor_side"] == "third":
                vals.setdefault("third_party_id", breach.third_party_id.id)
        return vals

    def _decide(self, state, reason):
        """Dismiss or reverse, with the reason; pressed twice the first one stays."""
        self.contract_id._require("manager")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why."))
        moving = self.filtered(lambda claim: claim.state != state)
        for claim in moving:
            claim._write_settled({"decision_reason": reason.strip()})
        moving.write({"state": state})

    def _guard_manager(self):
        self.contract_id._require("manager")

    def _guard_confirmed(self):
        """T0-10.3a: a negotiated sum needs its agreement; four eyes where the setting says so."""
        self.contract_id._require("manager")
        self._refuse_undecided()
        is_four_eyes = self.company_id.sudo().crm_contract_is_four_eyes
        if is_four_eyes and not self.env.su and self.create_uid == self.env.user:
            raise UserError(self.env._("Somebody else confirms a claim that you entered yourself."))
        if self._is_negotiated() and not has_files(self):
            raise UserError(self.env._("A negotiated penalty needs its agreement: attach it."))
        has_money = self.head not in WITHOUT_MONEY
        if has_money and not (self.claimed_amount or self.foreign_amount):
            raise UserError(self.env._("Say how much is claimed."))
        self._refuse_other_sides()
        self._refuse_beyond_rule()
        self._refuse_beyond_loss()
        self.breach_id._refuse_doubtful()

    def _refuse_undecided(self):
        """Hook: what it comes from is judged first."""
        if self.breach_id.state not in ("claimed", "closed"):
            raise UserError(self.env._("Assess the breach first."))

    def _is_negotiated(self):
        """A sum that the sides agreed on: by a rule that says so, or by no rule of the contract.

        What a third party's cap leaves of a penalty follows the claim on that third party.
        """
        by_no_rule = self.head == "penalty" and not self.rule_id and not self.recourse_of_id
        return by_no_rule or self.rule_id.method == "negotiated"

    def _guard_dismissed(self):
        self.contract_id._require("manager")
        if not self.decision_reason:
            raise UserError(self.env._("Say why."))

    def _guard_reversed(self):
        self._guard_dismissed()

    def _after_move(self, old_states):
        for claim in self:
            if claim.state == "confirmed":
                claim._allow()
            elif claim.state == "settled":
                claim._pay_out()
            elif claim.state == "reversed":
                claim._give_back()
        return super()._after_move(old_states)

    def _freeze_level(self):
        self.ensure_one()
        return 0 if self.state == "draft" else 2

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._("%s is decided; it can only be reversed.", self.display_name)

    def _deadline_specs(self):
        self.ensure_one()
        if not self.limitation_date or self.state not in ("draft", "confirmed"):
            return []
        return [DeadlineSpec("limitation", self.limitation_date, side=self.creditor_side)]
