from odoo.fields import Command

from .payment_case import PaymentCase

DAILY = {"method": "daily_overdue", "rate": 0.05}


class TestCurrencies(PaymentCase):
    """Money of 0 and of 3 decimals is counted in its own unit, from the fee to the trace."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.yen = cls._currency("JPY", 0, 150.0)
        cls.dinar = cls._currency("BHD", 3, 0.376)

    @classmethod
    def _currency(cls, code, decimals, rate):
        currency = cls.env.ref(f"base.{code}")
        currency.active = True
        currency.rounding = 10**-decimals
        currency.rate_ids.unlink()
        cls.env["res.currency.rate"].create(
            {"currency_id": currency.id, "name": "2026-01-01", "rate": rate}
        )
        return currency

    def _late(self, currency, amount, *rules, **fee):
        contract = self._create_contract(
            amount_total=amount,
            currency_id=currency.id,
            penalty_rule_ids=[Command.clear(), *map(Command.create, rules)],
        )
        self._create_fee(contract, amount=amount, **fee)
        self._sign(contract, "2026-01-15")
        contract.action_activate()
        return contract.payment_ids

    def _penalty_on(self, payment, day):
        self.freeze(f"{day} 04:00:00")
        self._run_daily_job()
        payment.invalidate_recordset()
        return payment.penalty_amount, payment.get_penalty_trace()["amount"]

    def test_periods_sum_to_the_fee_in_whole_units(self):
        """T1-4.4: 103 yen and 100.003 dinars in four parts; no unit is lost or divided."""
        parts = {"schedule": "periods", "period_months": 3}
        wanted = {self.yen: [26, 26, 26, 25], self.dinar: [25.001, 25.001, 25.001, 25.0]}
        for currency, amount in ((self.yen, 103), (self.dinar, 100.003)):
            with self.subTest(currency=currency.name):
                payments = self._late(currency, amount, **parts)
                self.assertEqual(payments.sorted("due_date").mapped("amount"), wanted[currency])

    def test_penalty_in_whole_units_on_form_list_and_trace(self):
        """45 days at 0.05 %: 2.25 % of 10,001 yen is 225.02, of 10.001 dinars 0.2250225."""
        for currency, amount, penalty in ((self.yen, 10001, 225), (self.dinar, 10.001, 0.225)):
            with self.subTest(currency=currency.name):
                self.freeze("2026-04-01 04:00:00")
                payment = self._late(currency, amount, DAILY)
                found, told = self._penalty_on(payment, "2026-05-15")
                self.assertEqual((found, float(told)), (penalty, penalty))
                [[total]] = payment._read_group(
                    [("id", "=", payment.id)], [], ["penalty_amount:sum"]
                )
                self.assertEqual(float(total), penalty)

    def test_half_a_unit_is_rounded_up_by_both(self):
        """1 % of 50 yen is half a yen: 1; of 0.050 dinars half a fils: 0.001."""
        for currency, amount, penalty in ((self.yen, 50, 1), (self.dinar, 0.05, 0.001)):
            with self.subTest(currency=currency.name):
                self.freeze("2026-04-01 04:00:00")
                payment = self._late(currency, amount, {"method": "flat_overdue", "rate": 1})
                found, told = self._penalty_on(payment, "2026-05-15")
                self.assertEqual((found, float(told)), (penalty, penalty))

    def test_ceiling_in_whole_units(self):
        """I5: 2 % of 10,049 yen is 200.98: 201; of 10.049 dinars 0.20098: 0.201."""
        rule = {**DAILY, "ceiling": 2}
        for currency, amount, ceiling in ((self.yen, 10049, 201), (self.dinar, 10.049, 0.201)):
            with self.subTest(currency=currency.name):
                self.freeze("2026-04-01 04:00:00")
                payment = self._late(currency, amount, rule)
                found, told = self._penalty_on(payment, "2026-12-31")
                self.assertEqual((found, float(told)), (ceiling, ceiling))

    def test_what_is_left_of_an_invoice_counts_in_its_currency(self):
        """60 % paid on time: 4,000 of 10,000 yen and 4.004 of 10.010 dinars are left."""
        for currency, amount, left in ((self.yen, 10000, 4000), (self.dinar, 10.01, 4.004)):
            with self.subTest(currency=currency.name):
                self.freeze("2026-03-01 04:00:00")
                payment = self._late(currency, amount, {"method": "flat_overdue", "rate": 2})
                move = self._invoice(payment)
                self.assertEqual(move.currency_id, currency)
                register = self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=move.ids
                )
                register.create(
                    {
                        "currency_id": currency.id,
                        "amount": currency.round(amount - left),
                        "payment_date": "2026-03-31",
                    }
                )._create_payments()
                self.assertEqual(payment.residual_amount, left)
                found, _told = self._penalty_on(payment, "2026-05-15")
                self.assertEqual(found, currency.round(left * 0.02))
