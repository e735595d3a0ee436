from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...tools.data_access import PersonConsent, is_valid
from ..base.discreet import open_ids
from ..base.local_day import THERE, by_today
from ..base.row_lock import queue_up

BASES = [
    ("consent", "Separate consent"),
    ("contract", "Needed for a contract with the person"),
    ("legal_duty", "Legal duty"),
    ("emergency", "Emergency"),
    ("disclosed", "Made public by the person"),
    ("other_law", "Another ground in law"),
]


class CrmContractDataConsent(models.Model):
    """One person's consent, on record as it was given; it is withdrawn, never rewritten.

    L-38, L-40, L-41; PIPL 13 to 16, 23, 29.
    """

    _name = "crm.contract.data.consent"
    _description = "Separate Consent"
    _inherit = [
        "crm.contract.executed.mixin",
        "crm.contract.retention.mixin",
        "crm.contract.local.day.mixin",
    ]
    _order = "processing_id, consented_on desc, id desc"
    _rec_names_search = ["partner_id.name", "contract_id.code"]
    _check_company_auto = True

    processing_id = fields.Many2one(
        "crm.contract.data.processing", required=True, ondelete="restrict", index=True
    )
    third_party_id = fields.Many2one(related="processing_id.third_party_id", store=True, index=True)
    contract_id = fields.Many2one(related="processing_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(related="processing_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="processing_id.contract_user_id", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Person",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        domain=[("is_company", "=", False)],
    )
    customer_id = fields.Many2one(
        related="contract_id.partner_id.commercial_partner_id", string="Customer"
    )
    basis = fields.Selection(BASES, "Legal Basis", required=True, default="consent")
    purpose = fields.Text(
        "Purpose of Processing",
        help="What the person was told; as agreed, where nothing else is said.",
    )
    version = fields.Integer(readonly=True, aggregator=None, help="Of what the person was asked.")
    consented_on = fields.Date("Given On", required=True, **THERE)
    is_sensitive = fields.Boolean("Sensitive Data Too", help="Asked and answered separately.")
    evidence_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_data_consent_evidence_rel",
        string="Document",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    withdrawn_on = fields.Date(help="From this day on no data are given; it cannot be undone.")
    is_outdated = fields.Boolean(
        readonly=True, help="Purpose, manner or kinds of data changed after it was given."
    )
    is_valid = fields.Boolean("Holds", compute="_compute_is_valid", search="_search_is_valid")

    _dates_ordered = models.Constraint(
        "CHECK(withdrawn_on >= consented_on)", "A consent is withdrawn after it was given."
    )

    _anchor_fields = frozenset({"processing_id"})
    _days_of_today = ("consented_on",)
    _today_of = "processing_id"
    _ordered_days = (("consented_on", "withdrawn_on"),)
    _settled_fields = frozenset({"version", "is_outdated"})
    _growing_fields = frozenset({"evidence_ids"})
    _living_fields = frozenset({"withdrawn_on", "evidence_ids"})
    _frozen_by = "processing_id"
    _grows_frozen = True

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        for row in rows:
            processing = row.processing_id
            told = {"version": processing.version}
            if not row.purpose:
                told["purpose"] = processing.purpose
            row._write_settled(told)
        rows._withdraw_earlier()
        return rows

    def write(self, vals):
        if "withdrawn_on" in vals and not self._is_door_open():
            self._refuse_unwithdrawing(vals["withdrawn_on"])
        if vals.get("withdrawn_on"):
            for processing in self.processing_id:  # an export that has begun looks again
                queue_up(processing)
        result = super().write(vals)
        if vals.get("withdrawn_on"):
            self._withdraw_earlier()
        return result

    @api.depends("consented_on", "withdrawn_on", "is_outdated")
    def _compute_is_valid(self):
        for row in self:
            day = row.contract_id._local_today() if row.contract_id else fields.Date.today()
            row.is_valid = bool(row.consented_on) and is_valid(row._as_consent(), day)

    @api.model
    def _search_is_valid(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            by_today(self, "consented_on", "<=")
            & Domain("is_outdated", "=", False)
            & (Domain("withdrawn_on", "=", False) | by_today(self, "withdrawn_on", ">"))
        )

    @api.depends("partner_id.name", "contract_id.code", "contract_id.is_classified")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        named = open_ids(self)
        for row in self:
            row.display_name = row.partner_id.name if row.id in named else row.contract_id.code

    @api.constrains("consented_on", "withdrawn_on")
    def _check_past(self):
        for row in self:
            today = row.contract_id._local_today()
            if row.consented_on > today or (row.withdrawn_on and row.withdrawn_on > today):
                raise ValidationError(
                    self.env._("A consent is recorded once it was given, and so is its withdrawal.")
                )

    @api.constrains("partner_id")
    def _check_person(self):
        for row in self:
            if row.partner_id.is_company:
                raise ValidationError(
                    self.env._("%s is a company; persons consent.", row.partner_id.name)
                )
            if not row.contract_id._contacts_among(row.partner_id):
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact of %(customer)s, the customer of this contract:"
                        " only the data of its contacts are given. Add the person there first.",
                        person=row.partner_id.name,
                        customer=row.contract_id._customer().name,
                    )
                )

    @api.constrains("basis", "evidence_ids")
    def _check_in_writing(self):
        """X-9: with its document, where the contract asks for it."""
        for row in self.filtered(lambda row: row.basis == "consent"):
            if row.contract_id.is_consent_document_needed and not row.evidence_ids:
                raise ValidationError(
                    self.env._("The consent of %s: attach the document.", row.partner_id.name)
                )

    def action_withdraw(self):
        """From today on; what was given before stays lawful (PIPL 15)."""
        for row in self:
            row.withdrawn_on = row.contract_id._local_today()

    def _withdraw_earlier(self):
        """Who withdraws does so for all that they were asked before, twice on record or not."""
        for row in self.filtered("withdrawn_on"):
            earlier = row.processing_id.consent_ids.filtered(
                lambda other, row=row: (
                    other.partner_id == row.partner_id
                    and not other.withdrawn_on
                    and other.consented_on < row.withdrawn_on
                )
            )
            earlier.write({"withdrawn_on": row.withdrawn_on})

    def _refuse_unwithdrawing(self, day):
        day = fields.Date.to_date(day)
        if any(row.withdrawn_on and row.withdrawn_on != day for row in self):
            raise UserError(
                self.env._("A withdrawal cannot be undone: record the new consent as a new line.")
            )

    def _as_consent(self):
        """The row as the rulebook takes it."""
        return PersonConsent(
            self.basis,
            self.consented_on,
            self.withdrawn_on or None,
            self.is_outdated,
            self.is_sensitive,
        )

    def _retention_start(self):
        return self.withdrawn_on or self.consented_on

    def _freeze_level(self):
        self.ensure_one()
        return 2 if self.id else 0

    def _frozen_message(self, what):
        return self.env._(
            "A consent stays as it was given: “%s” cannot be changed. Withdraw it, and record"
            " the new one as a new line.",
            what,
        )
