"""The first number of a year, drawn by two people at once on different contracts.

Real processes and commits on a copy of the database: each has begun its transaction, so that it
cannot see the other's new year; what collides is tried again as Odoo tries a request again.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness

RACES = 3


def race(timeout):
    """``[[how the two ended], [numbers that they got]]`` for each race."""
    return run_alone(__name__, timeout=timeout)


class NumberRace(Harness):
    def build(self):
        from freezegun import freeze_time

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
            self.officer_id = env["res.users"].search([("login", "=", "cc_officer")]).id
            self.channel_id = env.ref("crm_contract_compliance.channel_phone").id
            ids = env["crm.contract"].search([("code", "=like", "KILL/%")], limit=2).ids
            self.contract_ids = ids

    def draw(self):
        with self.environment() as env:
            env.ref("crm_contract_compliance.sequence_complaint").date_range_ids.unlink()
            env["crm.contract.case"].search([("kind", "=", "complaint")])._write_settled(
                {"code": False}
            )
        go, tell = os.pipe()

        def work(contract_id, ready):
            from odoo.service.model import retrying

            with self.environment() as env:
                env = env(user=self.officer_id)
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                ready()
                os.read(go, 1)
                vals = {
                    "contract_id": contract_id,
                    "kind": "complaint",
                    "name": "Late",
                    "channel_id": self.channel_id,
                }
                retrying(lambda: env["crm.contract.case"].create(dict(vals)), env)

        pids = [
            self.fork(lambda ready, one=contract_id: work(one, ready))
            for contract_id in self.contract_ids
        ]
        os.write(tell, b"!!")
        exits = [self.wait(pid) for pid in pids]
        codes = self.query("SELECT code FROM crm_contract_case WHERE code IS NOT NULL ORDER BY 1")
        return [exits, [code for (code,) in codes]]


def main(database):
    race = NumberRace(database, seed=0)
    race.build()
    print(json.dumps([race.draw() for _race in range(RACES)]))


if __name__ == "__main__":
    main(sys.argv[1])
