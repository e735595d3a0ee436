"""A third party leaves while a claim on its cap is confirmed: real processes, real commits.

Its final position must hold every claim that was confirmed before it had left.
"""

import json
import os
import sys
import time

from tests.contract.legal_race import LATER, MADE_ON, LegalRace
from tests.processes import run_alone

RACES = 2
KINDS = ("aggregate", "per_claim")
LIMIT, LOSS = 60000, 48000
_WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"


def race(timeout):
    """``{kind of cap: {"stale" | "held" | "waiting" | "at_once": [...]}}``: how each ended."""
    return run_alone(__name__, timeout=timeout)


class ExitRace(LegalRace):
    def build(self):
        from freezegun import freeze_time

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
            users = env["res.users"]
            self.officer_id = users.search([("login", "=", "cc_manager")]).id  # claims are theirs
            self.breach_type_id = (
                env["crm.contract.breach.type"].create({"name": "Q", "matter": "quality"}).id
            )
        freeze_time(LATER).start()

    def leaving(self, contract_id, aggregation):
        """Everything for its exit is there; and a claim of its breach is a draft."""
        with self.environment(self.officer_id) as env:
            third_party = self.third_party(env, contract_id)
            cap = env["crm.contract.liability.cap"].create(
                {
                    "third_party_id": third_party.id,
                    "fixed_amount": LIMIT,
                    "aggregation": aggregation,
                    "determined_on": "2026-10-01",
                }
            )
            cap.action_determine()
            claim = self.claim(env, third_party)
            env.cr.commit()
            return third_party.id, claim.id

    def third_party(self, env, contract_id):
        partner = env["res.partner"].sudo().create({"name": "Anzhi Data"})
        third_party = env["crm.contract.third.party"]._register_existing(
            [
                {
                    "contract_id": contract_id,
                    "partner_id": partner.id,
                    "state": "exiting",
                    "exit_asked_on": "2026-11-01",
                    "exit_reason": "Closes down",
                }
            ]
        )
        env.flush_all()
        env.cr.execute(
            "UPDATE crm_contract_requirement SET done_on = '2026-11-04' WHERE third_party_id = %s",
            [third_party.id],
        )
        env.invalidate_all()
        return third_party

    def claim(self, env, third_party):
        breach = env["crm.contract.breach"].create(
            {
                "contract_id": third_party.contract_id.id,
                "type_id": self.breach_type_id,
                "side": "third",
                "third_party_id": third_party.id,
                "clause": "8.2",
                "occurred_on": "2026-11-02",
                "known_on": "2026-11-02",
                "fact": "Data migrated with errors",
                "impact": "Two weeks",
                "severity": "serious",
                "fault": "ordinary",
                "loss_ids": [(0, 0, {"name": "Loss", "amount": LOSS})],
            }
        )
        breach.action_assess()
        env["crm.contract.claim.wizard"].create({"breach_id": breach.id}).action_confirm()
        return breach.claim_ids

    # -------------------------------------------------------------- what the two people do
    def works(self, third_party_id, claim_id):
        def leave(env):
            env["crm.contract.third.party"].browse(third_party_id)._end("exited", self.day)

        def confirm(env):
            env["crm.contract.claim"].browse(claim_id).action_confirm()

        from datetime import date

        self.day = date(2026, 11, 5)
        return leave, confirm

    def held(self, leave, confirm):
        """The claim is confirmed and not committed yet: the exit is refused, and tried again."""
        go, tell = os.pipe()
        pid = self.fork(self.task(confirm, after=lambda: os.read(go, 1)))
        refused = self.wait(self.fork(self.task(leave)))
        os.write(tell, b"!")
        confirmed = self.wait(pid)
        return [refused, confirmed, self.wait(self.fork(self.task(leave)))]

    def waiting(self, leave, confirm):
        """It has left and not committed yet: the claim waits, and comes after its end."""
        go, tell = os.pipe()
        left = self.fork(self.task(leave, after=lambda: os.read(go, 1)))
        pid = self.fork(self.task(confirm))
        for _turn in range(500):  # until it waits; or, where nothing holds it, is through
            if self.query(_WAITS, self.database)[0][0]:
                break
            time.sleep(0.01)
        os.write(tell, b"!")
        return [self.wait(left), self.wait(pid)]

    def together(self, leave, confirm):
        """Let go at once; whoever is told to try again, does."""
        exits = self.at_once(leave, confirm)
        return [*(exits[0] and [self.wait(self.fork(self.task(leave)))] or [0]), exits[1]]

    def found(self, third_party_id, claim_id):
        """Its state, what its final position says, what was drawn, and what became of the claim."""
        [(state, position)] = self.query(
            "SELECT state, cap_position FROM crm_contract_third_party WHERE id = %s",
            third_party_id,
        )
        drawn = self.query(
            "SELECT sum(consumed_amount)::int FROM crm_contract_liability_account account"
            " JOIN crm_contract_liability_cap cap ON cap.id = cap_id WHERE third_party_id = %s",
            third_party_id,
        )
        [(claim,)] = self.query("SELECT state FROM crm_contract_claim WHERE id = %s", claim_id)
        kept = sum(one["consumed"] for one in position or ())
        return [state, int(kept), drawn[0][0], claim]

    def run(self):
        rows = self.query("SELECT id FROM crm_contract WHERE code LIKE 'KILL/%%' ORDER BY id")
        ids = iter([contract_id for (contract_id,) in rows])
        ways = {"stale": self.stale, "held": self.held, "waiting": self.waiting}
        ways["together"] = self.together
        found = {}
        for kind in KINDS:
            for name, way in ways.items():
                those = self.leaving(next(ids), kind)
                exits = way(*self.works(*those))
                found.setdefault(kind, {})[name] = [exits, self.found(*those)]
        return found


def main(database):
    race = ExitRace(database, seed=0)
    race.build()
    print(json.dumps(race.run()))


if __name__ == "__main__":
    main(sys.argv[1])
