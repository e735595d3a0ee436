"""Renew pressed in two sessions at once: real processes, real commits, on a copy of the database.

Each child has begun its transaction, so that it cannot see the other's draft, before either may
press; what then collides is retried as Odoo retries a request.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness

RACES = 5


def race(timeout):
    """``{contract id: [how the two presses ended, renewals there are]}``."""
    return run_alone(__name__, timeout=timeout)


class RenewalRace(Harness):
    def build(self):
        from freezegun import freeze_time

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
            self.officer_id = env["res.users"].search([("login", "=", "cc_officer")]).id

    def press(self, contract_id):
        """Two people open the wizard's transaction, then both confirm it."""
        go, tell = os.pipe()

        def work(ready):
            from odoo.service.model import retrying

            with self.environment() as env:
                env = env(user=self.officer_id)
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                ready()
                os.read(go, 1)
                wizards = env["crm.contract.renew.wizard"]
                retrying(lambda: wizards.create({"contract_id": contract_id}).action_confirm(), env)

        pids = [self.fork(work) for _person in range(2)]
        os.write(tell, b"!!")
        return [self.wait(pid) for pid in pids]

    def run(self):
        contracts = self.query("SELECT id FROM crm_contract WHERE code LIKE 'KILL/%%' ORDER BY id")
        return {
            contract_id: [
                self.press(contract_id),
                self.query(
                    "SELECT state FROM crm_contract WHERE renewed_from_id = %s", contract_id
                ),
            ]
            for (contract_id,) in contracts[:RACES]
        }


def main(database):
    race = RenewalRace(database, seed=0)
    race.build()
    print(json.dumps(race.run()))


if __name__ == "__main__":
    main(sys.argv[1])
