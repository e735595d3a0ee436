from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.words import listed


class CrmContractCustomerMixin(models.AbstractModel):
    """What a customer said under a contract: of the contract's counterparty, unless somebody else
    of the customer's is named.
    """

    _name = "crm.contract.customer.mixin"
    _description = "Of a Contract's Customer"

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('commercial_partner_id', 'in', party_partner_ids)]",
    )

    party_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_party_partner_ids", help="Who may be named."
    )

    @api.model_create_multi
    def create(self, vals_list):
        default = {"contract_id": self.default_get(["contract_id"]).get("contract_id")}
        return super().create([self._with_customer({**default, **vals}) for vals in vals_list])

    @api.depends("contract_id")
    def _compute_party_partner_ids(self):
        for record in self:
            record.party_partner_ids = record.contract_id._party_contacts().commercial_partner_id

    @api.constrains("contract_id", "partner_id")
    def _check_partner(self):
        """T0-3: what was said under a contract was said by somebody of it."""
        for record in self.filtered("partner_id"):
            contract = record.contract_id.sudo()
            people = contract._party_contacts()
            if record.partner_id.sudo().commercial_partner_id not in people.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s does not belong to a party of %(contract)s. Choose somebody of"
                        " %(parties)s.",
                        person=record.partner_id.sudo().name,
                        contract=contract.code,
                        parties=listed(self.env, people.mapped("name")),
                    )
                )

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        self.partner_id = self.contract_id.partner_id

    @api.model
    def _with_customer(self, vals):
        """Nobody names a contract that they may not read.

        Who answers for a case sees its contract: nobody answers their way into another's.
        """
        contract = self.env["crm.contract"].browse(vals.get("contract_id"))
        contract.check_access("read")
        return {"partner_id": contract.partner_id.id, **vals}
