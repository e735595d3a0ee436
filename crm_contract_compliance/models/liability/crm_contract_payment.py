from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.balance import first_late_day
from ..base.windows import form_of


class CrmContractPayment(models.Model):
    _inherit = "crm.contract.payment"

    @api.model
    def _cron_propose_breaches(self, limit=500):
        """An overdue payment becomes a proposed breach, once for each of its due dates."""
        cron = self.env["ir.cron"]
        while payments := self._unproposed(limit):
            payments._propose_breaches()
            if not cron._commit_progress(len(payments)):
                break

    @api.model
    def _unproposed(self, limit):
        """Overdue payments without a breach of their present due date."""
        self.flush_model()
        self.env["crm.contract.breach"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT payment.id FROM crm_contract_payment payment
                WHERE %(overdue)s AND NOT EXISTS (SELECT 1 FROM crm_contract_breach breach
                    WHERE breach.payment_id = payment.id
                    AND breach.payment_due_date = payment.due_date)
                AND %(late)s
                ORDER BY payment.id LIMIT %(limit)s FOR NO KEY UPDATE OF payment SKIP LOCKED""",
                overdue=SQL(
                    """(payment.residual_amount > 0 AND payment.due_date <= %s
                        AND payment.due_date < %s)""",
                    fields.Date.today(),
                    self.env["crm.contract.deadline"]._local_today_sql(SQL.identifier("payment")),
                ),
                late=self._is_late_sql(),
                limit=limit,
            )
        )
        return self.browse(row_id for (row_id,) in rows)

    @api.model
    def _is_late_sql(self):
        """Whether ``payment`` is late on a day that no interruption excuses (L-20)."""
        return SQL(
            """(NOT EXISTS (SELECT FROM crm_contract_interruption event
                WHERE event.contract_id = payment.contract_id AND event.state = 'accepted')
                OR %s)""",
            self.env["crm.contract.interruption"]._late_day_sql(
                contract=SQL("payment.contract_id"),
                side=SQL("payment.payer_side"),
                due=SQL("payment.due_date"),
                last=self.env["crm.contract.deadline"]._local_today_sql(SQL.identifier("payment")),
            ),
        )

    def action_register_breach(self):
        """Open the breach of this due date, such as the daily job's, or a new one."""
        self.ensure_one()
        self.check_access("read")
        breaches = self.env["crm.contract.breach"]
        breach = breaches._of_payment(self.id)
        if breach:
            return form_of(breach)
        if not self.due_date:
            raise UserError(self.env._("%s has no due date yet.", self.display_name))
        defaults = {f"default_{name}": value for name, value in self._breach_vals().items()}
        title = self.env._("Register Breach")
        return {**form_of(breaches), "name": title, "context": defaults}

    def _propose_breaches(self):
        alike = self.contract_id.grouped("type_id")
        types = {kind: contracts[0]._overdue_breach_type() for kind, contracts in alike.items()}
        self.env["crm.contract.breach"]._register_existing(
            [
                {
                    **payment._breach_vals(types[payment.contract_id.type_id]),
                    "payment_due_date": payment.due_date,
                    "state": "proposed",
                }
                for payment in self
            ]
        )

    def _breach_vals(self, breach_type=None):
        """The breach that lies in not having paid by the due day, or when the excuse was over."""
        self.ensure_one()
        pauses = self.contract_id._pauses(self.payer_side)
        day = first_late_day(self.due_date, pauses) or fields.Date.add(self.due_date, days=1)
        return {
            "contract_id": self.contract_id.id,
            "type_id": (breach_type or self.contract_id._overdue_breach_type()).id,
            "side": self.payer_side,
            "payment_id": self.id,
            "occurred_on": day,
            "known_on": day,
            "clause": self.fee_id.clause,
            "obligation": self.name,
        }
