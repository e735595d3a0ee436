from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.crm_contract_deadline_mixin import DeadlineSpec
from ..base.crm_contract_input_mixin import MAX_AMOUNT
from .selections import ALL_SIDES

OPEN_DISPUTES = ("negotiation", "arbitration", "litigation")


class CrmContractDispute(models.Model):
    """A dispute: talked over first, then before the contract's one forum (T0-11, T1-10).

    Where it goes is the contract's: its forum is kept here as it was when it went there.
    """

    _name = "crm.contract.dispute"
    _description = "Contract Dispute"
    _inherit = [
        "crm.contract.between.mixin",
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.discreet.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "raised_on desc, id desc"
    _check_company_auto = True
    _opposite = "other_side"
    _begun = "raised_on"
    _transitions = {
        "negotiation": {
            "arbitration": "_guard_arbitration",
            "litigation": "_guard_litigation",
            "settled": "_guard_resolved",
        },
        "arbitration": {"decided": "_guard_decided", "settled": "_guard_resolved"},
        "litigation": {"decided": "_guard_decided", "settled": "_guard_resolved"},
        "decided": {"closed": "_guard_closed"},
        "settled": {"closed": "_guard_closed"},
        "closed": {},
    }

    name = fields.Char("What Is Disputed", required=True)
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    currency_id = fields.Many2one(related="contract_id.currency_id", store=True)
    matter = fields.Selection(
        [("contract", "Performance"), ("ip", "Intellectual property"), ("other", "Other")],
        default="contract",
        required=True,
    )
    side = fields.Selection(ALL_SIDES, "Raised By", required=True)
    other_side = fields.Selection(
        ALL_SIDES,
        "Against",
        compute="_compute_opposite",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    liable_side = fields.Selection(
        ALL_SIDES, "Infringing Side", help="It bears all that follows from the infringement."
    )
    raised_on = fields.Date(
        compute="_compute_begun", store=True, readonly=False, precompute=True, required=True
    )
    disputed_amount = fields.Monetary()
    note = fields.Text()
    talk_ids = fields.One2many("crm.contract.dispute.talk", "dispute_id", "Negotiations")
    no_talk_reason = fields.Char(
        "Reason for Not Negotiating", help="Why it goes to its forum without any negotiation."
    )
    forum = fields.Selection(
        [("court", "Court"), ("arbitration", "Arbitration")], readonly=True, copy=False
    )
    forum_institution = fields.Char("Arbitration Institution", readonly=True, copy=False)
    forum_place = fields.Char("Place of the Forum", readonly=True, copy=False)
    filed_on = fields.Date(copy=False)
    case_number = fields.Char(copy=False)
    next_date = fields.Date("Next Step On", copy=False)
    next_matter = fields.Char("Next Step", copy=False, help="A hearing, a submission, a talk.")
    state = fields.Selection(
        [
            ("negotiation", "Negotiation"),
            ("arbitration", "Arbitration"),
            ("litigation", "Litigation"),
            ("decided", "Decided"),
            ("settled", "Settled amicably"),
            ("closed", "Closed"),
        ],
        default="negotiation",
        required=True,
        readonly=True,
        copy=False,
    )

    _bounded = models.Constraint(
        "CHECK(disputed_amount >= 0 AND disputed_amount < 1e15"
        " AND ordered_percent >= 0 AND ordered_percent <= 100)",
        "An amount is out of bounds.",
    )

    _bounds = {"disputed_amount": (0, MAX_AMOUNT), "ordered_percent": (0, 100)}
    _settled_fields = frozenset({"forum", "forum_institution", "forum_place"})
    _growing_fields = frozenset({"award_ids"})
    _living_fields = frozenset(
        {
            "award_ids",
            "note",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    _deadline_triggers = frozenset({"state", "next_date", "next_matter"})

    @api.model_create_multi
    def create(self, vals_list):
        disputes = super().create(vals_list)
        for dispute in disputes:
            dispute._write_settled(dispute._forum_vals())
        return disputes

    @api.constrains("side", "other_side")
    def _check_sides(self):
        for dispute in self:
            if dispute.side == dispute.other_side:
                raise ValidationError(self.env._("Nobody is in dispute with itself."))

    @api.constrains("matter", "liable_side")
    def _check_liable_side(self):
        """T1-9.2: the infringing side bears all, so it is named."""
        for dispute in self:
            if dispute.matter == "ip" and not dispute.liable_side:
                raise ValidationError(self.env._("Name the side that infringes the rights."))

    @api.constrains("contract_id")
    def _check_contract(self):
        for dispute in self:
            if dispute.contract_id.state in ("draft", "signing", "cancelled"):
                raise ValidationError(self.env._("Disputes are about a contract that was signed."))

    @api.constrains("raised_on", "filed_on", "resolved_on")
    def _check_days(self):
        for dispute in self:
            today = dispute.contract_id._local_today()
            days = [dispute.raised_on, dispute.filed_on, dispute.resolved_on]
            if any(day and day > today for day in days):
                raise ValidationError(self.env._("Nothing was done on a day to come."))
            known = [day for day in days if day]
            if known != sorted(known):
                raise ValidationError(
                    self.env._("A dispute is raised, then filed, then decided or settled.")
                )

    def _forum_vals(self):
        """The contract's one forum (L-30); rights that are infringed go to court (T1-9.3)."""
        contract = self.contract_id
        if self.matter == "ip" or contract.forum != "arbitration":
            place = {
                "performance": contract.performance_place,
                "signing": contract.signing_place,
            }.get(contract.forum_basis, contract.forum_place)
            forum = "court" if self.matter == "ip" else contract.forum
            return {"forum": forum, "forum_institution": False, "forum_place": place}
        return {
            "forum": "arbitration",
            "forum_institution": contract.forum_institution,
            "forum_place": contract.forum_place,
        }

    def _deadline_specs(self):
        if self.state not in OPEN_DISPUTES or not self.next_date:
            return []
        subject = self.next_matter or self.name
        return [
            DeadlineSpec("dispute", self.next_date, side=self.contract_id.our_side, subject=subject)
        ]

    def _freeze_level(self):
        return 2 if self.state == "closed" else 0

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._("%s is closed; it no longer changes.", self.display_name)
