from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """What was drafted for a claim, and does not outlive it."""

    _inherit = "account.move"

    crm_contract_claim_ids = fields.One2many("crm.contract.claim", "move_id", "Contract Claims")

    def write(self, vals):
        if vals.get("state") in ("draft", "posted"):
            self._refuse_of_reversed_claims()
        return super().write(vals)

    def _refuse_of_reversed_claims(self):
        for move in self.filtered(lambda row: row.state == "cancel"):
            claims = move.sudo().crm_contract_claim_ids
            if claims.filtered(lambda claim: claim.state == "reversed"):
                raise UserError(
                    self.env._(
                        "The claim behind %s was reversed: the invoice stays cancelled. What is"
                        " owed after all is claimed and invoiced anew.",
                        move.display_name,
                    )
                )
