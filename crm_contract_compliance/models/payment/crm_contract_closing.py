from odoo import api, models
from odoo.tools import SQL

from ..contract.crm_contract_missing import Gap

_SPOT = ("changes", "termination_ids")


class CrmContract(models.Model):
    """What the end does to the payments: later ones never fall due, open ones are matters."""

    _inherit = "crm.contract"

    def _begin_closing(self):
        """A contract that has run its term owes all of it; ended before, only what was due."""
        self.filtered(lambda row: row.end_ground != "expiry")._cancel_later_payments()
        return super()._begin_closing()

    def _cancel_later_payments(self):
        """No further fees (T2-11.2.2); breach claims stand all the same (X-13, L-16)."""
        for contract in self:
            later = contract.payment_ids.filtered(
                lambda payment, day=contract.ended_on: payment._falls_due_after(day)
            )
            later._cancel("end")

    def _open_matters(self):
        payments = self.env["crm.contract.payment"].search(
            [
                ("contract_id", "in", self.ids),
                ("third_party_id", "=", False),
                ("residual_amount", ">", 0),
            ]
        )
        return super()._open_matters() + [
            (payment.contract_id, payment, payment._as_matter(), payment.payer_side)
            for payment in payments
        ]

    def _missing(self, gate):
        """T0-12.3: the settlement is computed after the end, and closed once it is paid."""
        gaps = super()._missing(gate)
        ending = self._ending() if gate == "close" else None
        if not ending:
            return gaps
        if ending.state == "effective":
            return [*gaps, Gap(self.env._("the settlement"), spot=_SPOT)]
        if not ending.is_cleared:
            amount = self.currency_id.format(abs(ending.settlement_to_book_amount))
            text = self.env._("the settlement's %s, not paid yet", amount)
            gaps.append(Gap(text, spot=_SPOT))
        return gaps

    @api.model
    def _incomplete_models(self):
        return [*super()._incomplete_models(), "crm.contract.termination", "account.move"]

    @api.model
    def _incomplete_sql(self, alias):
        return SQL(
            """%(others)s OR (%(alias)s.state = 'ended' AND EXISTS (SELECT 1
                    FROM crm_contract_termination t LEFT JOIN account_move m ON m.id = t.move_id
                    WHERE t.contract_id = %(alias)s.id AND (t.state = 'effective'
                        OR (t.state = 'settled' AND t.settlement_to_book_amount != 0
                            AND t.cleared_on IS NULL
                            AND (COALESCE(m.payment_state, '') NOT IN ('paid', 'in_payment')
                                OR (m.currency_id = t.currency_id
                                    AND GREATEST(m.amount_total, m.amount_untaxed)
                                        < ABS(t.settlement_to_book_amount)))))))""",
            others=super()._incomplete_sql(alias),
            alias=SQL.identifier(alias),
        )
