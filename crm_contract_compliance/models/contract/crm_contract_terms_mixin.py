from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.models import MAGIC_COLUMNS

from .selections import CAP_AUTHORS, CAPACITIES, DAY_UNITS, EXECUTION_MODES, SIDES

MAX_DAYS = 3650
_LONGEST_TERM = {"term_years": 100, "term_months": 1200}
_DAY_FIELDS = (
    "renewal_notice_days",
    "renewal_complete_days",
    "complaint_days",
    "information_update_days",
    "rescission_notice_days",
    "termination_notice_days",
    "cooperation_days",
    "fm_notice_days",
    "fm_proof_days",
    "handover_days",
)


class CrmContractTermsMixin(models.AbstractModel):
    """The terms that a type proposes and a contract keeps as its own copy (X-S1)."""

    _name = "crm.contract.terms.mixin"
    _description = "Contract Terms"
    _inherit = ["crm.contract.input.mixin"]

    supplier_side = fields.Selection(SIDES, default="a", required=True)
    payer_side = fields.Selection(SIDES, default="b", required=True)
    data_provider_side = fields.Selection(SIDES)

    is_scope_sales = fields.Boolean("Sales", default=True)
    is_scope_service = fields.Boolean("Service", default=True)
    is_scope_after_sales = fields.Boolean("After-Sales", default=True)
    is_scope_other = fields.Boolean("Other")

    main_execution_mode = fields.Selection(
        EXECUTION_MODES, "Main Contract", default="sign_and_seal", required=True
    )
    amendment_execution_mode = fields.Selection(
        EXECUTION_MODES, "Amendments", default="sign_and_seal", required=True
    )
    is_amendment_notice_needed = fields.Boolean(
        "Amendments Need a Written Notice",
        default=True,
        help="What is signed is applied once the notice is proven (T1-5.2, T1-5.4).",
    )
    third_party_execution_mode = fields.Selection(
        EXECUTION_MODES, "Third-Party Agreements", default="sign_and_seal", required=True
    )
    is_tripartite = fields.Boolean(
        "Three-Sided Agreement", help="A third party's agreement is signed by A, B and it."
    )
    is_consent_document_needed = fields.Boolean(
        "Consents in Writing",
        default=True,
        help="Each side's consent to a third party comes with its document (X-9).",
    )
    is_entry_agreed = fields.Boolean(
        "Entry Is Agreed", help="Manner and conditions of a third party's entry are fixed jointly."
    )
    cap_determined_by = fields.Selection(
        CAP_AUTHORS, "Caps Are Determined By", default="a_b", required=True
    )
    is_cap_before_signing = fields.Boolean(
        "Caps Before Signing",
        help="A liability cap is determined before the contract is signed and listed in an"
        " appendix (T1-14.2.1).",
    )
    representative_capacity = fields.Selection(
        [*CAPACITIES, ("any", "Legal or authorised")], "Who Signs", default="any", required=True
    )
    is_signing_place_required = fields.Boolean("Place of Signing Required")

    term_start_basis = fields.Selection(
        [("effective", "Effective date"), ("signing", "Signing date"), ("fixed", "Fixed date")],
        "Term Starts On",
        default="effective",
        required=True,
    )
    term_years = fields.Integer("Years", default=1)
    term_months = fields.Integer("Months")
    renewal_notice_days = fields.Integer(
        "Renewal Notice",
        default=60,
        help="Days before the end by which a side states its intention (T0-9.2).",
    )
    renewal_complete_days = fields.Integer(
        "Renewal Completion",
        default=30,
        help="Days before the end by which the renewal is signed (T0-9.2).",
    )
    complaint_days = fields.Integer("Complaint Answer", default=5)
    complaint_unit = fields.Selection(
        DAY_UNITS, "Complaint Days Are", default="calendar", required=True
    )
    information_update_days = fields.Integer("Information Update", default=5)
    information_update_unit = fields.Selection(
        DAY_UNITS, "Update Days Are", default="calendar", required=True
    )
    rescission_notice_days = fields.Integer("Rescission Notice")
    termination_notice_days = fields.Integer("Termination Notice", default=30)
    handover_days = fields.Integer(
        "Hand-Over", default=3, help="Days from the end to hand everything over (T2-11.1.1)."
    )
    cooperation_days = fields.Integer(
        "Answer to Requests",
        default=10,
        help="Days after which an unanswered request for cooperation calls for a notice.",
    )
    fm_notice_days = fields.Integer(
        "Notice of Force Majeure", default=3, help="Days from the event to its notice (T2-14.1.2)."
    )
    fm_proof_days = fields.Integer(
        "Proof of Force Majeure", default=15, help="Days from the event to its proof (L-20)."
    )
    is_nda_required = fields.Boolean(
        "Agreement Required",
        help="A confidentiality agreement, whether or not the contract is confidential (T1-App7).",
    )
    confidentiality_years = fields.Integer("Confidentiality After the End", default=3)

    forum = fields.Selection([("court", "Court"), ("arbitration", "Arbitration")])
    forum_institution = fields.Char("Arbitration Institution")
    forum_basis = fields.Selection(
        [
            ("performance", "Place of performance"),
            ("signing", "Place of signing"),
            ("chosen", "Another place"),
        ],
        "Court Of",
    )
    ip_owner = fields.Selection(
        [*SIDES, ("each", "Each its own"), ("third", "Third party")], "IP Owner"
    )
    is_indirect_loss_counted = fields.Boolean("Indirect Loss Counts")
    copies_total = fields.Integer("Originals", default=2)
    copies_a = fields.Integer("Kept by Party A", default=1)
    copies_b = fields.Integer("Kept by Party B", default=1)
    copies_third = fields.Integer("Kept by Third Parties")
    interpretation_side = fields.Selection(SIDES, "Interpretation Right")
    is_standard_form = fields.Boolean(
        "Standard Terms",
        help="Drafted in advance for repeated use: what burdens the other side is highlighted and"
        " explained to it (CC 496).",
    )

    _term_not_negative = models.Constraint(
        "CHECK(term_years >= 0 AND term_years <= 100 AND term_months >= 0 AND term_months <= 1200)",
        "A term lies between 0 and 100 years.",
    )

    @api.model
    def _term_names(self):
        """The fields that a contract copies from its type."""
        fields_of_terms = self.env["crm.contract.terms.mixin"]._fields
        return [
            name for name in fields_of_terms if name not in MAGIC_COLUMNS and name != "display_name"
        ]

    def _check_integer_input(self, field, value):
        """Before the database's own check, whose refusal is an error in the log."""
        number = super()._check_integer_input(field, value)
        if field.name in _LONGEST_TERM and not 0 <= number <= _LONGEST_TERM[field.name]:
            raise ValidationError(self.env._("A term lies between 0 and 100 years."))
        return number

    @api.constrains(*_DAY_FIELDS, "confidentiality_years")
    def _check_terms(self):
        for record in self:
            if not 0 <= record.confidentiality_years <= 100:
                raise ValidationError(self.env._("Confidentiality lasts between 0 and 100 years."))
            for name in _DAY_FIELDS:
                if not 0 <= record[name] <= MAX_DAYS:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” lies between 0 and %(most)s days.",
                            field=self._fields[name]._description_string(self.env),
                            most=MAX_DAYS,
                        )
                    )
            if record.renewal_complete_days > record.renewal_notice_days:
                raise ValidationError(
                    self.env._(
                        "A renewal is completed after its notice: its days before the end cannot"
                        " be more than the notice's."
                    )
                )

    @api.constrains("forum", "forum_institution")
    def _check_forum(self):
        """An arbitration clause without its institution is void (T0-11.2, L-30)."""
        for record in self:
            if record.forum == "arbitration" and not (record.forum_institution or "").strip():
                raise ValidationError(self.env._("Arbitration needs the name of its institution."))

    @api.constrains("copies_total", "copies_a", "copies_b", "copies_third")
    def _check_copies(self):
        """T0-14.3: what each keeps makes the total."""
        for record in self:
            counts = (record.copies_a, record.copies_b, record.copies_third)
            if min(counts) < 0 or sum(counts) != record.copies_total:
                raise ValidationError(record._uneven_copies())

    def _uneven_copies(self):
        if self.copies_third:
            return self.env._(
                "%(a)s originals for Party A, %(b)s for Party B and %(third)s for third parties do"
                " not make %(total)s.",
                a=self.copies_a,
                b=self.copies_b,
                third=self.copies_third,
                total=self.copies_total,
            )
        return self.env._(
            "%(a)s originals for Party A and %(b)s for Party B do not make %(total)s.",
            a=self.copies_a,
            b=self.copies_b,
            total=self.copies_total,
        )
