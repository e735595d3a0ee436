from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..base.numbers import to_decimal


class CrmContractClaim(models.Model):
    """What one advanced of a dispute's costs beyond its share, asked back (T0-11.3).

    It comes from the decision, not from a breach: nothing is assessed, and no cap limits it.
    """

    _inherit = "crm.contract.claim"

    cost_dispute_id = fields.Many2one(
        "crm.contract.dispute", "Costs of", ondelete="restrict", index="btree_not_null"
    )

    _one_source = models.Constraint(
        "CHECK((breach_id IS NULL) != (cost_dispute_id IS NULL))",
        "A claim comes from a breach, or from the costs of a dispute.",
    )
    _costs_alone = models.Constraint(
        "CHECK(cost_dispute_id IS NULL OR (head = 'cost' AND is_earnest IS NOT TRUE))",
        "Nothing but costs is claimed from the costs of a dispute.",
    )
    _claimed_once = models.UniqueIndex(
        "(cost_dispute_id, debtor_side, creditor_side, COALESCE(third_party_id, 0))"
        " WHERE cost_dispute_id IS NOT NULL AND state NOT IN ('dismissed', 'reversed')",
        "These costs are claimed already.",
    )

    _anchor_fields = frozenset({"breach_id", "cost_dispute_id"})

    @api.depends("breach_id.contract_id", "cost_dispute_id.contract_id")
    def _compute_contract_id(self):
        return super()._compute_contract_id()

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "cost_dispute_id"]

    @api.model
    def _completed_vals(self, vals):
        """Costs are all that such a claim is for."""
        if vals.get("cost_dispute_id"):
            vals.setdefault("head", "cost")
        return super()._completed_vals(vals)

    def _source(self):
        return self.cost_dispute_id or super()._source()

    def _source_name(self):
        return self.cost_dispute_id.name or super()._source_name()

    def _harm_days(self):
        """From the day on which it was decided who bears the costs."""
        dispute = self.cost_dispute_id
        day = dispute.resolved_on or dispute.raised_on
        return (day, day) if dispute else super()._harm_days()

    def _refuse_undecided(self):
        """The sides are checked again: without a decision nobody owes anything."""
        return None if self.cost_dispute_id else super()._refuse_undecided()

    def _refuse_other_sides(self):
        if not self.cost_dispute_id:
            return super()._refuse_other_sides()
        if not self._owed_costs():
            raise ValidationError(
                self.env._(
                    "Of “%s” nothing is owed this way: what each side bears is decided there, and"
                    " who advanced more than that gets it back.",
                    self.cost_dispute_id.display_name,
                )
            )
        return None

    def _refuse_beyond_loss(self):
        owed = self._owed_costs() if self.cost_dispute_id else None
        if owed is not None and to_decimal(self._claimed_in_contract_currency()) > owed:
            raise UserError(
                self.env._(
                    "Of these costs %s is owed, no more.", self.currency_id.format(float(owed))
                )
            )
        return super()._refuse_beyond_loss()

    def _owed_costs(self):
        """What this debtor owes this creditor by the dispute's decision."""
        mine = (self.debtor_side, self.creditor_side, self.third_party_id)
        return sum(
            amount for *sides, amount in self.cost_dispute_id._recoveries() if tuple(sides) == mine
        )

    def _cap_and_reason(self):
        """A cap limits what a third party pays for its breaches, not what it cost to be wrong."""
        if not self.cost_dispute_id:
            return super()._cap_and_reason()
        is_third = self.debtor_side == "third"
        return self.env["crm.contract.liability.cap"], "dispute" if is_third else False
