from odoo import api, fields, models


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
    )

    @api.model_create_multi
    def create(self, vals_list):
        default = {"contract_id": self.default_get(["contract_id"]).get("contract_id")}
        return super().create([self._with_customer({**default, **vals}) for vals in vals_list])

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
