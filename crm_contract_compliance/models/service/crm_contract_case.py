from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..base import doors
from ..base.discreet import open_ids
from ..contract.selections import SIDES
from .selections import CATEGORIES, CAUSES, DATA_REQUESTS, INFORMATION, OVER, SETTLED

ALIVE = ("signed", "active", "suspended", "ended")
SEQUENCES = {"complaint": "crm.contract.complaint", "request": "crm.contract.request"}


class CrmContractCase(models.Model):
    """A customer's request or complaint under a contract, with no helpdesk (T0-4, T0-5, X-25)."""

    _name = "crm.contract.case"
    _description = "Complaint or Request"
    _inherit = [
        "crm.contract.customer.mixin",
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.number.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "due_date, id desc"
    _person_names = ("complainant",)
    _check_company_auto = True
    _rec_names_search = ["code", "name"]

    name = fields.Char("Subject", required=True)
    code = fields.Char("Number", readonly=True, copy=False, index="trigram")
    kind = fields.Selection(
        [("request", "Request"), ("complaint", "Complaint")], default="request", required=True
    )
    contract_id = fields.Many2one(domain=[("state", "in", ALIVE)])
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(
        related="contract_id.user_id", store=True, string="Contract Owner"
    )
    tz = fields.Selection(related="contract_id.tz", store=True)
    complainant = fields.Char("Said By", help="The person who called or wrote.")
    side = fields.Selection(SIDES, "Whose Duty", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        copy=False,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("assigned", "Assigned"),
            ("in_progress", "In Progress"),
            ("answered", "Answered"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="received",
        required=True,
        readonly=True,
        copy=False,
        group_expand="_expand_states",
    )

    category = fields.Selection(
        [*CATEGORIES, (INFORMATION, "Change of customer data"), *DATA_REQUESTS]
    )
    cause = fields.Selection(CAUSES)
    channel_id = fields.Many2one("crm.contract.channel", required=True, ondelete="restrict")
    has_postmark = fields.Boolean(related="channel_id.has_postmark")
    received_at = fields.Datetime(
        "Received", required=True, copy=False, default=lambda self: fields.Datetime.now()
    )
    postmark_date = fields.Date("Postmark", copy=False)
    description = fields.Text()
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_case_evidence_rel",
        string="Proof",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    minutes_spent = fields.Integer(copy=False, aggregator="sum")
    session_date = fields.Date("Training Held On", copy=False)
    answer = fields.Text(copy=False, help="What was answered, or how it was solved.")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "This number is already used in this company."
    )
    _category_known = models.Constraint(
        "CHECK(kind != 'request' OR category IS NOT NULL)", "A request has its category."
    )
    _open_idx = models.Index("(contract_id, kind) WHERE state NOT IN ('closed', 'cancelled')")

    _anchor_fields = frozenset({"contract_id", "kind"})
    _bounds = {"minutes_spent": (0, 100_000)}
    _settled_fields = SETTLED
    _living_fields = frozenset(
        {
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
            "user_id",
            "corrective_done_on",
            "corrective_user_id",
            "preventive_done_on",
            "preventive_user_id",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        """The number comes last: whatever is refused has drawn none."""
        self._refuse_without_category(vals_list)
        cases = super().create(vals_list)
        cases._settle_limits()
        cases._make_members()
        cases._draw_codes()
        return cases

    def write(self, vals):
        self._refuse_late_correction(vals)
        self._refuse_unnamed(vals)
        if "category" in vals and not vals["category"] and "request" in self.mapped("kind"):
            raise ValidationError(self.env._("A request has its category."))
        result = super().write(vals)
        if {"received_at", "category"} & vals.keys() and not self._is_door_open():
            self._settle_limits()
        if "user_id" in vals:
            self._make_members()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_slip(self):
        """Only a slip goes, by who made it, while nobody has taken it up; the rest is cancelled."""
        for case in self:
            if case.state != "received":
                raise UserError(
                    self.env._("%s was taken up and is kept; cancel it instead.", case.display_name)
                )
            if not self.env.su and case.create_uid != self.env.user:
                raise AccessError(
                    self.env._(
                        "%s was registered by somebody else; cancel it instead.",
                        case.display_name,
                    )
                )

    @api.depends("code", "name", "contract_id.is_classified")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_display_name(self):
        """“number subject” for its readers, unless the contract is confidential."""
        named = open_ids(self)
        for case in self:
            code = case.code or ""
            case.display_name = f"{code} {case.name or ''}".strip() if case.id in named else code

    @api.constrains("kind", "category")
    def _check_category(self):
        for case in self:
            if case.kind != "complaint":
                continue
            if case.category == INFORMATION:
                raise ValidationError(self.env._("A change of customer data is a request."))
            if case.is_data_request:
                raise ValidationError(self.env._("What a person asks of their data is a request."))

    @api.constrains("contract_id")
    def _check_contract(self):
        for case in self:
            if case.contract_id.state not in ALIVE and not self._is_door_open():
                raise ValidationError(
                    self.env._(
                        "Requests and complaints belong to a contract that was signed and is not"
                        " closed yet."
                    )
                )

    @api.constrains("received_at", "postmark_date")
    def _check_received(self):
        for case in self:
            if case.received_at > fields.Datetime.now():
                raise ValidationError(self.env._("Nothing is received at a time to come."))
            if case.postmark_date and case.postmark_date > case._local_day(case.received_at):
                raise ValidationError(
                    self.env._("A letter is not received before the day of its postmark.")
                )

    @api.constrains("user_id", "corrective_user_id", "preventive_user_id")
    def _check_people(self):
        for case in self.sudo():
            people = case.user_id | case.corrective_user_id | case.preventive_user_id
            if any(people.mapped("share")):
                raise ValidationError(self.env._("An internal user answers for a case."))

    @api.model
    def _expand_states(self, states, domain):
        return ["received", "assigned", "in_progress", "answered"]

    @api.model
    def _refuse_without_category(self, vals_list):
        """Before the database's own check, whose refusal is an error in the log."""
        defaults = self.default_get(["kind", "category"])
        for vals in vals_list:
            kind = vals.get("kind", defaults.get("kind"))
            if kind == "request" and not vals.get("category", defaults.get("category")):
                raise ValidationError(self.env._("A request has its category."))

    def _refuse_late_correction(self, vals):
        """What the time limits follow from is corrected only before anybody works on it."""
        if self._is_door_open():
            return
        for name in {"received_at", "category"} & vals.keys():
            for case in self:
                if case.state != "received" and self._is_really_changed(case, name, vals[name]):
                    raise UserError(
                        self.env._(
                            "%(case)s is being worked on: “%(field)s” stays, since its time limit"
                            " follows from it.",
                            case=case.display_name,
                            field=self._label_of(name),
                        )
                    )

    def _refuse_unnamed(self, vals):
        """Who saw to a measure may change after the closing; that somebody does stays (T0-5.3)."""
        for name in {"user_id", "corrective_user_id", "preventive_user_id"} & vals.keys():
            for case in self:
                if not vals[name] and case[name] and case._freeze_level():
                    raise UserError(case._frozen_message(self._label_of(name)))

    def _number_sequence_of(self):
        return SEQUENCES[self.kind]

    def _make_members(self):
        """Whoever answers for a case may see its contract, also where no deadline says so."""
        for user, cases in self.sudo().grouped("user_id").items():
            contracts = cases.contract_id.filtered(
                lambda contract, user=user: user not in contract.user_id | contract.member_ids
            )
            if user and contracts:
                doors.through(contracts, "crm_contract_settle").write(
                    {"member_ids": [fields.Command.link(user.id)]}
                )

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.state in OVER else 0

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._(
            "%(case)s is over; “%(what)s” no longer changes.", case=self.display_name, what=what
        )
