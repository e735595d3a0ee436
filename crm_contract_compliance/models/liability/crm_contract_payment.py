from odoo import api, fields, models
from odoo.tools import SQL


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
                ORDER BY payment.id LIMIT %(limit)s FOR NO KEY UPDATE OF payment SKIP LOCKED""",
                overdue=SQL(
                    """(payment.residual_amount > 0 AND payment.due_date <= %s
                        AND payment.due_date < %s)""",
                    fields.Date.today(),
                    self.env["crm.contract.deadline"]._local_today_sql(SQL.identifier("payment")),
                ),
                limit=limit,
            )
        )
        return self.browse(row_id for (row_id,) in rows)

    def _propose_breaches(self):
        alike = self.contract_id.grouped("type_id")
        types = {kind: contracts[0]._overdue_breach_type().id for kind, contracts in alike.items()}
        vals_list = []
        for payment in self:
            contract = payment.contract_id
            day = fields.Date.add(payment.due_date, days=1)
            vals_list.append(
                {
                    "contract_id": contract.id,
                    "type_id": types[contract.type_id],
                    "side": payment.payer_side,
                    "payment_id": payment.id,
                    "payment_due_date": payment.due_date,
                    "occurred_on": day,
                    "known_on": day,
                    "clause": payment.fee_id.clause,
                    "obligation": payment.name,
                    "state": "proposed",
                }
            )
        self.env["crm.contract.breach"]._register_existing(vals_list)
