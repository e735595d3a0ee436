from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.words import day_in_words
from .selections import SIDES

OPEN = ("requested", "negotiating", "signing")
AMENDABLE = ("signed", "active", "suspended")
_BEFORE_SIGNING = ("requested", "negotiating")


class CrmContractAmendment(models.Model):
    """A change of what was agreed: asked for, negotiated, signed and only then applied (T1-5.2).

    Until its last step the contract says what it said; from its day on it says what was agreed
    later, however the amendments cross (engine 4).
    """

    _name = "crm.contract.amendment"
    _description = "Contract Amendment"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.thread.mixin",
        "crm.contract.discreet.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "contract_id.code"]

    name = fields.Char("About", required=True)
    contract_id = fields.Many2one(
        "crm.contract",
        required=True,
        ondelete="restrict",
        index=True,
        domain=[("state", "in", AMENDABLE)],
    )
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    partner_id = fields.Many2one(related="contract_id.partner_id")
    kind = fields.Selection(
        [("change", "Change of terms"), ("supplement", "Supplementary agreement")],
        default="change",
        required=True,
        help="A supplementary agreement stands in its own document and may change no term.",
    )
    side = fields.Selection(SIDES, "Asked For By", required=True)
    reason = fields.Text(required=True)
    negotiation_note = fields.Text("Negotiation", help="What was discussed, and how it came out.")
    effective_date = fields.Date(
        "Takes Effect On", help="Empty: on the day on which the last side signs it."
    )
    change_ids = fields.One2many(
        "crm.contract.amendment.change", "amendment_id", "What Changes", copy=True
    )
    document_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_amendment_document_rel",
        string="Documents",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    notice_id = fields.Many2one(
        "crm.contract.notice",
        "Written Notice",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('kind', '=', 'amendment')]",
    )
    execution_id = fields.Many2one(
        "crm.contract.execution",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    signature_ids = fields.One2many(related="execution_id.signature_ids")
    line_ids = fields.One2many(
        "crm.contract.amendment.line", "amendment_id", "On Record", readonly=True
    )
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("negotiating", "Negotiating"),
            ("signing", "Signing"),
            ("executed", "Executed"),
            ("applied", "Applied"),
            ("withdrawn", "Withdrawn"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
        group_expand="_expand_states",
    )
    executed_on = fields.Date(related="execution_id.executed_on")
    applied_on = fields.Date(readonly=True, copy=False)
    error = fields.Char("Could Not Be Applied", readonly=True, copy=False)
    missing_note = fields.Char("Missing", compute="_compute_missing_note")
    is_waiting = fields.Boolean(
        compute="_compute_missing_note", help="Signed and proven; its day is still to come."
    )
    is_locked = fields.Boolean(compute="_compute_is_locked")

    _due_idx = models.Index("(effective_date, id) WHERE state = 'executed'")

    _settled_fields = frozenset({"execution_id", "applied_on", "error"})
    _living_fields = frozenset({"document_ids", "message_follower_ids", "activity_ids"})
    _growing_fields = frozenset({"document_ids"})
    _open_until_executed = frozenset({"notice_id"})

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_out_of_reach(vals_list)
        amendments = super(CrmContractAmendment, self._unrehearsed()).create(vals_list)
        amendments = amendments.with_env(self.env)
        amendments._rehearse()
        amendments._ask_officers()
        return amendments

    def write(self, vals):
        if not self._is_door_open():
            self._refuse_other_hands(vals.keys())
        result = super(CrmContractAmendment, self._unrehearsed()).write(vals)
        if "change_ids" in vals:
            self._rehearse()
        return result

    def unlink(self):
        self._refuse_other_hands({"name"})
        return super().unlink()

    @api.depends("state", "change_ids", "document_ids", "notice_id", "effective_date")
    @api.depends_context("lang")
    def _compute_missing_note(self):
        for amendment in self:
            gaps = amendment._gaps() if amendment.state in (*OPEN, "executed") else []
            amendment.missing_note = amendment.contract_id._gaps_in_words(gaps)
            is_signed = amendment.state == "executed"
            amendment.is_waiting = is_signed and not gaps and not amendment._is_due()

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_locked(self):
        for amendment in self:
            amendment.is_locked = amendment.state not in amendment._states_in_hand()

    @api.constrains("contract_id")
    def _check_contract(self):
        for amendment in self:
            amendment._refuse_contract()

    @api.constrains("notice_id", "contract_id")
    def _check_notice(self):
        for amendment in self:
            notice = amendment.notice_id
            if notice and (
                notice.contract_id != amendment.contract_id or notice.kind != "amendment"
            ):
                raise ValidationError(
                    self.env._("The notice is not one of an amendment of this contract.")
                )

    def action_record_signature(self):
        self.ensure_one()
        self.check_access("write")
        return self.execution_id._action_sign()

    @api.model
    def _expand_states(self, states, domain):
        return [*OPEN, "executed"]

    def _told_name(self):
        return not self.contract_id.is_classified and self.env._(
            "%(code)s: %(name)s", code=self.contract_id.code, name=self.name
        )

    def _refuse_contract(self):
        """What is not agreed yet is a draft; what is over is no longer amended."""
        contract = self.contract_id.sudo()
        if contract.state not in AMENDABLE:
            raise ValidationError(
                self.env._(
                    "%(contract)s is “%(state)s”: only a signed contract that is not over yet is"
                    " amended.",
                    contract=self.contract_id.display_name,
                    state=contract._state_label(contract.state),
                )
            )

    def _states_in_hand(self):
        """The states in which this user may still change what is asked for."""
        is_officer = self.env.su or self.env.user.has_group(
            "crm_contract_compliance.group_contract_officer"
        )
        return _BEFORE_SIGNING if is_officer else ("requested",)

    def _refuse_other_hands(self, names):
        """From the negotiation on, what is asked for is the officer's to change (design.md)."""
        content = names & {
            "name",
            "kind",
            "side",
            "reason",
            "negotiation_note",
            "effective_date",
            "change_ids",
        }
        for amendment in self:
            if content and amendment.state == "negotiating":
                amendment.contract_id._require("officer")

    def _freeze_level(self):
        """What was sent to sign stands; only the notice may still be named."""
        self.ensure_one()
        if self.state in _BEFORE_SIGNING:
            return 0
        return 1 if self.state in ("signing", "executed") else 2

    def _executed_at(self):
        return self.execution_id.executed_at

    def _frozen_message(self, what):
        if self.state == "signing":
            return self.env._(
                "%(amendment)s is being signed; “%(what)s” can only change after it went back to"
                " the negotiation, and is then signed anew.",
                amendment=self.display_name,
                what=what,
            )
        return self.env._(
            "%(amendment)s is “%(state)s” and stays as it is; agree on another amendment instead.",
            amendment=self.display_name,
            state=self._state_label(self.state),
        )

    def _effective_in_words(self):
        if not self.effective_date:
            return self.env._("the day of the last signature")
        return day_in_words(self.env, self.effective_date)
