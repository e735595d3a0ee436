from odoo import models

from ...tools.document import Section
from ..base.numbers import to_decimal
from ..third_party.crm_contract_third_party import OVER
from . import blocks


class CrmContract(models.Model):
    """The tables behind the clauses, as numbered schedules: those that hold anything."""

    _inherit = "crm.contract"

    def _schedules(self):
        tables = [(title, table) for title, table in self._schedule_tables() if table]
        return tuple(
            Section(
                self.env._("Schedule %(number)s: %(title)s", number=number, title=title),
                table=table,
                is_numbered=False,
                code=f"schedule-{number}",
            )
            for number, (title, table) in enumerate(tables, 1)
        )

    def _schedule_tables(self):
        """Hook: (title, table) in their order."""
        return [
            (self.env._("Fees"), self._fee_table()),
            (self.env._("Payments"), self._payment_table()),
            (self.env._("Duties"), self._duty_table()),
            (self.env._("Service Standards"), self._standard_table()),
            (self.env._("Penalties and Late Payment"), self._penalty_table()),
            (self.env._("Third Parties"), self._third_party_table()),
        ]

    def _own_fees(self):
        """Between the parties; what one of them pays a third party stands in that agreement."""
        return self.fee_ids.filtered(lambda fee: not fee.third_party_id and not fee.removed_on)

    def _fee_table(self):
        fees = self._own_fees()
        head = (
            self.env._("For"),
            self.env._("Paid By"),
            self.env._("Paid To"),
            self.env._("Due"),
            self.env._("Amount"),
        )
        rows = [
            (
                fee.name,
                self._side_label(fee.payer_side),
                self._side_label(fee.payee_side),
                fee._due_in_words(),
                blocks.money(fee, fee.amount),
            )
            for fee in fees
        ]
        total = (self.env._("Contract Amount"), blocks.money(self, self.amount_total))
        return blocks.table(head, rows, total if self.amount_total else ())

    def _payment_table(self):
        """The days of what is paid period by period, where its first and last day are known."""
        head = (
            self.env._("For"),
            self.env._("Period Ends"),
            self.env._("Due"),
            self.env._("Amount"),
        )
        fees = self._own_fees().filtered(
            lambda fee: fee.schedule == "periods" and fee._first_day() and fee._last_day()
        )
        rows = [
            (
                vals["name"],
                blocks.day(fee, vals["period_end"]),
                blocks.day(fee, vals["due_date"]),
                blocks.money(fee, vals["amount"]),
            )
            for fee in fees
            for vals in fee._payment_vals()
        ]
        return blocks.table(head, rows)

    def _duty_table(self):
        """What each side does by itself, and how often; a third party's stand in its agreement."""
        duties = self.obligation_ids.filtered(
            lambda duty: not duty.removed_on and duty.side != "third"
        )
        head = (self.env._("Duty"), self.env._("Whose"), self.env._("When"))
        rows = [
            (duty.name, self._side_label(duty.side), duty.rhythm)
            for duty in duties.sorted(lambda duty: (duty.side, duty.sequence, duty.id))
        ]
        return blocks.table(head, rows)

    def _standard_table(self):
        rows = self.standard_ids
        names = ("category", "tier", "response_hours", "resolution_hours", "quality")
        used = [name for name in names if name == "category" or any(rows.mapped(name))]
        return blocks.table(
            map(rows._label_of, used),
            [[self._standard_cell(row, name) for name in used] for row in rows],
        )

    def _standard_cell(self, row, name):
        if name == "tier":
            return blocks.choice(row, name) if row.tier else self.env._("All")
        if name.endswith("_hours"):
            return f"{to_decimal(row[name]).normalize():f}" if row[name] else "–"
        return blocks.said(row, name) or "–"

    def _third_party_table(self):
        """Who takes part and as what; what it costs and how it is done stays between its sides."""
        rows = self.third_party_ids.filtered(lambda row: row.state not in OVER)
        head = [*map(rows._label_of, ("partner_id", "kind", "role", "duties")), self.env._("Term")]
        return blocks.table(
            head,
            [
                (
                    row.partner_id.name,
                    row.kind_note if row.kind == "other" else blocks.choice(row, "kind"),
                    row.role or "–",
                    row.duties or "–",
                    row._span_in_words(),
                )
                for row in rows
            ],
        )


class CrmContractFee(models.Model):
    _inherit = "crm.contract.fee"

    def _due_in_words(self):
        """When it is paid, in words that hold before the days are known."""
        self.ensure_one()
        if self.schedule == "once":
            due = self.due_date and blocks.day(self, self.due_date)
            words = due or self.env._("after the invoice")
        elif self.period_months == 1:
            words = self.env._("Every month")
        else:
            words = self.env._("Every %s months", self.period_months)
        if self.schedule == "periods" and self.days_before_end:
            words = self.env._(
                "%(every)s, %(days)s days before the period ends",
                every=words,
                days=self.days_before_end,
            )
        if self.payment_days:
            return self.env._(
                "%(due)s, within %(days)s days of delivery", due=words, days=self.payment_days
            )
        return words


class CrmContractThirdParty(models.Model):
    _inherit = "crm.contract.third.party"

    def _span_in_words(self):
        """From when on, and until when it acts."""
        start = blocks.day(self, self.date_start) or self.env._("once it is agreed")
        end = blocks.day(self, self.date_end) or self.env._("the end of the contract")
        return f"{start} – {end}"
