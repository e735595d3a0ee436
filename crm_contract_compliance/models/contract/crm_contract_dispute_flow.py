from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.dispute import split_costs
from ...tools.money import MoneyError
from ..base.numbers import to_decimal
from .selections import ALL_SIDES


class CrmContractDispute(models.Model):
    """Where a dispute goes, how it ends and who bears its costs (T0-11.1 to T0-11.3, T0-App7)."""

    _inherit = "crm.contract.dispute"

    resolved_on = fields.Date("Decided or Settled On", copy=False)
    outcome = fields.Text(copy=False)
    award_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_dispute_award_rel",
        string="Award or Judgment",
        ondelete="restrict",
        bypass_search_access=True,  # see evidence.py
        copy=False,
    )
    loser_side = fields.Selection(ALL_SIDES, "Losing Side", copy=False)
    cost_ids = fields.One2many("crm.contract.dispute.cost", "dispute_id", "Costs")
    cost_amount = fields.Monetary("Total Costs", compute="_compute_cost_amount")
    is_cost_ordered = fields.Boolean(
        "Costs Ordered Otherwise", copy=False, help="The tribunal divides the costs by its order."
    )
    ordered_percent = fields.Float(
        "Ordered Share (%)",
        digits=(9, 4),
        copy=False,
        help="What the side that raised the dispute bears of its costs.",
    )
    raiser_cost_amount = fields.Monetary(
        "Costs of the Raising Side", compute="_compute_cost_amounts"
    )
    opponent_cost_amount = fields.Monetary(
        "Costs of the Other Side", compute="_compute_cost_amounts"
    )

    @api.depends("cost_ids.amount")
    def _compute_cost_amount(self):
        for dispute in self:
            dispute.cost_amount = sum(dispute.cost_ids.mapped("amount"))

    @api.depends(
        "cost_amount", "loser_side", "is_cost_ordered", "ordered_percent", "side", "other_side"
    )
    def _compute_cost_amounts(self):
        for dispute in self:
            split = dispute._cost_split()
            dispute.raiser_cost_amount = float(split.first) if split else 0
            dispute.opponent_cost_amount = float(split.second) if split else 0

    @api.constrains("loser_side", "side", "other_side")
    def _check_loser(self):
        for dispute in self:
            if dispute.loser_side not in (False, dispute.side, dispute.other_side):
                raise ValidationError(self.env._("One of the two sides loses, or neither."))

    def action_arbitrate(self):
        return self.write({"state": "arbitration"})

    def action_litigate(self):
        return self.write({"state": "litigation"})

    def action_decide(self):
        return self.write({"state": "decided"})

    def action_settle(self):
        return self.write({"state": "settled"})

    def action_close(self):
        return self.write({"state": "closed"})

    def _cost_split(self):
        """What each of the two sides bears; None: nobody knows yet."""
        percent = self._raiser_percent()
        if percent is None:
            return None
        rounding = to_decimal(self.currency_id.rounding or 0.01)
        try:
            return split_costs(to_decimal(self.cost_amount), percent, rounding)
        except MoneyError:  # of a share that no save would take
            return None

    def _raiser_percent(self):
        """What the raising side bears; None: nobody knows yet."""
        if self.is_cost_ordered:
            return to_decimal(self.ordered_percent)
        if self.loser_side:
            return Decimal(100 if self.loser_side == self.side else 0)
        return None

    def _guard_arbitration(self):
        """L-30: with the institution that both agreed on, and nowhere else."""
        self._guard_forum("arbitration")
        if not (self.forum_institution or "").strip():
            raise UserError(self.env._("Arbitration needs the name of its institution."))

    def _guard_litigation(self):
        self._guard_forum("court")

    def _guard_forum(self, forum):
        self.contract_id._require("officer")
        self._write_settled(self._forum_vals())
        if self.forum != forum:
            labels = dict(self._fields["forum"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The forum of this dispute is “%(forum)s”, as the contract says; it goes"
                    " nowhere else.",
                    forum=labels.get(self.forum, "–"),
                )
            )
        if not self.talk_ids and not (self.no_talk_reason or "").strip():
            raise UserError(
                self.env._(
                    "%s was not negotiated yet: add a line to the log of negotiations, or say why"
                    " there is none.",
                    self.display_name,
                )
            )
        if not self.filed_on:
            raise UserError(self.env._("Say on which day it was filed."))

    def _guard_decided(self):
        self._guard_resolved()
        if not self.loser_side and not self.is_cost_ordered:
            raise UserError(self.env._("Name the losing side, or how the costs are divided."))

    def _guard_resolved(self):
        self.contract_id._require("officer")
        if not self.resolved_on or not (self.outcome or "").strip():
            raise UserError(self.env._("Say on which day it was decided or settled, and how."))

    def _guard_closed(self):
        """T0-App7: a decision needs its file."""
        self.contract_id._require("manager")
        if self.state == "decided" and not self.award_ids:
            raise UserError(self.env._("Attach the award or the judgment before it is closed."))
