"""Contracts with fees in a company that keeps books."""

from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron

from ..common import ComplianceCase


class PaymentCase(ComplianceCase):
    """Party A is us and supplies; Party B pays. Amounts carry no tax unless a test says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.us")
        cls.env["account.chart.template"].try_loading(
            "generic_coa", cls.company, install_demo=False
        )
        cls.company.account_sale_tax_id = cls.company.account_purchase_tax_id = False
        cls.freeze_class("2026-04-01 04:00:00")

    @classmethod
    def _create_fee(cls, contract, **values):
        return cls.env["crm.contract.fee"].create(
            {
                "contract_id": contract.id,
                "name": "Support",
                "amount": 100000,
                "schedule": "once",
                "due_date": "2026-03-31",
                **values,
            }
        )

    @classmethod
    def _in_force(cls, *fees, **values):
        """A contract in force since 2026-01-15 with these fees."""
        contract = cls._create_contract(amount_total=100000, **values)
        for fee in fees or ({},):
            cls._create_fee(contract, **fee)
        cls._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract

    @classmethod
    def _invoice(cls, payments, day="2026-03-01"):
        payments.action_create_invoices()
        moves = payments.move_id
        moves.invoice_date = day
        moves.action_post()
        return moves

    @classmethod
    def _pay(cls, move, amount, day):
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"amount": amount, "payment_date": day})
        )
        return wizard._create_payments()

    @classmethod
    def _run_daily_job(cls):
        """What the scheduler calls, with time enough and without its commits."""
        payments = cls.env["crm.contract.payment"]
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kwargs: 60.0):
            payments._cron_renew_penalties()
            payments._cron_propose_breaches()
