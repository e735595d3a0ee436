"""A person withdraws while personal data are being exported: real processes and commits.

The export's transaction has begun before the withdrawal is there, and goes on after it.
"""

import json
import os
import sys

from tests.processes import run_alone
from tests.timeline.kill_harness import MADE_ON, Harness

from .data_case import ASSESSED, ITEMS


def race(timeout):
    """``[exit code of the export, what its line in the log says was given]``."""
    return run_alone(__name__, timeout=timeout)


class ExportRace(Harness):
    def build(self):
        from freezegun import freeze_time

        freeze_time(MADE_ON).start()
        with self.environment() as env:
            self.build_contracts(env)
            contract = env["crm.contract"].search([("state", "=", "active")], limit=1)
            third_party = self.third_party(env, contract)
            [processing] = env["crm.contract.data.processing"]._register_existing(
                [
                    {
                        **ITEMS,
                        **ASSESSED,
                        "third_party_id": third_party.id,
                        "role": "controller",
                        "state": "active",
                        "date_start": third_party.date_start,
                        "date_end": third_party.date_end,
                        "assessed_on": third_party.date_start,
                    }
                ]
            )
            self.processing_id = processing.id
            self.consents = [self.consent(env, processing, name).id for name in ("Wu", "Hu")]

    def third_party(self, env, contract):
        from odoo import fields

        today = contract._local_today()
        partner = env["res.partner"].create({"name": "Anzhi Data"})
        third_party = env["crm.contract.third.party"]._register_existing(
            [
                {
                    "contract_id": contract.id,
                    "partner_id": partner.id,
                    "kind": "data",
                    "state": "active",
                    "date_start": today,
                    "date_end": fields.Date.add(today, days=30),
                }
            ]
        )
        env.flush_all()
        env.cr.execute(
            "UPDATE crm_contract_third_party SET consent_a_on = %s, consent_b_on = %s"
            " WHERE id = %s",
            [today, today, third_party.id],
        )
        env.invalidate_all()
        return third_party

    def consent(self, env, processing, name):
        customer = processing.contract_id.partner_id.commercial_partner_id
        person = env["res.partner"].create({"name": name, "parent_id": customer.id})
        paper = env["ir.attachment"].create({"name": "consent.pdf", "raw": b"%PDF-1.4"})
        return env["crm.contract.data.consent"].create(
            {
                "processing_id": processing.id,
                "partner_id": person.id,
                "consented_on": processing.date_start,
                "evidence_ids": [(4, paper.id)],
            }
        )

    def export_beside_a_withdrawal(self):
        go, tell = os.pipe()

        def export(ready):
            from odoo.service.model import retrying

            with self.environment() as env:
                env.cr.execute("SELECT 1")  # the snapshot of the transaction
                ready()
                os.read(go, 1)
                processing = env["crm.contract.data.processing"].browse(self.processing_id)
                retrying(lambda: processing._export(processing._candidates(), ["email"]), env)

        pid = self.fork(export)
        with self.environment() as env:
            env["crm.contract.data.consent"].browse(self.consents[1]).action_withdraw()
        os.write(tell, b"!")
        return [self.wait(pid), *self.query("SELECT scope FROM crm_contract_disclosure")[-1]]


def main(database):
    harness = ExportRace(database, seed=0)
    harness.build()
    print(json.dumps(harness.export_beside_a_withdrawal()))


if __name__ == "__main__":
    main(*sys.argv[1:])
