"""Two sessions that change one contract at once: real processes and commits, retried as Odoo does.

Both have begun their transactions before either goes on, so that neither sees the other one.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness

RACES = 3
LATER = "2026-11-05 04:00:00"


def race(timeout):
    """``{"amendments": [...], "pauses": [...]}``: how each race ended."""
    return run_alone(__name__, timeout=timeout)


class LegalRace(Harness):
    def build(self):
        from freezegun import freeze_time

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
            self.officer_id = env["res.users"].search([("login", "=", "cc_officer")]).id
        freeze_time(LATER).start()

    def at_once(self, *works):
        """Each work in a process and a transaction of its own; how they ended."""
        go, tell = os.pipe()
        pids = [self.fork(self.task(work, lambda: os.read(go, 1))) for work in works]
        os.write(tell, b"!" * len(works))
        return [self.wait(pid) for pid in pids]

    def stale(self, late, early):
        """``late`` has begun, and goes on once ``early`` is through and committed."""
        go, tell = os.pipe()
        pid = self.fork(self.task(late, lambda: os.read(go, 1)))
        first = self.wait(self.fork(self.task(early)))
        os.write(tell, b"!")
        return [self.wait(pid), first]

    def task(self, work, before=None, after=None):
        """A person's call: ``before`` it goes on, its transaction has begun; ``after`` it has
        done all but commit.
        """

        def run(ready):
            from odoo.service.model import retrying

            with self.environment() as env:
                env = env(user=self.officer_id)
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                if before:
                    ready()
                    before()

                def call():
                    work(env)
                    if after:
                        env.flush_all()
                        ready()
                        after()

                if not before and not after:
                    ready()
                retrying(call, env)

        return run

    def amendments(self, contract_id):
        """Both change the scope; whichever is applied first, the later agreement stands."""
        ids = []
        with self.environment() as env:
            contract = env["crm.contract"].browse(contract_id)
            for number, moment in (("1", "2026-11-01 03:00:00"), ("2", "2026-11-02 03:00:00")):
                amendment = env["crm.contract.amendment"].create(self.vals(contract, number))
                ids.append(self.executed(amendment, moment).id)
            env.cr.commit()

        def apply(amendment_id):
            return lambda env: env["crm.contract.amendment"].browse(amendment_id).action_apply()

        exits = self.at_once(*map(apply, ids))
        [(scope,)] = self.query("SELECT scope FROM crm_contract WHERE id = %s", contract_id)
        lines = self.query(
            "SELECT new_value FROM crm_contract_amendment_line WHERE contract_id = %s"
            " AND field_name = 'scope' ORDER BY known_at",
            contract_id,
        )
        return [exits, scope, [value for (value,) in lines]]

    def executed(self, amendment, moment="2026-11-02 03:00:00"):
        """Signed by all at ``moment``, and not on record yet."""
        amendment.action_negotiate()
        amendment.action_send_to_sign()
        amendment.env.flush_all()
        amendment.env.cr.execute(
            "UPDATE crm_contract_execution SET state = 'executed', executed_at = %s,"
            " executed_on = '2026-11-02' WHERE id = %s",
            [moment, amendment.execution_id.id],
        )
        amendment.env.cr.execute(
            "UPDATE crm_contract_amendment SET state = 'executed',"
            " effective_date = '2026-11-02' WHERE id = %s",
            [amendment.id],
        )
        return amendment

    def vals(self, contract, number):
        notice = contract.env["crm.contract.notice"].create(
            {
                "contract_id": contract.id,
                "kind": "amendment",
                "side": "a",
                "sent_on": "2026-11-01",
                "proof_reference": number,
            }
        )
        row = {"subject": "contract", "term": "contract.scope", "value_text": f"Scope {number}"}
        return {
            "contract_id": contract.id,
            "name": number,
            "side": "a",
            "reason": "More",
            "notice_id": notice.id,
            "change_ids": [(0, 0, row)],
        }

    def pauses(self, contract_id):
        """A payment is built while the event that excuses its payer is recognised."""
        from odoo.addons.crm_contract_compliance.models.base import doors

        with self.environment() as env:
            contract = env["crm.contract"].browse(contract_id)
            fees = doors.through(env["crm.contract.fee"], "crm_contract_settle")
            fee = fees.create(
                {
                    "contract_id": contract_id,
                    "name": "Fee",
                    "amount": 1000,
                    "due_date": "2026-10-01",
                }
            )
            contract.penalty_rule_ids._write_settled({"method": "daily_overdue", "rate": 0.1})
            event = env["crm.contract.interruption"].create(
                {
                    "contract_id": contract_id,
                    "side": fee.payer_side,
                    "event": "war",
                    "is_unforeseeable": True,
                    "is_unavoidable": True,
                    "is_insurmountable": True,
                    "date_start": "2026-09-30",
                }
            )
            ids = (fee.id, event.id)
            env.cr.commit()
        exits = self.at_once(
            lambda env: env["crm.contract.fee"].browse(ids[0]).sudo().action_build_schedule(),
            lambda env: env["crm.contract.interruption"].browse(ids[1]).action_accept(),
        )
        with self.environment() as env:
            return [
                exits,
                env["crm.contract.fee"].browse(ids[0]).payment_ids.mapped("penalty_amount"),
            ]

    def run(self):
        rows = self.query("SELECT id FROM crm_contract WHERE code LIKE 'KILL/%%' ORDER BY id")
        ids = [contract_id for (contract_id,) in rows]
        return {
            "amendments": [self.amendments(contract_id) for contract_id in ids[:RACES]],
            "pauses": [self.pauses(contract_id) for contract_id in ids[RACES : 2 * RACES]],
        }


def main(database):
    race = LegalRace(database, seed=0)
    race.build()
    print(json.dumps(race.run()))


if __name__ == "__main__":
    main(sys.argv[1])
