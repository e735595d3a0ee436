from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base.models.res_partner import _tz_get

from ..base import doors
from ..base.res_company import CONVENTION_HELP, CONVENTIONS
from .selections import SIDES

END_GROUNDS = [
    ("expiry", "Expiry"),
    ("mutual", "Mutual agreement"),
    ("force_majeure", "Force majeure"),
    ("rescission", "Rescission"),
]


class CrmContract(models.Model):
    _name = "crm.contract"
    _description = "Contract"
    _inherit = [
        "crm.contract.state.mixin",
        "crm.contract.executed.mixin",
        "crm.contract.deadline.mixin",
        "crm.contract.terms.mixin",
        "crm.contract.thread.mixin",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char("Title", required=True, index="trigram")
    code = fields.Char(
        "Number", size=64, copy=False, index="trigram", help="Empty: the next number."
    )
    active = fields.Boolean(default=True)
    type_id = fields.Many2one(
        "crm.contract.type",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["crm.contract.type"].search([], limit=1),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("signing", "Signing"),
            ("signed", "Signed"),
            ("active", "In Force"),
            ("suspended", "Suspended"),
            ("ended", "Ended"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        group_expand="_expand_states",
    )

    our_side = fields.Selection(SIDES, "We Are", default="a", required=True)
    party_ids = fields.One2many("crm.contract.party", "contract_id", "Parties", copy=False)
    party_a_id = fields.Many2one("res.partner", readonly=True, copy=False, ondelete="restrict")
    party_b_id = fields.Many2one("res.partner", readonly=True, copy=False, ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner",
        "Counterparty",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
    )
    partner_name = fields.Char(
        "Counterparty Name",
        readonly=True,
        copy=False,
        index="trigram",
        help="The counterparty's name as it stands on the contract; searched without a join.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    member_ids = fields.Many2many("res.users", string="Members", copy=False)
    opportunity_id = fields.Many2one(
        "crm.lead", copy=False, index="btree_not_null", ondelete="restrict", check_company=True
    )

    scope = fields.Text()
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.company.currency_id,
    )
    amount_total = fields.Monetary("Amount", tracking=True)
    implementation_start = fields.Date(tracking=True)
    implementation_end = fields.Date(tracking=True)
    signing_date = fields.Date(copy=False, tracking=True)
    signing_place = fields.Char()
    performance_place = fields.Char("Place of Performance")
    governing_law = fields.Char(default=lambda self: self.env._("Law of the PRC"))
    forum_place = fields.Char()

    effective_date = fields.Date(readonly=True, copy=False, tracking=True)
    term_start_date = fields.Date(copy=False, tracking=True)
    end_date = fields.Date(copy=False, index="btree_not_null", tracking=True)
    is_end_date_fixed = fields.Boolean("End Date Is Typed", copy=False)
    end_date_convention = fields.Selection(
        CONVENTIONS,
        required=True,
        help=CONVENTION_HELP,
        default=lambda self: self.env.company.crm_contract_end_date_convention,
    )
    tz = fields.Selection(
        _tz_get,
        "Time Zone",
        required=True,
        default=lambda self: self.env.company._crm_contract_tz(),
    )
    is_holiday_shifted = fields.Boolean(
        "Shift Past Holidays", default=lambda self: self.env.company.crm_contract_shift_holidays
    )
    is_weekend_shifted = fields.Boolean(
        "Shift Past Weekends", default=lambda self: self.env.company.crm_contract_shift_weekends
    )
    ended_on = fields.Date(readonly=True, copy=False)
    end_ground = fields.Selection(END_GROUNDS, readonly=True, copy=False)
    is_registered = fields.Boolean("Registered From Paper", readonly=True, copy=False)
    is_classified = fields.Boolean("Confidential", help="Others see its number only.")

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "This number is already used in this company."
    )
    _implementation_ordered = models.Constraint(
        "CHECK(implementation_end >= implementation_start)",
        "The implementation ends after it starts.",
    )
    _amount_bounded = models.Constraint(
        "CHECK(amount_total >= 0 AND amount_total < 1e15)", "The amount is out of bounds."
    )
    _state_idx = models.Index("(state, company_id) WHERE active IS TRUE")
    _list_idx = models.Index("(company_id, id DESC) WHERE active IS TRUE")

    _settled_fields = frozenset(
        {
            "party_a_id",
            "party_b_id",
            "partner_name",
            "effective_date",
            "renewal_notice_date",
            "renewal_complete_date",
            "ended_on",
            "end_ground",
            "is_renewed",
            "is_registered",
            "renewed_from_id",
            "renewal_decision",
            "renewal_reason",
            "renewal_decided_by_id",
            "renewal_decided_on",
            "access_token",
        }
    )
    _living_fields = frozenset(
        {
            "user_id",
            "member_ids",
            "active",
            "is_classified",
            "classification_ids",
            "opportunity_id",
            "message_follower_ids",
            "activity_ids",
            "message_ids",
            "website_message_ids",
        }
    )
    _open_until_executed = frozenset({"signing_date", "signing_place"})
    _fillable_until_executed = frozenset({"forum", "forum_institution", "forum_place"})

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_before_numbering(vals_list)
        vals_list = self._completed_vals([dict(vals) for vals in vals_list])
        self._assign_codes(vals_list)
        self._complete_sides(vals_list)
        contracts = super(CrmContract, doors.through(self, "crm_contract_complete")).create(
            vals_list
        )
        contracts = doors.closed(contracts, "crm_contract_complete")
        contracts._settle_terms()
        return contracts

    def write(self, vals):
        retyped = self._turned(vals)
        if retyped and retyped != self:
            return (self - retyped).write(vals) and retyped.write(vals)
        if retyped:
            vals = {**self._terms_of_type(vals["type_id"]), **vals}
        partner_id = None
        if "partner_id" in vals and not doors.opened(self, "crm_contract_settle"):
            self._refuse_frozen({"partner_id": vals["partner_id"]})
            vals = dict(vals)
            partner_id = vals.pop("partner_id")
        turned = self.filtered(lambda row: vals.get("our_side", row.our_side) != row.our_side)
        result = super().write(vals)
        if "company_id" in vals:
            self.check_access("write")  # nobody pushes a contract out of their own reach
        turned._swap_sides()
        if partner_id is not None:
            self._set_counterparty(partner_id)
        if not doors.opened(self, "crm_contract_settle") and self._settling_fields() & vals.keys():
            self._settle_terms()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        for contract in self:
            if contract.state not in ("draft", "cancelled") or contract.sudo().execution_ids:
                raise UserError(
                    self.env._(
                        "%s was sent to sign and is kept; cancel it instead.",
                        contract.display_name,
                    )
                )

    @api.onchange("type_id")
    def _onchange_type_id(self):
        if self.type_id:
            self.update(self.type_id._contract_terms())
            self.our_side = self.type_id.supplier_side

    @api.model
    def _refuse_before_numbering(self, vals_list):
        """A sequence takes no number back: what can be told from the values is told before."""
        self.browse().check_access("create")
        if not doors.opened(self, "crm_contract_register"):
            self._refuse_other_first_state(vals_list)
        chosen = set()
        for vals in vals_list:
            self._refuse_settled(vals)
            self._refuse_bad_input(vals, chosen)

    @api.model
    def _expand_states(self, states, domain):
        return ["draft", "signing", "signed", "active", "suspended"]

    @api.model
    def _completed_vals(self, vals_list):
        """The rows with what the type, the company and the sides bring along."""
        for vals in vals_list:
            vals["type_id"] = vals.get("type_id") or self.default_get(["type_id"]).get("type_id")
        types = {vals["type_id"] for vals in vals_list}
        terms = {type_id: self._columns_of_type(type_id) for type_id in types}
        return [self._complete_row({**terms[vals["type_id"]], **vals}) for vals in vals_list]

    @api.model
    def _complete_row(self, vals):
        vals["company_id"] = vals.get("company_id") or self.env.company.id
        company = self.env["res.company"].browse(vals["company_id"])
        vals["our_side"] = vals.get("our_side") or vals.get("supplier_side") or "a"
        vals.setdefault("currency_id", company.currency_id.id)
        vals["tz"] = vals.get("tz") or company._crm_contract_tz()
        vals.setdefault("end_date_convention", company.crm_contract_end_date_convention)
        vals.setdefault("is_holiday_shifted", company.crm_contract_shift_holidays)
        vals.setdefault("is_weekend_shifted", company.crm_contract_shift_weekends)
        if not vals.get("party_ids"):
            vals["party_ids"] = self._party_commands(vals, company)
        return vals

    @api.model
    def _columns_of_type(self, type_id):
        return self.env["crm.contract.type"].browse(type_id)._contract_columns() if type_id else {}

    @api.model
    def _terms_of_type(self, type_id):
        contract_type = self.env["crm.contract.type"].browse(type_id)
        return contract_type._contract_terms() if contract_type else {}

    def _refuse_settled(self, vals):
        super()._refuse_settled(vals)
        if not vals.get("end_date") or self._is_door_open():
            return
        is_fixed = self and all(contract.is_end_date_fixed for contract in self)
        if not vals.get("is_end_date_fixed", is_fixed):
            raise UserError(
                self.env._("The end date follows from the term; mark it as typed to override it.")
            )
