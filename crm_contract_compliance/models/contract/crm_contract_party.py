from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize
from odoo.tools.mail import single_email_re

from .crm_contract_missing import Gap
from .selections import ALL_SIDES, CAPACITIES, PARTY_SIZES

SME_SIZES = ("medium", "small", "micro")
_SNAPSHOT = {"legal_name", "address", "phone", "email", "notice_address"}


class CrmContractParty(models.Model):
    _name = "crm.contract.party"
    _description = "Contract Party"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "contract_id, side, id"
    _rec_name = "legal_name"
    _check_company_auto = True

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True, precompute=True)
    side = fields.Selection(ALL_SIDES, required=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    legal_name = fields.Char(required=True)
    address = fields.Text()
    phone = fields.Char()
    email = fields.Char()
    notice_address = fields.Text("Address for Service")
    representative_id = fields.Many2one(
        "res.partner", ondelete="restrict", domain=[("is_company", "=", False)]
    )
    capacity = fields.Selection(CAPACITIES, default="legal", required=True)
    power_of_attorney_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_party_poa_rel",
        string="Power of Attorney",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
    )
    size = fields.Selection(
        PARTY_SIZES, help="On the day of signing; small and medium companies are paid in time."
    )
    is_sme_declared = fields.Boolean(
        "Declared as a Small or Medium Company",
        help="It said so when the contract was made (Decree 802).",
    )
    bank_account_id = fields.Many2one("res.partner.bank", ondelete="restrict")
    bank_name = fields.Char("Bank", readonly=True)
    bank_account_number = fields.Char("Account Number", readonly=True)
    is_partner_different = fields.Boolean(compute="_compute_is_partner_different")

    _one_per_side = models.UniqueIndex(
        "(contract_id, side) WHERE side IN ('a', 'b')", "Each side has one party."
    )

    _frozen_by = "contract_id"
    _settled_fields = frozenset({"bank_name", "bank_account_number"})
    _open_until_executed = frozenset(
        {
            "representative_id",
            "capacity",
            "power_of_attorney_ids",
            "phone",
            "email",
            "bank_account_id",
            "personal_account_id",
            "notice_address",
            "size",
            "is_sme_declared",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._take_snapshots(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            moved = self.filtered(lambda party: party.partner_id != partner)
            if moved:
                blank = {"representative_id": False, "bank_account_id": False}
                vals = {**blank, **self._snapshot_of(partner), **vals}
        result = super().write(vals)
        if {"partner_id", "side", "legal_name"} & vals.keys():
            self.contract_id._settle_terms()
        return result

    def unlink(self):
        contracts = self.contract_id
        result = super().unlink()
        contracts.exists()._settle_terms()
        return result

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.update(self._snapshot_of(self.partner_id))

    @api.depends("partner_id.name", "partner_id.contact_address", "legal_name", "address")
    def _compute_is_partner_different(self):
        for party in self:
            now = self._snapshot_of(party.partner_id)
            party.is_partner_different = bool(party.partner_id) and any(
                (party[name] or "") != (now[name] or "") for name in ("legal_name", "address")
            )

    @api.constrains("partner_id", "side", "contract_id")
    def _check_sides_differ(self):
        for contract in self.contract_id:
            sides = [party.partner_id for party in contract.party_ids if party.side in ("a", "b")]
            if len(sides) != len(set(sides)):
                raise ValidationError(
                    self.env._("%s cannot be on both sides of a contract.", sides[0].name)
                )

    @api.constrains("email")
    def _check_email(self):
        for party in self:
            if party.email and not self._is_deliverable(party.email):
                raise ValidationError(
                    self.env._("“%s” is no e-mail address to which notices can go.", party.email)
                )

    @api.constrains("bank_account_id", "partner_id")
    def _check_bank_account(self):
        for party in self.filtered("bank_account_id"):
            owner = party.bank_account_id.partner_id
            if owner.commercial_partner_id != party.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._("The bank account belongs to %s, not to this party.", owner.name)
                )

    @api.depends("side", "contract_id.code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["side"]._description_selection(self.env))
        for party in self:
            party.display_name = self.env._(
                "%(side)s of %(code)s",
                side=labels.get(party.side, ""),
                code=party.contract_id.code or "",
            )

    @api.model
    def _take_snapshots(self, vals_list):
        """Fill what is not typed from the contacts, each of which is read once."""
        rows = [
            vals for vals in vals_list if vals.get("partner_id") and not (vals.keys() >= _SNAPSHOT)
        ]
        partners = self.env["res.partner"].browse({vals["partner_id"] for vals in rows})
        snapshots = {partner.id: self._snapshot_of(partner) for partner in partners}
        for vals in rows:
            for name, value in snapshots[vals["partner_id"]].items():
                vals[name] = vals.get(name) or value

    @api.model
    def _snapshot_of(self, partner):
        """What the contract keeps of its party, as it is today (T0-1.1, T0-1.3).

        Addresses name the country in the contact's language, whoever looks.
        """
        partner = partner.with_context(lang=partner.lang or "en_US")
        address = partner._display_address(without_company=True).strip()
        address = "\n".join(line for line in address.splitlines() if line.strip())
        return {
            "legal_name": partner.name,
            "address": address,
            "phone": partner.phone,
            "email": partner.email if self._is_deliverable(partner.email) else False,
            "notice_address": address,
        }

    @api.model
    def _is_deliverable(self, email):
        """Whether ``email`` is one address, with or without a name before it."""
        address = email_normalize(email)
        return bool(address and single_email_re.match(address) and address in email.lower())

    def _is_authorised(self):
        """Also where only the signature itself says so."""
        signatures = self.contract_id._main_execution().signature_ids.filtered(
            lambda row: row.side == self.side and row.signed_on
        )
        return "authorised" in {self.capacity, *signatures.mapped("capacity")}

    def _is_representative_of_another(self):
        """A person who stands under another company; one who stands alone may act for anybody."""
        person = self.representative_id.sudo()
        own = self.partner_id.sudo().commercial_partner_id
        return bool(person.parent_id) and person.commercial_partner_id != own

    def _is_sme(self):
        """By its size, else by its own word."""
        return self.size in SME_SIZES or bool(not self.size and self.is_sme_declared)

    def _gaps(self):
        """What keeps this side from signing (T0-1.2, T1-1.1, T2-1.1, X-16)."""
        self.ensure_one()
        side = self.contract_id._side_label(self.side)
        person = self.representative_id
        if not person:
            return [Gap(self.env._("the representative of %s", side), self.id)]
        if not self._is_authorised():
            return []
        gaps = []
        if not self.contract_id._may_be_authorised():
            gaps.append(Gap(self.env._("%s's legal representative in person", side), self.id))
        if not self.power_of_attorney_ids:
            gaps.append(Gap(self.env._("the power of attorney of %s", person.name), self.id))
        return gaps

    def _snapshot_bank(self):
        """Keep the account as it is on the day of execution."""
        for party in self.filtered("bank_account_id"):
            party._write_settled(
                {
                    "bank_name": party.bank_account_id.bank_id.name,
                    "bank_account_number": party.bank_account_id.acc_number,
                }
            )

    def _signature_vals(self):
        self.ensure_one()
        return {
            "side": self.side,
            "partner_id": self.partner_id.id,
            "signer_id": self.representative_id.id,
            "capacity": self.capacity,
        }

    def _carried_vals(self):
        """What a renewal takes over; name and address are taken anew from the contact."""
        self.ensure_one()
        return {
            "side": self.side,
            "partner_id": self.partner_id.id,
            "representative_id": self.representative_id.id,
            "capacity": self.capacity,
            "bank_account_id": self.bank_account_id.id,
            "size": self.size,
        }
