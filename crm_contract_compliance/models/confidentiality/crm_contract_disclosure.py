from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.local_day import THERE
from ..contract.selections import ALL_SIDES, OTHER_SIDE, SIDES

KINDS = [("disclosure", "Passed on"), ("use", "Used for others"), ("export", "Exported")]
PURPOSES = [
    ("performance", "Performance of this contract"),
    ("compelled", "Compelled by law"),
    ("advice", "Advice by lawyers or auditors"),
    ("marketing", "Marketing"),
    ("other", "Other"),
]
GROUNDS = [
    ("consent", "Consent of the other side"),
    ("law", "Law, court or authority"),
    ("none", "No ground"),
]
OWNERS = [*SIDES, ("both", "Both parties")]
_FROM_THE_SCREEN = (
    "contract_id",
    "third_party_id",
    "side",
    "owner_side",
    "consent_side",
    "partner_id",
    "recipient",
    "nda_id",
)


class CrmContractDisclosure(models.Model):
    """The log of what left the circle of a contract: to whom, on which ground (T0-8.2, T1-8).

    What was logged stays as it is; a mistake is put right by a further row that names it.
    """

    _name = "crm.contract.disclosure"
    _description = "Disclosure"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.retention.mixin",
        "crm.contract.discreet.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "disclosed_on desc, id desc"
    _check_company_auto = True

    name = fields.Char("What", required=True, help="What was passed on or used.")
    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(
        related="contract_id.user_id", store=True, string="Contract Owner"
    )
    nda_id = fields.Many2one(
        "crm.contract.nda",
        "Confidentiality Agreement",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
    )
    corrects_id = fields.Many2one(
        "crm.contract.disclosure",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
        help="The row that says it wrongly; both stay.",
    )
    correction_ids = fields.One2many("crm.contract.disclosure", "corrects_id", "Corrections")

    kind = fields.Selection(KINDS, "What Was Done", default="disclosure", required=True)
    side = fields.Selection(
        ALL_SIDES, "Passed On or Used By", required=True, help="Who passed it on or used it."
    )
    third_party_id = fields.Many2one(
        "crm.contract.third.party",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id)]",
        help="Who passed it on, or to whom it was passed on.",
    )
    person = fields.Char(help="Who on that side did it.")
    owner_side = fields.Selection(OWNERS, "Whose Secret", required=True)
    partner_id = fields.Many2one("res.partner", "Contact", ondelete="restrict")
    recipient = fields.Char("To Whom", index="btree_not_null")
    disclosed_on = fields.Date("Day", required=True, index=True, **THERE)
    known_on = fields.Date(required=True, **THERE)
    purpose = fields.Selection(PURPOSES, "What For", default="performance", required=True)
    purpose_note = fields.Char("Purpose in Words")
    classification_ids = fields.Many2many(
        "crm.contract.classification",
        string="Classifications",
        ondelete="restrict",
        context={"active_test": False},
    )
    scope = fields.Text(help="Which parts, how many records, in which form.")

    legal_basis = fields.Selection(GROUNDS, "On Which Ground", default="consent", required=True)
    consent_side = fields.Selection(OWNERS, "Consent Of")
    consented_on = fields.Date("Consent Given On")
    consent_purpose = fields.Selection(
        [row for row in PURPOSES if row[0] != "compelled"],
        "Consent Is For",
        default="performance",
        help="The purpose that the consent names.",
    )
    is_recipient_named = fields.Boolean("Consent Names the Recipient", default=True)
    consent_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_disclosure_consent_rel",
        string="Paper of the Consent",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    authority = fields.Char("Court or Authority", help="The court or authority that asked for it.")
    legal_reference = fields.Char("Law or Order", help="The article, or the number of the order.")
    ordered_on = fields.Date("Order Dated")
    document_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_disclosure_document_rel",
        string="Order or Request",
        ondelete="restrict",
        bypass_search_access=True,
        copy=False,
    )
    breach_id = fields.Many2one(
        "crm.contract.breach",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    _person_names = ("person", "recipient")
    _settled_fields = frozenset({"breach_id"})
    _anchor_fields = frozenset({"contract_id", "third_party_id", "nda_id", "corrects_id"})
    _days_of_today = ("disclosed_on", "known_on")
    _ordered_days = (("disclosed_on", "known_on"),)

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_out_of_reach(vals_list)
        vals_list = self._with_defaults(vals_list, *_FROM_THE_SCREEN)
        rows = super().create([{**vals, **self._left_open(vals)} for vals in vals_list])
        rows._propose_breaches()
        return rows

    @api.onchange("contract_id", "third_party_id", "side", "partner_id", "legal_basis")
    def _onchange_who(self):
        if not self.contract_id:
            return
        self.side = self.side or self.contract_id.our_side
        self.owner_side = self._owner_of(self.contract_id, self.side, self.third_party_id)
        self.consent_side = self.legal_basis == "consent" and self.owner_side
        self.recipient = self.partner_id.name or self.recipient
        if self.legal_basis == "law":
            self.purpose = "compelled"
        elif self.purpose == "compelled":
            self.purpose = "performance"

    @api.constrains("kind", "recipient")
    def _check_recipient(self):
        for row in self:
            if row.kind != "use" and not (row.recipient or "").strip():
                raise ValidationError(self.env._("Say to whom it was passed on."))

    @api.constrains("side", "third_party_id", "nda_id", "corrects_id", "contract_id")
    def _check_belongs(self):
        for row in self:
            if row.side == "third" and not row.third_party_id:
                raise ValidationError(self.env._("Name the third party that passed it on."))
            others = (row.third_party_id, row.nda_id, row.corrects_id)
            if any(other and other.contract_id != row.contract_id for other in others):
                raise ValidationError(self.env._("All of it belongs to one and the same contract."))

    @api.constrains("disclosed_on", "known_on")
    def _check_days(self):
        for row in self:
            if row.known_on > row.contract_id._local_today():
                raise ValidationError(self.env._("What is logged has taken place."))
            # Also of days that are defaults, which nobody wrote.
            row._refuse_unordered({"known_on": row.known_on}, *self._ordered_days[0])

    def _left_open(self, vals):
        """What follows from the contract and the contact where nobody said it."""
        contract = self.env["crm.contract"].browse(vals.get("contract_id") or ())
        third_party = self.env["crm.contract.third.party"].browse(vals.get("third_party_id") or ())
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        side = vals.get("side") or contract.our_side
        owner = vals.get("owner_side") or self._owner_of(contract, side, third_party)
        basis = vals.get("legal_basis", "consent")
        found = {
            "side": side,
            "owner_side": owner,
            "consent_side": basis == "consent" and owner,
            "recipient": partner.name,
            "nda_id": contract._nda_of(third_party if side == "third" else None).id,
        }
        return {name: value for name, value in found.items() if value and not vals.get(name)}

    @api.model
    def _owner_of(self, contract, side, third_party):
        """The other side; of a third party the one that did not bring it in."""
        if side == "third":
            return OTHER_SIDE.get(third_party.engaged_by, "both")
        return OTHER_SIDE[side or contract.our_side or "a"]

    def _propose_breaches(self):
        """What was not authorised is proposed as one breach; a correction speaks of the same."""
        for row in self.filtered(lambda row: not row.breach_id and not row.is_authorised):
            known = row.corrects_id.sudo().breach_id
            breach = known or row.contract_id._propose_leak(
                "disclosure_id",
                row,
                row.side,
                row.third_party_id,
                row.disclosed_on,
                row.known_on,
                row._fact(),
            )
            row.sudo()._write_settled({"breach_id": breach.id})

    def _retention_start(self):
        """Three years from the day on which it was known (L-45)."""
        return max(self.disclosed_on, self.known_on)

    @api.model
    def _purgeable(self, day):
        """What proves a breach stays with it; a correction and what it corrects go together."""
        rows = super()._purgeable(day).filtered(lambda row: not row.breach_id)
        while tied := (rows.correction_ids - rows).corrects_id & rows:
            rows -= tied
        return rows

    def _told_name(self):
        return not self.contract_id.is_classified and self.name

    def _freeze_level(self):
        self.ensure_one()
        return 2

    def _frozen_message(self, what):
        return self.env._(
            "%(record)s stands in the disclosure log: “%(what)s” no longer changes. Log a further"
            " row that corrects it.",
            record=self.display_name,
            what=what,
        )
