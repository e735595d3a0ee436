from odoo import fields, models


class CrmContractPayment(models.Model):
    """What proves that it was paid: a receipt, a bank slip (T1-App2)."""

    _inherit = "crm.contract.payment"

    proof_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_payment_proof_rel",
        string="Proof of Payment",
        ondelete="restrict",
        copy=False,
        bypass_search_access=True,  # see evidence.py
    )

    _living_fields = frozenset({"proof_ids"})
    _growing_fields = frozenset({"proof_ids"})
