from odoo.fields import Command

from ..liability.claim_case import ASSESSED, ClaimCase
from .disclosure_case import DisclosureCase


class TestLeakClaims(DisclosureCase, ClaimCase):
    """From the log to the claim, through the breaches and caps that are there already."""

    def _assessed(self, row, amount):
        breach = row.breach_id.with_user(self.manager)
        breach.write(
            {
                "clause": "8.2",
                "loss_ids": [Command.create({"name": "Customers lost", "amount": amount})],
                **ASSESSED,
            }
        )
        breach.action_register()
        breach.action_assess()
        return breach

    def test_a_loss_of_50_000_is_claimed_from_the_side_that_leaked(self):
        """T0-8.3, either side."""
        for side, other in (("a", "b"), ("b", "a")):
            with self.subTest(side):
                breach = self._assessed(self._log(side=side), 50000)
                claim = self._claims(breach)
                self.assertEqual(claim.claimed_amount, 50000)
                self.assertEqual((claim.debtor_side, claim.creditor_side), (side, other))
                claim.action_confirm()
                self.assertEqual((claim.allowed_amount, claim.uncovered_amount), (50000, 0))

    def test_a_third_partys_leak_is_paid_within_its_cap(self):
        """T0-Br3c: leak loss 40,000, cap 60,000 -> 40,000."""
        cap = self._determined(is_confidentiality_uncapped=False)
        row = self._log(
            side="third",
            third_party_id=self.third_party.id,
            disclosed_on="2026-05-19",  # the cap is of the day before
            known_on="2026-05-20",
        )
        claim = self._confirmed(self._assessed(row, 40000))
        self.assertEqual((claim.debtor_side, claim.third_party_id), ("third", self.third_party))
        self.assertEqual((claim.allowed_amount, claim.uncovered_amount), (40000, 0))
        self.assertEqual(self._figures(cap), (0, 40000, 20000))
