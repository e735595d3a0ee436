from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.indicator import period_before
from ..base.words import listed


class CrmContractObligation(models.Model):
    """What a report duty measures and for whom (T0-7), and what a duty asks of its person."""

    _inherit = "crm.contract.obligation"

    indicator_ids = fields.Many2many(
        "crm.contract.indicator",
        "crm_contract_obligation_indicator_rel",
        "obligation_id",
        "indicator_id",
        "Indicators",
        ondelete="restrict",
        help="What the report has to say. Once the contract is signed, more may be added.",
    )
    recipient_id = fields.Many2one(
        "res.partner",
        "Goes To",
        ondelete="restrict",
        check_company=True,
        help="Who gets the report; empty: the counterparty.",
    )
    ability_ids = fields.Many2many(
        "crm.contract.ability",
        "crm_contract_obligation_ability_rel",
        "obligation_id",
        "ability_id",
        "Abilities Needed",
        ondelete="restrict",
    )
    training_warning = fields.Char(compute="_compute_training_warning")

    _copied_links = ("indicator_ids", "ability_ids")
    _growing_fields = frozenset({"indicator_ids"})
    _living_fields = frozenset(
        {
            "user_id",
            "note",
            "sequence",
            "version",
            "indicator_ids",
            "recipient_id",
            "ability_ids",
        }
    )

    @api.depends("ability_ids", "user_id", "contract_user_id")
    @api.depends_context("lang")
    def _compute_training_warning(self):
        trainings = self.env["crm.contract.training"]
        untrained = self._untrained()
        for row in self:
            row.training_warning = trainings._warning(row._doer(), untrained.get(row, ()))

    def _untrained(self):
        """{duty: the abilities that whoever does it lacks today}."""
        today = fields.Date.context_today(self)
        wanted = {row: (row._doer(), row.ability_ids) for row in self if row.lane == "ours"}
        return self.env["crm.contract.training"]._untrained(wanted, today)

    def _doer(self):
        return self.user_id or self.contract_user_id

    def _is_without_indicators(self):
        return self.kind == "report" and not self.indicator_ids

    def _refuse_unfulfilled(self):
        """A report says what was agreed (T0-App5); channels are checked, not ticked off."""
        result = super()._refuse_unfulfilled()
        for row in self:
            if row._is_without_indicators():
                raise UserError(
                    self.env._(
                        "“%s” is incomplete: it names no indicator. Name them on the duty first.",
                        row.name,
                    )
                )
            if row.kind == "channel_check" and row.lane == "ours":
                row._refuse_unchecked_channels()
        return result

    def _refuse_unchecked_channels(self):
        due = self.env["crm.contract.channel"].search([("is_check_due", "=", True)])
        if due:
            raise UserError(
                self.env._(
                    "“%(duty)s” is open: %(channels)s still wait for their check. Record it under"
                    " Service Channels.",
                    duty=self.name,
                    channels=listed(self.env, due.mapped("name")),
                )
            )

    def _report_period(self, row):
        """The days that the occurrence ``row`` speaks of."""
        self.ensure_one()
        cycle, _dash, number = row.key.rpartition("-")
        plan = replace(self._plan(cycle or "regular"), count=0, last_day=None)
        if self.unit == "once":
            return period_before(plan.anchor, fields.Date.add(row.due_date, days=1), None, False)
        before = fields.Date.subtract(plan.anchor, days=1)
        bases = {one.number: one.base for one in plan.occurrences(before, row.due_date)}
        base = bases.get(int(number), row.due_date)
        is_calendar = self.basis == "period_end"
        return period_before(plan.anchor, base, bases.get(int(number) - 1), is_calendar)
