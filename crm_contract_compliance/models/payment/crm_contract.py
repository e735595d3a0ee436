from odoo import api, fields, models
from odoo.tools import format_amount

from ...tools.penalty_terms import MissingRateError
from ...tools.term import add_days
from ..base.numbers import to_decimal


class CrmContract(models.Model):
    _inherit = "crm.contract"

    fee_ids = fields.One2many("crm.contract.fee", "contract_id", "Fees", copy=False)
    payment_ids = fields.One2many("crm.contract.payment", "contract_id")
    paid_amount = fields.Monetary("Paid", compute="_compute_payment_figures")
    overdue_amount = fields.Monetary(compute="_compute_payment_figures")
    payment_count = fields.Integer(compute="_compute_payment_figures")

    @api.depends("payment_ids.paid_amount", "payment_ids.residual_amount", "payment_ids.due_date")
    def _compute_payment_figures(self):
        """One grouped query for all; between the main parties, third parties' fees apart."""
        self.paid_amount = self.overdue_amount = self.payment_count = 0
        charged = self.filtered("fee_ids")  # which the form reads anyway
        groups = self.env["crm.contract.payment"]._read_group(
            [("contract_id", "in", charged.ids), ("third_party_id", "=", False)],
            ["contract_id", "bucket"],
            ["paid_amount:sum", "residual_amount:sum", "__count"],
        )
        for contract, bucket, paid, left, count in groups:
            contract.paid_amount += paid
            contract.payment_count += count
            if bucket == "overdue":
                contract.overdue_amount += left

    def action_view_payments(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_contract_compliance.crm_contract_payment_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {}
        return action

    def _after_move(self, old_states):
        """In force, the days are known on which the fees fall due."""
        result = super()._after_move(old_states)
        self.filtered(lambda row: row.state == "active").sudo().fee_ids.action_build_schedule()
        return result

    def _interruption_defaults(self, kind):
        """Where the other side pays late, that is the ground (T0-Br3b)."""
        defaults = super()._interruption_defaults(kind)
        late = self.payment_ids.filtered(
            lambda row: row.is_overdue and row.payee_side == self.our_side
        )
        if kind != "suspension" or not late:
            return defaults
        return {**defaults, "ground": "payment", "payment_id": late.sorted("due_date")[0].id}

    def _pauses_changed(self):
        """What late payments cost is stored as it stood: written anew at once (T1-2.3)."""
        result = super()._pauses_changed()
        self.sudo().payment_ids._settle_penalties()
        return result

    def _history_records(self, day):
        fees = dict.fromkeys(self.fee_ids._filtered_access("read"), _FEE)
        return {**super()._history_records(day), **fees}

    def _advisory_alerts(self):
        alerts = super()._advisory_alerts()
        if self.fee_ids and self.state in ("draft", "signing"):
            total = sum(to_decimal(fee.amount) for fee in self.fee_ids if not fee.third_party_id)
            if total != to_decimal(self.amount_total):
                message = self.env._(
                    "The fees add up to %(fees)s, the contract says %(total)s.",
                    fees=format_amount(self.env, float(total), self.currency_id),
                    total=format_amount(self.env, self.amount_total, self.currency_id),
                )
                alerts.append(("fees", {"level": "info", "message": message}))
        return [*alerts, *self._rate_banners().items()]

    def _rate_banners(self):
        """That a rule for late payments cannot be reckoned, and from which day on."""
        day = self._day_without_rate()
        if not day:
            return {}
        rates = self.env["crm.contract.reference.rate"]
        message = rates._why_unknown(MissingRateError(day))
        return {"rate": {"level": "warning", "message": message, **rates._link()}}

    def _day_without_rate(self):
        """The first day whose reference rate a rule for late payments wants and does not find."""
        rules = self.penalty_rule_ids.filtered(lambda rule: not rule.breach_type_id)
        if "reference_rate" not in rules.mapped("method"):
            return False
        late = self.payment_ids.filtered("is_overdue").mapped("due_date")
        day = add_days(min(late), 1) if late else self._local_today()
        table = self.env["crm.contract.reference.rate"]._table_of_rates()
        return day if all(rate.valid_from > day for rate in table) else False


_FEE = (
    "name",
    "kind",
    "amount",
    "payer_side",
    "payee_side",
    "schedule",
    "due_date",
    "period_months",
    "days_before_end",
    "payment_days",
    "is_pay_when_paid",
)
