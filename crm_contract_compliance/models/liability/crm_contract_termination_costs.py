from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.windows import form_of
from ..base.words import listed
from .crm_contract_claim import STANDING, WITHOUT_MONEY


class CrmContractTermination(models.Model):
    """What an end leaves to be claimed: the costs after it, and all claims that go on (L-16)."""

    _inherit = "crm.contract.termination"

    unclaimed_cost_amount = fields.Monetary(
        "Costs to Claim", compute="_compute_unclaimed_cost_amount"
    )

    @api.depends(
        "breach_id",
        "settlement_line_ids.kind",
        "settlement_line_ids.amount",
        "settlement_line_ids.claim_id.state",
    )
    def _compute_unclaimed_cost_amount(self):
        for record in self:
            record.unclaimed_cost_amount = sum(record._unclaimed_costs().mapped("amount"))

    def action_claim_costs(self):
        """One claim for all of them, by the door that every claim comes through."""
        self.ensure_one()
        self.contract_id._require("officer")
        costs = self._unclaimed_costs()
        if not costs:
            raise UserError(
                self.env._("Add lines of costs first; a breach led to the end, and they are its.")
            )
        wizard = self.env["crm.contract.claim.wizard"].create(
            {
                "breach_id": self.breach_id.id,
                "head": "cost",
                "amount": self.currency_id.round(sum(costs.mapped("amount"))),
            }
        )
        before = self.breach_id.claim_ids
        wizard.action_confirm()
        claim = self.breach_id.claim_ids - before
        claim.note = self.env._("After the rescission: %s", listed(self.env, costs.mapped("name")))
        costs._write_settled({"claim_id": claim.id})
        return form_of(claim)

    def _unclaimed_costs(self):
        return self.settlement_line_ids.filtered(lambda line: line._is_to_claim())

    def _claim_line_vals(self):
        """Each claim in money that stands, named beside the balance."""
        claims = self.env["crm.contract.claim"].search(
            [
                ("contract_id", "=", self.contract_id.id),
                ("state", "in", STANDING),
                ("head", "not in", WITHOUT_MONEY),
            ]
        )
        return super()._claim_line_vals() + [
            {
                "name": claim.display_name,
                "kind": "claim",
                "claim_id": claim.id,
                "debtor_side": claim.debtor_side,
                "amount": claim.claimed_amount if claim.state == "draft" else claim.allowed_amount,
            }
            for claim in claims
        ]
