from odoo.exceptions import UserError

from .claim_case import ClaimCase


class CurrencyCase:
    """Claims on a third party, in the currency of the contract."""

    code, decimals, rate = "JPY", 0, 150.0

    @classmethod
    def _create_contract(cls, **values):
        currency = cls.env.ref(f"base.{cls.code}")
        currency.sudo().write({"active": True, "rounding": 10**-cls.decimals})
        currency.sudo().rate_ids.unlink()
        cls._set_rate(currency, "2026-01-01", cls.rate)
        cls.currency = currency
        return super()._create_contract(**{"currency_id": currency.id, **values})

    @classmethod
    def _set_rate(cls, currency, day, rate):
        values = {"currency_id": currency.id, "name": day, "rate": rate}
        cls.env["res.currency.rate"].sudo().create({**values, "company_id": cls.company.id})

    @property
    def unit(self):
        return 10**-self.decimals

    def units(self, number):
        """So many of the smallest unit, as money."""
        return self.currency.round(number * self.unit)

    def test_shares_sum_to_the_loss(self):
        """T1-Br-C: in whole units, the odd one to the largest remainder."""
        claims = self._claims(self._third(self.units(101)), creditor_a=33.3333, creditor_b=66.6667)
        amounts = claims.mapped("claimed_amount")
        self.assertEqual(amounts, [self.units(34), self.units(67)])

    def test_cap_is_drawn_to_the_last_unit(self):
        """Scenario 6: what fits is allowed, the rest is uncovered, and no unit is lost."""
        cap = self._determined(fixed_amount=self.units(60001))
        first = self._confirmed(self._third(self.units(45000)))
        second = self._confirmed(self._third(self.units(30000)))
        self.assertEqual((first.allowed_amount, first.uncovered_amount), (self.units(45000), 0))
        self.assertEqual(
            (second.allowed_amount, second.uncovered_amount),
            (self.units(15001), self.units(14999)),
        )
        self.assertEqual(self._figures(cap), (0, self.units(60001), 0))

    def test_percent_of_a_cap_is_rounded_to_the_unit(self):
        """33.3333 % of 300,000, half up in the currency."""
        cap = self._determined(basis="percent", percent=33.3333)
        self.assertEqual(cap.limit_amount, self.currency.round(99999.9))

    def test_contributory_share_of_a_loss_is_told_to_the_unit(self):
        """CC 592: 20 % of 333 units of one's own: 266.4 are left: 266, and the trace says so."""
        breach = self._third(self.units(333), contributory_percent=20)
        self.assertEqual(breach.claimable_amount, self.units(266))
        self._determined()
        claim = self._confirmed(breach)
        self.assertEqual(float(claim.trace["amount"]), self.units(266))
        self.assertEqual(claim.trace["steps"][-1]["code"], "rounded")
        self.assertEqual(float(claim.trace["steps"][-1]["total"]), self.units(266))

    def test_foreign_claim_is_converted_once(self):
        """A55: 10.01 euros at the rate of the day of confirmation; a later rate changes nothing."""
        euro = self.env.ref("base.EUR").sudo()
        euro.active = True
        euro.rate_ids.unlink()
        self._set_rate(euro, "2026-05-01", 0.8)
        wanted = self.currency.round(10.01 / 0.8 * self.rate)
        cap = self._determined()
        claim = self._claims(self._third(), amount=0)
        claim.write({"foreign_currency_id": euro.id, "foreign_amount": 10.01})
        claim.action_confirm()
        self._set_rate(euro, "2026-05-20", 0.4)
        self._set_rate(self.currency, "2026-05-20", 7.0)
        claim.invalidate_recordset()
        self.assertEqual((claim.claimed_amount, claim.allowed_amount), (wanted, wanted))
        self.assertEqual(self._figures(cap)[1], wanted)
        with self.assertRaises(UserError):
            claim.foreign_amount = 20
        claim.action_settle()
        self.assertEqual(self._figures(cap)[:2], (wanted, 0))

    def test_penalty_of_a_percent_is_rounded_to_the_unit(self):
        """T2-8.2.2: 0.05 % of 333,333 units is 166.67: 167, on the claim and in its trace."""
        contract = self._with_rules(self.units(333333), {"method": "percent_total", "rate": 0.05})
        rule = contract.penalty_rule_ids
        claim = self._claims(self._breach(contract_id=contract.id), head="penalty", rule_id=rule.id)
        self.assertEqual(claim.claimed_amount, self.units(167))
        claim.action_confirm()
        self.assertEqual(claim.allowed_amount, self.units(167))
        self.assertEqual(float(claim.trace["amount"]), self.units(167))


class TestYen(CurrencyCase, ClaimCase):
    """No decimals."""


class TestDinar(CurrencyCase, ClaimCase):
    """Three decimals."""

    code, decimals, rate = "BHD", 3, 0.376


class TestCents(CurrencyCase, ClaimCase):
    """Two decimals, other than the company's."""

    code, decimals, rate = "GBP", 2, 0.75
