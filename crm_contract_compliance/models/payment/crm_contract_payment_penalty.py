from collections import namedtuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.accrual import Facts
from ...tools.balance import Debt, Receipt
from ...tools.closed_form import closed_form
from ...tools.money import MoneyError
from ...tools.penalty import penalty, trace
from ...tools.term import add_days
from ..base.numbers import to_decimal
from ..base.trace_words import trace_in_words

_FORM = ("base", "daily", "since", "ceiling", "until", "divisor")
_FACTS = (
    "contract_id",
    "due_date",
    "amount",
    "currency_id",
    "move_id",
    "payer_side",
    "cancelled_on",
)
_PAUSE = ("contract_id", "kind", "excused_side", "date_start", "date_end", "state")
BATCH = 5000
_Unknown = namedtuple("_Unknown", _FORM, defaults=(None,) * len(_FORM))


class CrmContractPayment(models.Model):
    """What its lateness costs by the contract's own rule: a closed form to sum, a trace to read.

    The form holds from one known turn to the next; the daily job renews it where a turn has
    come. It is written by SQL alone: a float would lose the digits that decide a half cent.
    """

    _inherit = "crm.contract.payment"

    penalty_base = fields.Float(digits=(38, 14), readonly=True, copy=False)
    penalty_daily = fields.Float(digits=(38, 14), readonly=True, copy=False)
    penalty_divisor = fields.Integer(readonly=True, copy=False, default=1)
    penalty_since = fields.Date(readonly=True, copy=False)
    penalty_ceiling = fields.Float(digits=(38, 14), readonly=True, copy=False)
    penalty_until = fields.Date(readonly=True, copy=False, index="btree_not_null")
    penalty_amount = fields.Monetary(
        "Penalty", compute="_compute_penalty_amount", search="_search_penalty_amount"
    )
    penalty_trace = fields.Json(compute="_compute_penalty_trace")
    penalty_words = fields.Json("Why This Number", compute="_compute_penalty_words")

    @api.depends("amount", "due_date", "residual_amount", "move_id.amount_residual")
    def _compute_penalty_amount(self):
        """By the same SQL as lists and sums, so that they never differ."""
        found = {}
        if self.ids:
            self.flush_model()
            penalty_sql = self._field_to_sql("payment", "penalty_amount")
            found = dict(
                self.env.execute_query(
                    SQL(
                        "SELECT payment.id, %s FROM crm_contract_payment payment"
                        " WHERE payment.id IN %s",
                        penalty_sql,
                        tuple(self.ids),
                    )
                )
            )
        for payment in self:
            payment.penalty_amount = float(found.get(payment.id, 0))

    @api.depends("amount", "due_date", "residual_amount", "move_id.amount_residual")
    def _compute_penalty_trace(self):
        for payment in self:
            found = payment._penalty() if payment.id and payment.due_date else None
            payment.penalty_trace = trace(found) if found else False

    @api.depends("penalty_trace")
    @api.depends_context("lang")
    def _compute_penalty_words(self):
        for payment in self:
            payment.penalty_words = trace_in_words(
                self.env, payment.penalty_trace, payment.currency_id
            )

    @api.model
    def _search_penalty_amount(self, operator, value):
        if operator == "in":
            amounts = tuple(map(self._amount_asked_for, value))
            return Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s IN %s", model._field_to_sql(alias, "penalty_amount", query), amounts
                )
            )
        if operator not in (">", ">=", "<", "<="):
            return NotImplemented
        compare = {">": SQL(">"), ">=": SQL(">="), "<": SQL("<"), "<=": SQL("<=")}[operator]
        amount = self._amount_asked_for(value)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s %s %s", model._field_to_sql(alias, "penalty_amount", query), compare, amount
            )
        )

    def _amount_asked_for(self, value):
        """A number, before the database is asked for what is none."""
        try:
            return to_decimal(value)
        except (ArithmeticError, TypeError, ValueError) as error:
            raise UserError(self.env._("“%s” is no amount.", value)) from error

    def _field_to_sql(self, alias, field_expr, query=None):
        if field_expr != "penalty_amount":
            return super()._field_to_sql(alias, field_expr, query)
        table = SQL.identifier(alias)
        # The zone matters near today alone, and the digits are looked up once for all rows, so
        # that workers share a hundred thousand of them.
        return SQL(
            """(CASE WHEN %(a)s.penalty_since IS NULL
                    OR (%(a)s.penalty_since >= %(utc_day)s AND %(a)s.penalty_since > %(today)s)
                THEN 0 ELSE round(LEAST(%(a)s.penalty_ceiling, (%(a)s.penalty_base
                    + %(a)s.penalty_daily * (%(today)s - %(a)s.penalty_since))
                    / %(a)s.penalty_divisor), %(digits)s) END)""",
            a=table,
            utc_day=fields.Datetime.now().date(),
            today=self.env["crm.contract.deadline"]._local_today_sql(table),
            digits=SQL(
                """(ARRAY(SELECT COALESCE(currency.decimal_places, 2)
                    FROM generate_series(1, (SELECT max(id) FROM res_currency)) number
                    LEFT JOIN res_currency currency ON currency.id = number
                    ORDER BY number))[%s.currency_id]""",
                table,
            ),
        )

    def _compute_field_value(self, field):
        result = super()._compute_field_value(field)
        if self._fields["residual_amount"] in self.pool.field_computed[field]:
            self.filtered(lambda row: isinstance(row.id, int))._settle_penalties()
        return result

    def get_penalty_trace(self, day=None):
        """Why the penalty is what it is on ``day`` (today without one), slice by slice.

        :param day: ISO date
        :return: the trace as plain values; the same inputs give the same trace (I11)
        :raises AccessError: for whoever may not read the payment
        :raises UserError: for what is no day
        """
        self.ensure_one()
        self.check_access("read")
        try:
            on = fields.Date.to_date(day) if day else None
        except (AttributeError, TypeError, ValueError) as error:
            raise UserError(self.env._("Give the day as 2026-12-31.")) from error
        found = self._penalty(on)
        return trace(found) if found else False

    def _penalty(self, day=None):
        """The penalty on a day, by the contract's rule for late payments.

        None without a rule, and while what it refers to is not known, such as a published rate.
        """
        try:
            return self._reckon_penalty(day)
        except MoneyError:
            return None

    def _reckon_penalty(self, day=None):
        self.ensure_one()
        terms = self.contract_id._overdue_terms()
        if not terms or not self.due_date:
            return None
        rounding = to_decimal(self.currency_id.rounding)
        facts = self._penalty_facts(self.sudo()._receipts()[self])
        return penalty(facts, terms, day or self.contract_id._local_today(), rounding)

    def _penalty_facts(self, receipts):
        return Facts(
            Debt(
                self.due_date,
                to_decimal(self.amount),
                tuple(Receipt(day, amount) for day, amount in receipts),
                self.contract_id._pauses(self.payer_side),
            ),
            contract_total=to_decimal(self._total_when_late()),
            references=self.env["crm.contract.reference.rate"]._table_of_rates(),
        )

    def _total_when_late(self):
        """The contract's amount as amended on the day of the breach (§5)."""
        contract = self.contract_id
        if not contract.amendment_line_ids:
            return contract.amount_total
        return contract._value_as_of("amount_total", add_days(self.due_date, 1))

    def _settle_penalties(self):
        """Write the closed forms anew, in one statement a batch (B-G15)."""
        payments = self.sudo().with_prefetch()  # not by what brought them here
        payments._read_for_penalties()
        receipts = payments._receipts()
        forms = [(payment.id, payment._closed_form(receipts[payment])) for payment in payments]
        for start in range(0, len(forms), BATCH):
            self._write_forms(forms[start : start + BATCH])
        self.invalidate_recordset(
            [f"penalty_{name}" for name in (*_FORM, "amount", "trace", "words")], flush=False
        )

    def _read_for_penalties(self):
        """What the forms rest on, however many they are: one query a model, not one a thousand."""
        self.fetch(_FACTS)
        self.contract_id.fetch(
            ["tz", "amount_total", "penalty_rule_ids", "interruption_ids", "amendment_line_ids"]
        )
        self.contract_id.interruption_ids.fetch(_PAUSE)
        self.contract_id.penalty_rule_ids._read_terms()

    def _closed_form(self, receipts):
        terms = self.contract_id._overdue_terms()
        if not terms or not self.due_date:
            return None
        today = self.contract_id._local_today()
        try:
            return closed_form(self._penalty_facts(receipts), terms, today)
        except MoneyError:  # nobody who books or signs waits for it; the daily job tries again
            return _Unknown(until=add_days(today, 1))

    @api.model
    def _follow_rates(self):
        """A published rate came, went or changed: the next job computes anew what rests on it."""
        self.flush_model()
        self.env["crm.contract.penalty.rule"].flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE crm_contract_payment payment SET penalty_until = %s
                FROM crm_contract_penalty_rule rule
                WHERE rule.contract_id = payment.contract_id AND rule.method = 'reference_rate'
                    AND payment.due_date IS NOT NULL RETURNING payment.id""",
                fields.Date.today(),
            )
        )
        self.invalidate_model(["penalty_until"], flush=False)

    @api.model
    def _write_forms(self, forms):
        if not forms:
            return
        self.flush_model()
        rows = SQL(", ").join(
            SQL(
                "(%s, %s::numeric, %s::numeric, %s::date, %s::numeric, %s::date, %s::int)",
                payment_id,
                *(form and getattr(form, name) for name in _FORM),
            )
            for payment_id, form in forms
        )
        self.env.execute_query(
            SQL(
                """UPDATE crm_contract_payment payment SET penalty_base = form.base,
                    penalty_daily = form.daily, penalty_since = form.since,
                    penalty_ceiling = form.ceiling, penalty_until = form.until,
                    penalty_divisor = COALESCE(form.divisor, 1)
                FROM (VALUES %s) form(id, base, daily, since, ceiling, until, divisor)
                WHERE payment.id = form.id RETURNING payment.id""",
                rows,
            )
        )

    @api.model
    def _cron_renew_penalties(self, limit=BATCH):
        """Renew the forms whose turn has come; nothing else is touched."""
        cron = self.env["ir.cron"]
        turned = Domain("penalty_until", "<=", add_days(fields.Date.today(), 1)) & Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s <= %s",
                SQL.identifier(alias, "penalty_until"),
                self.env["crm.contract.deadline"]._local_today_sql(SQL.identifier(alias)),
            )
        )
        while payments := self.search(turned, limit=limit):
            payments._settle_penalties()
            if not cron._commit_progress(len(payments)):
                break
