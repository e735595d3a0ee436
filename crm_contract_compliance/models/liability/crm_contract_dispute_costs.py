from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.dispute import recoveries
from ..base.numbers import to_decimal
from ..base.windows import form_of
from ..base.words import listed
from ..contract.crm_contract_dispute import OPEN_DISPUTES
from .crm_contract_claim import STANDING


class CrmContractDispute(models.Model):
    """What one advanced beyond its share of the costs becomes a claim on the other (T0-11.3)."""

    _inherit = "crm.contract.dispute"

    cost_claim_ids = fields.One2many("crm.contract.claim", "cost_dispute_id", "Claims for Costs")
    unclaimed_cost_amount = fields.Monetary(
        "Costs to Claim", compute="_compute_unclaimed_cost_amount"
    )

    @api.depends(
        "state",
        "resolved_on",
        "raiser_cost_amount",
        "opponent_cost_amount",
        "cost_ids.amount",
        "cost_ids.payer_side",
        "cost_ids.third_party_id",
        "cost_claim_ids.state",
    )
    def _compute_unclaimed_cost_amount(self):
        for dispute in self:
            dispute.unclaimed_cost_amount = float(
                sum(vals["claimed_amount"] for vals in dispute._cost_claim_vals())
            )

    @api.constrains(
        "loser_side",
        "is_cost_ordered",
        "ordered_percent",
        "side",
        "other_side",
        "third_party_id",
        "resolved_on",
    )
    def _check_claimed_costs(self):
        """What was claimed stands as it was decided."""
        self._refuse_claimed_costs()

    def action_claim_costs(self):
        """One draft claim for each debtor; pressed twice there are no more of them."""
        self.ensure_one()
        self.check_access("read")
        self.contract_id._require("officer")
        self.cost_claim_ids.flush_recordset(["state"])  # the database holds what stands
        claims = self.env["crm.contract.claim"].create(self._cost_claim_vals())
        claims = claims or self._standing_cost_claims()
        if not claims:
            raise UserError(
                self.env._(
                    "Nobody owes costs here: once it is decided who bears them, what one side"
                    " advanced beyond its share can be claimed."
                )
            )
        if len(claims) == 1:
            return form_of(claims)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_claim_action"
        )
        return {**action, "domain": [("id", "in", claims.ids)]}

    def _recoveries(self):
        """[(debtor, creditor, third party of the two, amount)]; none before it is decided."""
        split = self._cost_split()
        if self.state in OPEN_DISPUTES or not self.resolved_on or split is None:
            return []
        borne = {
            self._bearer(self.side): split.first,
            self._bearer(self.other_side): split.second,
        }
        advanced = defaultdict(Decimal)
        for cost in self.cost_ids:
            advanced[cost.payer_side, cost.third_party_id] += to_decimal(cost.amount)
        return [
            (found.debtor[0], found.creditor[0], found.debtor[1] | found.creditor[1], found.amount)
            for found in recoveries(borne, advanced)
        ]

    def _bearer(self, side):
        return side, self.third_party_id if side == "third" else self.third_party_id.browse()

    def _cost_claim_vals(self):
        """What is owed and not claimed, or no longer."""
        names = ("debtor_side", "creditor_side", "third_party_id")
        claimed = {tuple(claim[name] for name in names) for claim in self._standing_cost_claims()}
        note = listed(self.env, [cost._in_words() for cost in self.cost_ids])
        return [
            {
                "cost_dispute_id": self.id,
                "debtor_side": debtor,
                "creditor_side": creditor,
                "third_party_id": third_party.id,
                "claimed_amount": float(amount),
                "note": note,
            }
            for debtor, creditor, third_party, amount in self._recoveries()
            if (debtor, creditor, third_party) not in claimed
        ]

    def _standing_cost_claims(self):
        return self.cost_claim_ids.filtered(lambda claim: claim.state in STANDING)

    def _refuse_claimed_costs(self):
        for dispute in self.filtered(lambda row: row.sudo()._standing_cost_claims()):
            raise ValidationError(
                self.env._(
                    "The costs of “%s” are claimed as they were decided: dismiss or reverse that"
                    " claim first.",
                    dispute.display_name,
                )
            )
