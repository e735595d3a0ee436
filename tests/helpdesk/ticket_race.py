"""A ticket and its case moved by two people at once: real processes and commits on a copy.

Each child has begun its transaction, so that it cannot see what the other does, before either may
act; what then collides is tried again as Odoo tries a request again.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness


def race(timeout):
    """What each race left: ``{"made": …, "reopened": …, "closed": …}``."""
    return run_alone(__name__, timeout=timeout)


class TicketRace(Harness):
    def build(self):
        from freezegun import freeze_time

        from odoo.fields import Command

        with freeze_time(MADE_ON), self.environment() as env:
            self.build_contracts(env)
            officer = env["res.users"].search([("login", "=", "cc_officer")])
            officer.group_ids = [Command.link(env.ref("helpdesk_mgmt.group_helpdesk_user").id)]
            self.officer_id = officer.id
            self.contract_id = env["crm.contract"].search([("code", "=", "KILL/001")]).id
            self.done_id = env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done").id
        freeze_time(MADE_ON).start()

    def ticket(self):
        with self.environment() as env:
            contract = env["crm.contract"].browse(self.contract_id)
            vals = {
                "name": "Printer stops",
                "description": "Text",
                "partner_id": contract.partner_id.id,
                "crm_contract_id": contract.id,
            }
            return env["helpdesk.ticket"].create(vals).id

    def answered(self, ticket_id):
        """Its complaint, answered, found to be nothing."""
        self.make(ticket_id, None)
        with self.environment() as env:
            case = env["helpdesk.ticket"].browse(ticket_id).crm_contract_case_ids
            case.action_assign()
            case.action_start()
            case._record_finding("unjustified", "Checked")
            outcome = {
                "answer": "No",
                "outcome_sent_on": case.received_on,
                "outcome_sent_to": "Li Na",
            }
            case._notify_outcome(outcome, env["ir.attachment"])
            return case.id

    # ------------------------------------------------------------------ what people do
    def make(self, ticket_id, wait):
        self.act(
            wait, "helpdesk.ticket", ticket_id, lambda t: t.action_make_crm_contract_complaint()
        )

    def close_ticket(self, ticket_id, wait):
        self.act(wait, "helpdesk.ticket", ticket_id, lambda t: t.write({"stage_id": self.done_id}))

    def close_case(self, case_id, wait):
        self.act(wait, "crm.contract.case", case_id, lambda case: case.write({"state": "closed"}))

    def act(self, wait, model, record_id, step):
        from odoo.service.model import retrying

        with self.environment() as env:
            env = env(user=self.officer_id)
            env.cr.execute("SELECT 1")  # the snapshot of the transaction
            if wait:
                wait()
            retrying(lambda: step(env[model].browse(record_id)), env)

    def together(self, *steps, meanwhile=None):
        """How each of the steps ended; ``meanwhile`` somebody is through before they may act."""
        go, tell = os.pipe()

        def work(ready, step, record_id):
            def wait():
                ready()
                os.read(go, 1)

            step(record_id, wait)

        pids = [self.fork(lambda ready, step=step: work(ready, *step)) for step in steps]
        if meanwhile:
            meanwhile()
        os.write(tell, b"!" * len(steps))
        return [self.wait(pid) for pid in pids]

    # ------------------------------------------------------------------ races
    def made(self):
        ticket_id = self.ticket()
        exits = self.together((self.make, ticket_id), (self.make, ticket_id))
        return [exits, self.stands(ticket_id)]

    def reopened(self):
        """The case is taken up again after the closing of its ticket has begun."""
        ticket_id = self.ticket()
        case_id = self.answered(ticket_id)

        def reopen():
            with self.environment() as env:
                env["crm.contract.case"].browse(case_id).action_reopen()

        exits = self.together((self.close_ticket, ticket_id), meanwhile=reopen)
        return [exits, self.stands(ticket_id)]

    def closed(self):
        ticket_id = self.ticket()
        case_id = self.answered(ticket_id)
        exits = self.together((self.close_ticket, ticket_id), (self.close_case, case_id))
        return [exits, self.stands(ticket_id)]

    def stands(self, ticket_id):
        """[is the ticket closed, its cases' states]"""
        [(stage_id,)] = self.query("SELECT stage_id FROM helpdesk_ticket WHERE id = %s", ticket_id)
        states = self.query("SELECT state FROM crm_contract_case WHERE ticket_id = %s", ticket_id)
        return [stage_id == self.done_id, [state for (state,) in states]]


def main(database):
    found = TicketRace(database, seed=0)
    found.build()
    print(
        json.dumps({"made": found.made(), "reopened": found.reopened(), "closed": found.closed()})
    )


if __name__ == "__main__":
    main(sys.argv[1])
