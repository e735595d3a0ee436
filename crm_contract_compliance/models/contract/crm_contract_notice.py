from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.term import is_in_time
from ..base.words import day_in_words
from .selections import ALL_SIDES

KINDS = [
    ("renewal_intention", "Intention on renewal"),
    ("amendment", "Proposal to amend"),
    ("termination", "Termination"),
    ("rescission", "Rescission"),
    ("force_majeure", "Force majeure"),
    ("suspension", "Suspension of performance"),
    ("resumption", "Resumption of performance"),
    ("cooperation", "Request for cooperation"),
    ("address_change", "Change of address"),
    ("third_party", "Third party"),
    ("incident", "Data incident"),
    ("other", "Other"),
]
METHODS = [
    ("letter", "Letter"),
    ("fax", "Fax"),
    ("email", "E-mail"),
    ("portal", "Portal"),
    ("other", "Other"),
]
_RUNNING = ("active", "suspended")
_BOUND = ("signed", *_RUNNING)
_STATES_OF_KIND = {
    "renewal_intention": _RUNNING,
    "suspension": _RUNNING,
    "resumption": _RUNNING,
    "amendment": _BOUND,
    "termination": _BOUND,
    "rescission": _BOUND,
    "force_majeure": _BOUND,
    "cooperation": (*_BOUND, "ended"),
    "address_change": (*_BOUND, "ended"),
    "third_party": ("signing", *_BOUND, "ended"),
    "incident": (*_BOUND, "ended", "closed"),
}
_AFTER_DRAFT = ("signing", *_BOUND, "ended", "closed")


class CrmContractNotice(models.Model):
    """A written notice of one side to another: what was said, how it went (T1-13.1).

    What it does to the contract is the business of whatever points at it; the notice itself
    knows nobody.
    """

    _name = "crm.contract.notice"
    _description = "Contract Notice"
    _inherit = [
        "crm.contract.between.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.thread.mixin",
    ]
    _order = "sent_on desc, id desc"
    _check_company_auto = True
    _opposite = "to_side"
    _begun = "sent_on"

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    kind = fields.Selection(KINDS, default="renewal_intention", required=True)
    side = fields.Selection(ALL_SIDES, "Sent By", required=True)
    to_side = fields.Selection(
        ALL_SIDES,
        "Addressee",
        compute="_compute_opposite",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    subject = fields.Char()
    note = fields.Text()
    intention = fields.Selection(
        [("renew", "Wants to renew"), ("end", "Does not want to renew")],
        compute="_compute_intention",
        store=True,
        readonly=False,
        precompute=True,
    )
    method = fields.Selection(METHODS, default="letter", required=True)
    sent_on = fields.Date(
        compute="_compute_begun", store=True, readonly=False, precompute=True, required=True
    )
    limit_date = fields.Date(
        "In Time Until", readonly=True, help="As the contract stood on that day (§5)."
    )
    is_in_time = fields.Boolean("In Time", readonly=True)

    _settled_fields = frozenset(
        {"limit_date", "is_in_time", "is_delivery_doubtful", "is_address_changed"}
    )
    _living_fields = frozenset(
        {
            "proof_ids",
            "proof_reference",
            "delivered_on",
            "delivered_at",
            "correction_reason",
            "answered_on",
            "answer",
            "message_follower_ids",
        }
    )
    _growing_fields = frozenset({"proof_ids"})

    @api.model_create_multi
    def create(self, vals_list):
        notices = super().create(vals_list)
        for notice in notices:
            notice._write_settled(notice._judged_vals())
        notices._after_delivery()
        return notices

    @api.depends("kind")
    def _compute_intention(self):
        for notice in self:
            is_asked = notice.kind == "renewal_intention"
            notice.intention = (notice.intention or "renew") if is_asked else False

    @api.depends("kind", "side", "sent_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for notice in self:
            if not notice.side or not notice.sent_on:
                notice.display_name = False  # a form just begun: “New”
                continue
            notice.display_name = self.env._(
                "%(kind)s, %(side)s, %(day)s",
                kind=kinds.get(notice.kind, ""),
                side=notice.contract_id._side_label(notice.side),
                day=day_in_words(self.env, notice.sent_on),
            )

    @api.constrains("sent_on")
    def _check_sent_on(self):
        for notice in self:
            notice._refuse_future(notice.sent_on)

    @api.constrains("side", "to_side")
    def _check_sides(self):
        for notice in self:
            if notice.side == notice.to_side:
                raise ValidationError(self.env._("A notice goes from one side to another."))

    @api.constrains("kind", "intention")
    def _check_intention(self):
        for notice in self:
            if bool(notice.intention) != (notice.kind == "renewal_intention"):
                raise ValidationError(
                    self.env._("An intention on renewal says what is wanted; no other notice does.")
                )

    @api.constrains("contract_id", "kind")
    def _check_contract(self):
        for notice in self:
            contract = notice.contract_id
            if contract.state not in notice._possible_states():
                raise ValidationError(
                    self.env._(
                        "No notice of the kind “%(kind)s” is given while %(contract)s is"
                        " “%(state)s”.",
                        kind=dict(self._fields["kind"]._description_selection(self.env))[
                            notice.kind
                        ],
                        contract=contract.code,
                        state=contract._state_label(contract.state),
                    )
                )

    def _possible_states(self):
        """Hook: the contract's states in which such a notice can be given."""
        return _STATES_OF_KIND.get(self.kind, _AFTER_DRAFT)

    def _refuse_future(self, day):
        if day and day > self.contract_id._local_today():
            raise ValidationError(self.env._("A notice cannot be dated on a future day."))

    def _judged_vals(self):
        """Hook: what is judged once, by the terms of its day (§5)."""
        if self.kind != "renewal_intention":
            return {}
        said = self.contract_id._value_as_of("renewal_notice_date", self.sent_on)
        limit = fields.Date.to_date(said)
        return {"limit_date": limit, "is_in_time": is_in_time(self.sent_on, limit)}

    def _freeze_level(self):
        """What was said on that day stays said; its delivery and its answer may still come."""
        return 2 if self.id and self.create_date else 0

    def _executed_at(self):
        return self.create_date

    def _frozen_message(self, what):
        return self.env._(
            "%(record)s was given; “%(what)s” stays as it was said. Record another notice instead.",
            record=self.display_name,
            what=what,
        )
