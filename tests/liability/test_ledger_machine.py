from . import ledger_machine
from .liability_case import LiabilityCase


class TestLedgerMachine(LiabilityCase):
    def test_random_walks_keep_every_promise(self):
        """I1, I2, I3, anchor C; longer walks in tests/soak."""
        ledger_machine.run(self, runs=15, steps=20)
