from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

import pytest

from ..liability import claim_machine, history_replay, ledger_machine
from ..liability.claim_case import ClaimCase
from ..liability.liability_case import LiabilityCase
from ..liability.race_harness import ACCOUNTS, CLIENTS, campaign

RESULT = Path(__file__).resolve().parents[2] / "benchmarks/results/soak-ledger.txt"
SEEDS = (20260601, 20260602, 20260603, 20260604, 20260605)
COUNT, RUNS = 1000, 100


@pytest.fixture(scope="module")
def note():
    """Write a figure down as soon as it is known: a run of hours may be stopped."""
    RESULT.write_text(
        "The ledger of liability caps under eight processes at once (A61, A68, A75, B-G12).\n"
        f"run on {datetime.now(timezone.utc):%Y-%m-%d}\n"
    )

    def write(line):
        with RESULT.open("a") as kept:
            kept.write(f"{line}\n")

    return write


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_eight_processes_of_a_thousand_postings_land_on_the_limit(number, note):
    """A68, I1 to I3, A61: each seed on another kind of cap, then anything at once, then kills."""
    kind = list(ACCOUNTS)[number % 3]
    found = campaign(
        seed=SEEDS[number], count=COUNT, kinds=[kind], mixed=200, kills=40, timeout=3600
    )

    race, mixed = found[kind], found["mixed"]
    note(
        f"seed {SEEDS[number]}, {kind}: {CLIENTS} x {COUNT} postings through Odoo,"
        f" {race['done']} accepted, {race['refused']} refused, overshoot {race['overshoot']}"
        f" (control {found['control']['overshoot']}); calls that used up five tries"
        f" {race.get('given up', 0)}; mixed {mixed['done']} done, {mixed['refused']} refused;"
        f" kills {len(found['kills'])}, after {sum(found['kills'])} moves;"
        f" deadlocks {found['deadlocks']}; complaints {len(found['complaints'])}"
    )
    assert found["complaints"] == []
    assert (race["done"], race["overshoot"]) == (CLIENTS * COUNT * 3 // 4, 0)
    assert found["control"]["overshoot"] > 0


def test_posting_sql_never_overshoots_and_survives_a_dump(note):
    """B-G12: 100 runs of 8 clients; A75: what pg_dump took is the same after pg_restore."""
    found = campaign(seed=SEEDS[0], mixed=50, raw=RUNS, dump=True, timeout=3600)

    note(
        f"posting SQL alone, {RUNS} runs of {CLIENTS} clients: overshoot {sum(found['raw'])};"
        f" dumped and restored: {found['restored']}"
    )
    assert found["complaints"] == []
    assert found["raw"] == [0] * RUNS
    assert found["restored"]["entries"] > 10_000


class TestLedgerSoak(LiabilityCase):
    def test_long_random_walks_keep_every_promise(self):
        """I1, I2, I3, anchor C: 300 walks of 50 steps."""
        ledger_machine.run(self, runs=300, steps=50)

    def test_many_histories_are_what_a_replay_gives(self):
        """Engine 4, I11."""
        for seed in range(100, 140):
            with self.subTest(seed=seed), self._undone():
                found = history_replay.campaign(self, seed=seed, lines=80, probes=120)
                self.assertEqual(found, [])

    @contextmanager
    def _undone(self):
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()


class TestClaimSoak(ClaimCase):
    def test_long_random_lives_of_claims_keep_every_promise(self):
        """I1 to I5, §5: 300 lives of 50 steps."""
        claim_machine.run(self, runs=300, steps=50)
