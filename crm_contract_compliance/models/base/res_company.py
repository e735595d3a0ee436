from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

CONVENTIONS = [
    ("statutory", "The corresponding day (statutory)"),
    ("inclusive", "The day before (inclusive)"),
]
PENALTY_METHODS = [
    ("flat_overdue", "Flat percent of the overdue amount"),
    ("daily_overdue", "Percent of the overdue amount per day"),
    ("percent_total", "Percent of the contract total"),
    ("fixed", "Fixed sum"),
    ("negotiated", "Negotiated, with its document"),
    ("reference_rate", "Multiple of a reference rate"),
]
CONVENTION_HELP = "How a term of whole years or months ends (Civil Code 201-202)."


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_contract_penalty_method = fields.Selection(
        PENALTY_METHODS, "Overdue Payment Penalty", default="flat_overdue", required=True
    )
    crm_contract_penalty_rate = fields.Float("Penalty Rate (%)", digits=(9, 4), default=2.0)
    crm_contract_penalty_ceiling = fields.Float("Penalty Ceiling (%)", digits=(9, 4))
    crm_contract_end_date_convention = fields.Selection(
        CONVENTIONS,
        "End-Date Convention",
        default="statutory",
        required=True,
        help=CONVENTION_HELP,
    )
    crm_contract_tz = fields.Selection(_tz_get, "Contract Time Zone")
    crm_contract_shift_holidays = fields.Boolean("Shift Past Public Holidays", default=True)
    crm_contract_shift_weekends = fields.Boolean("Shift Past Weekends")
    crm_contract_is_approval_needed = fields.Boolean("A Manager Approves Before Signing")
    crm_contract_is_nda_blocking = fields.Boolean("A Classified Contract Needs Its NDA")
    crm_contract_retention_years = fields.Integer(
        "Records Are Kept (Years)",
        default=3,
        help="From then on: what stands already keeps its day, which never comes nearer.",
    )
    crm_contract_is_authorised_allowed = fields.Boolean(
        "An Authorised Representative May Always Sign"
    )
    crm_contract_fallback_user_id = fields.Many2one("res.users", "Fallback Responsible")

    @api.constrains("crm_contract_penalty_rate", "crm_contract_penalty_ceiling")
    def _check_crm_contract_percentages(self):
        for company in self:
            for value in (company.crm_contract_penalty_rate, company.crm_contract_penalty_ceiling):
                if not 0 <= value <= 100:
                    raise ValidationError(
                        self.env._("A penalty rate or ceiling lies between 0 and 100 percent.")
                    )

    @api.constrains("crm_contract_retention_years")
    def _check_crm_contract_retention_years(self):
        """PIPL 56, Network Data Security Regulation art. 12: longer, never shorter (L-44, L-45)."""
        if any(not 3 <= company.crm_contract_retention_years <= 100 for company in self):
            raise ValidationError(
                self.env._("Records of disclosures and assessments are kept for 3 to 100 years.")
            )

    def _crm_contract_tz(self):
        """The zone in which this company's contracts count their days."""
        self.ensure_one()
        return self.crm_contract_tz or self.partner_id.tz or self.env.user.tz or "UTC"
