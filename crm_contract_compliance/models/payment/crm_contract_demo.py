from odoo import api, models
from odoo.fields import Command

# What each contract costs, and when: days from today, or periods of months.
_FEES = {
    "huaxing": (
        {"name": "1st instalment 第一期款", "amount": 200_000, "due": -280},
        {"name": "2nd instalment 第二期款", "amount": 100_000, "due": -12},
        {"name": "3rd instalment 第三期款", "amount": 180_000, "due": 49, "payment_days": 90},
    ),
    "yunfan": (
        {
            "name": "Licence 软件许可",
            "amount": 200_000,
            "kind": "licence",
            "is_after_invoice": True,
        },
        {"name": "Support 技术支持", "amount": 60_000, "kind": "support", "period_months": 6},
    ),
    "jiangnan": (
        {"name": "Earnest money 定金", "amount": 90_000, "kind": "earnest", "due": -10},
        {"name": "On trial operation 试运行款", "amount": 120_000, "due": 25},
        {"name": "On acceptance 验收款", "amount": 90_000, "due": 85},
    ),
    "tianhe": ({"name": "Visits of the year 全年回访服务费", "amount": 96_000, "due": 4},),
}
# Contract, the fee's place, what was paid of it, invoiced and paid how many days ago.
_PAID = (
    ("huaxing", 0, 200_000, -295, -283),
    ("huaxing", 1, 60_000, -42, -20),
    ("jiangnan", 0, 90_000, -18, -11),
)
_CLAUSE = "4.2"


class CrmContractDemo(models.AbstractModel):
    """What is paid in the story: one instalment late by twelve days, with 40,000 still owed."""

    _inherit = "crm.contract.demo"

    @api.model
    def _adopt_company(self):
        """Core's demo has a chart of accounts; without that demo one is loaded here."""
        result = super()._adopt_company()
        company = self.env.ref("base.main_company")
        if not company.chart_template and not company.root_id._existing_accounting():
            self.env["account.chart.template"].try_loading(
                "generic_coa", company, install_demo=False
            )
        return result

    def _contract_vals(self, chapter):
        fees = [Command.create(self._fee_vals(**fee)) for fee in _FEES.get(chapter.key, ())]
        return {**super()._contract_vals(chapter), "fee_ids": fees}

    def _fee_vals(self, *, due=None, **vals):
        schedule = "periods" if "period_months" in vals else "once"
        return {
            "clause": _CLAUSE,
            "schedule": schedule,
            "due_date": due is not None and self._day(due),
            **vals,
        }

    def _continue_story(self):
        result = super()._continue_story()
        for key in _FEES:
            contract = self._ref(f"contract_{key}")
            if contract.state == "active":
                contract.fee_ids.action_build_schedule()
        for key, place, amount, invoiced, paid in _PAID:
            payment = self._ref(f"contract_{key}").fee_ids[place].payment_ids
            self._pay(payment, amount, self._day(invoiced), self._day(paid))
        return result

    def _pay(self, payment, amount, invoiced_on, paid_on):
        """Invoiced, posted and paid as accountants do; where the books cannot, it stays open."""
        company = payment.company_id
        kinds = self.env["account.journal"].search([("company_id", "=", company.id)])
        if not {"sale", "bank"} <= set(kinds.mapped("type")):
            return
        payment.with_user(self._ref("user_fang")).action_create_invoices()
        move = payment.move_id.with_user(self._ref("user_fang")).sudo()
        move.invoice_line_ids.tax_ids = False  # the contract's amounts include the tax
        move.write({"invoice_date": invoiced_on, "invoice_date_due": payment.due_date})
        move.action_post()
        wizard = (
            self.env["account.payment.register"]
            .with_env(move.env)
            .with_context(active_model="account.move", active_ids=move.ids)
        )
        wizard.create({"amount": amount, "payment_date": paid_on})._create_payments()
