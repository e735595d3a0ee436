from .claim_case import ClaimCase


class TestLimitation(ClaimCase):
    def test_suing_on_a_claim_starts_its_limitation_anew(self):
        """L-23: demand, admission and suit restart it; a suit that was not brought does not."""
        breach = self._breach(100, occurred_on="2026-04-01", known_on="2026-04-01")
        claim = self._claims(breach)
        self.freeze("2027-05-12 04:00:00")
        dispute = self.env["crm.contract.dispute"].create(
            {
                "name": "Claim",
                "contract_id": breach.contract_id.id,
                "side": "a",
                "raised_on": "2027-05-01",
                "filed_on": "2027-05-10",
                "no_talk_reason": "They are gone",
                "claim_id": claim.id,
            }
        )
        self.assertEqual(str(claim.limitation_date), "2029-04-01")

        dispute.action_litigate()

        self.assertEqual(str(claim.limitation_date), "2030-05-10")
