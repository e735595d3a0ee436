from odoo.exceptions import ValidationError

from ..contract.amendment_case import AmendmentCase
from .liability_case import LiabilityCase


class TestAmendedCap(AmendmentCase, LiabilityCase):
    """Engine 3, §5: an amendment re-determines limits, never under what is consumed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.third_party.contract_id
        cls.contract._write_settled({"amount_total": 300000, "is_amendment_notice_needed": False})
        cls.cap = cls._determined(basis="percent", percent=20, fixed_amount=0)

    def _total(self, amount, **values):
        return self._amended(self._change("contract.amount_total", amount, "amount"), **values)

    def _amounts(self):
        self.env.invalidate_all()
        return self.cap.limit_amount, self.cap.account_ids.limit_amount

    def test_percent_follows_the_amount(self):
        self.assertEqual(self._amounts(), (60000, 60000))
        self._total(200000)
        self.assertEqual(self._amounts(), (40000, 40000))
        key = f"{self.cap._name},{self.cap.id}"
        self.assertEqual(self.contract.get_as_of("2026-11-04")[key]["limit_amount"], 60000)
        self.assertEqual(self.contract.get_as_of("2026-11-05")[key]["limit_amount"], 40000)

    def test_limit_never_falls_under_what_is_consumed(self):
        self._post(self.cap, "commit", 50000)
        self._total(200000)
        self.assertEqual(self.contract.amount_total, 200000)
        self.assertEqual(self._amounts(), (50000, 50000))
        key = f"{self.cap._name},{self.cap.id}"
        self.assertEqual(self.contract.get_as_of("2026-11-05")[key]["limit_amount"], 50000)

    def test_fixed_cap_does_not_follow(self):
        fixed = self._determined()
        self._total(200000)
        self.assertEqual(fixed.limit_amount, 60000)

    def test_limit_is_amended_by_itself_but_not_under_what_is_consumed(self):
        self._post(self.cap, "commit", 50000)
        for limit in (49999, 0, -1):
            with self.subTest(limit=limit), self.assertRaises(ValidationError):
                self._ask(self._change("cap.limit_amount", limit, "amount", cap_id=self.cap.id))
        self._amended(self._change("cap.limit_amount", 55000, "amount", cap_id=self.cap.id))
        self.assertEqual(self._amounts(), (55000, 55000))

    def test_claim_is_allowed_up_to_the_limit_of_its_breach(self):
        """Raised from 21 October on: a breach of the 20th draws on the old limit."""
        self._total(400000, effective_date="2026-10-21")
        old = self.cap._drawn(100000, self._day("2026-10-20"), "")
        new = self.cap._drawn(100000, self._day("2026-10-21"), "")
        self.assertEqual((old.allowed, new.allowed), (60000, 80000))
