from odoo import api, fields, models
from odoo.exceptions import ValidationError

_GROUPS = (
    "crm_contract_compliance.group_contract_officer,"
    "crm_contract_compliance.group_contract_confidential"
)


class CrmContractParty(models.Model):
    """The account of a person who is a party is sensitive: officers and the cleared see it.

    L-41; PIPL 28. A company's account stands in every invoice and is nobody's secret.
    """

    _inherit = "crm.contract.party"

    is_person = fields.Boolean(compute="_compute_is_person")
    personal_account_id = fields.Many2one(
        "res.partner.bank",
        ondelete="restrict",
        groups=_GROUPS,
        help="Sensitive: seen by officers and by people with the clearance.",
    )
    personal_bank_name = fields.Char("Person's Bank", readonly=True, groups=_GROUPS)
    personal_account_number = fields.Char(readonly=True, groups=_GROUPS)

    _settled_fields = frozenset(
        {"bank_name", "bank_account_number", "personal_bank_name", "personal_account_number"}
    )

    def write(self, vals):
        """Another party comes without the account of the one before, which nobody else reads."""
        if vals.get("partner_id") and "personal_account_id" not in vals:
            self.check_access("write")
            self.filtered(lambda party: party.partner_id.id != vals["partner_id"])._forget_account()
        return super().write(vals)

    @api.depends("partner_id.is_company")
    def _compute_is_person(self):
        for party in self:
            party.is_person = bool(party.partner_id) and not party.partner_id.is_company

    @api.constrains("bank_account_id", "personal_account_id", "partner_id")
    def _check_personal_account(self):
        for party in self:
            if party.bank_account_id and not party.bank_account_id.partner_id.is_company:
                raise ValidationError(
                    self.env._(
                        "This is a person's own account. It is recorded under “Personal Account”,"
                        " by an officer or somebody with the clearance."
                    )
                )
            owner = party.sudo().personal_account_id.partner_id
            if owner and owner != party.partner_id:
                raise ValidationError(
                    self.env._("The bank account belongs to %s, not to this party.", owner.name)
                )

    def _has_account(self):
        """Whether the party has named where it is paid, whoever may see it."""
        return bool(self.bank_account_id or self.sudo().personal_account_id)

    def _snapshot_bank(self):
        for party in self.sudo().filtered("personal_account_id"):
            party._write_settled(
                {
                    "personal_bank_name": party.personal_account_id.bank_id.name,
                    "personal_account_number": party.personal_account_id.acc_number,
                }
            )
        return super()._snapshot_bank()

    def _forget_account(self):
        names = ("personal_account_id", "personal_bank_name", "personal_account_number")
        known = self.sudo().filtered("personal_account_id")
        known._write_settled(dict.fromkeys(names, False))
