"""Sessions that propose the breach of one disclosure at once: real processes and commits.

The rows come without a breach, as of an import whose proposal failed; all transactions have begun
before any of them goes on.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness

SESSIONS = 4
RACES = 3


def race(timeout):
    """``[[exit codes, breaches, rows that name theirs], ...]``: how each race ended."""
    return run_alone(__name__, timeout=timeout)


class DisclosureRace(Harness):
    def build(self):
        from freezegun import freeze_time

        freeze_time(MADE_ON).start()
        with self.environment() as env:
            self.build_contracts(env)
            self.contract_id = env["crm.contract"].search([("state", "=", "active")], limit=1).id

    def row_without_breach(self):
        from unittest.mock import patch

        with self.environment() as env:
            rows = env["crm.contract.disclosure"]
            with patch.object(type(rows), "_propose_breaches", lambda rows: None):
                row = rows.create(
                    {
                        "contract_id": self.contract_id,
                        "name": "Price list",
                        "recipient": "Rival Ltd",
                        "legal_basis": "none",
                    }
                )
            return row.id

    def propose(self, row_id):
        go, tell = os.pipe()

        def task(ready):
            from odoo.service.model import retrying

            with self.environment() as env:
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                ready()
                os.read(go, 1)
                row = env["crm.contract.disclosure"].browse(row_id)
                retrying(row._propose_breaches, env)

        pids = [self.fork(task) for _session in range(SESSIONS)]
        os.write(tell, b"!" * SESSIONS)
        exits = [self.wait(pid) for pid in pids]
        found = self.query(
            "SELECT count(*), count(*) FILTER (WHERE row.breach_id = breach.id)"
            " FROM crm_contract_breach breach"
            " JOIN crm_contract_disclosure row ON row.id = breach.disclosure_id WHERE row.id = %s",
            row_id,
        )
        return [exits, *found[0]]


def main(database):
    harness = DisclosureRace(database, seed=0)
    harness.build()
    print(json.dumps([harness.propose(harness.row_without_breach()) for _race in range(RACES)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
