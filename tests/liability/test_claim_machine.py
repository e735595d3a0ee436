from . import claim_machine
from .claim_case import ClaimCase


class TestClaimMachine(ClaimCase):
    def test_random_lives_of_claims_keep_every_promise(self):
        """I1 to I5, §5; longer ones in tests/soak."""
        claim_machine.run(self, runs=10, steps=20)
