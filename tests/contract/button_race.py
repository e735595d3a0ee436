"""One button that two people press at once, or a person and the job: real processes and commits.

Each has begun before either goes on. What counts is what the tables say: everything once.
"""

import json
import sys

from tests.processes import run_alone

from .legal_race import RACES, LegalRace


def race(timeout):
    """``{"settlements": [...], "mails": [...], …}``: how each race ended."""
    return run_alone(__name__, timeout=timeout)


class ButtonRace(LegalRace):
    def settlements(self, contract_id):
        """Two people settle the same end, whose figures nobody had computed before."""
        with self.environment() as env:
            contract = env["crm.contract"].browse(contract_id)
            self.charge_a_year(contract)
            end = self.ended(contract)
            end_id = end.id
            env.cr.commit()

        def settle(env):
            env["crm.contract.termination"].browse(end_id).action_settle()

        exits = self.at_once(settle, settle)
        lines = self.query(
            "SELECT kind FROM crm_contract_settlement_line WHERE termination_id = %s", end_id
        )
        [(state,)] = self.query("SELECT state FROM crm_contract_termination WHERE id = %s", end_id)
        return [exits, state, lines, self.notes("crm.contract.termination", end_id, "Settled")]

    def signatures(self, contract_id):
        """A cost is added to a settlement of which, behind one's back, a side has just signed."""
        with self.environment() as env:
            contract = env["crm.contract"].browse(contract_id)
            self.charge_a_year(contract)
            end = self.ended(contract)
            end.action_compute_settlement()
            end.action_sign_settlement()
            row = end.settlement_execution_id.signature_ids[:1]
            mark = {"execution_id": row.execution_id.id, "signature_id": row.id}
            mark |= {"signed_on": "2026-11-05", "sealed_on": "2026-11-05"}
            end_id = end.id
            env.cr.commit()
        cost = {"termination_id": end_id, "name": "Removal", "kind": "cost", "debtor_side": "a"}
        exits = self.stale(
            lambda env: env["crm.contract.settlement.line"].create({**cost, "amount": 900}),
            lambda env: env["crm.contract.signature.wizard"].create(mark).action_confirm(),
        )
        [(figure,)] = self.query(
            "SELECT settlement_balance_amount::int FROM crm_contract_termination WHERE id = %s",
            end_id,
        )
        return [exits, figure]

    def ended(self, contract):
        """Both agreed on paper; it has ended."""
        env = contract.env
        paper = env["ir.attachment"].create({"name": "agreement.pdf", "raw": b"agreed"})
        end = env["crm.contract.termination"].create(
            {
                "contract_id": contract.id,
                "ground_id": env.ref("crm_contract_compliance.end_ground_mutual").id,
                "requested_end_date": "2026-11-04",
                "evidence_ids": [(4, paper.id)],
            }
        )
        end.action_make_effective()
        return end

    def charge_a_year(self, contract):
        from odoo.addons.crm_contract_compliance.models.base import doors

        fees = doors.through(contract.env["crm.contract.fee"], "crm_contract_settle")
        fee = fees.create(
            {
                "contract_id": contract.id,
                "name": "A year",
                "amount": 36500,
                "schedule": "periods",
                "period_months": 12,
                "date_start": "2026-06-30",
                "date_end": "2027-06-29",
            }
        )
        doors.closed(fee, "crm_contract_settle").action_build_schedule()

    def notes(self, model, record_id, text):
        """How many notes on the record say so."""
        [(count,)] = self.query(
            "SELECT count(*) FROM mail_message WHERE model = %s AND res_id = %s AND body LIKE %s",
            model,
            record_id,
            f"%{text}%",
        )
        return count

    def mails(self, contract_id):
        """“Send” is pressed twice on one notice."""
        with self.environment() as env:
            notice = env["crm.contract.notice"].create(
                {
                    "contract_id": contract_id,
                    "kind": "other",
                    "side": env["crm.contract"].browse(contract_id).our_side,
                    "method": "email",
                    "subject": "Server room",
                }
            )
            assert notice.is_sendable, notice.read()
            notice_id = notice.id
            env.cr.commit()

        def send(env):
            env["crm.contract.notice"].browse(notice_id).action_send_email()

        exits = self.at_once(send, send)
        sent = self.query(
            "SELECT message.message_id FROM mail_mail JOIN mail_message message"
            " ON message.id = mail_message_id WHERE model = 'crm.contract.notice' AND res_id = %s",
            notice_id,
        )
        [kept] = self.query(
            "SELECT proof_reference FROM crm_contract_notice WHERE id = %s", notice_id
        )
        return [sorted(exits), len(sent), sent == [kept]]

    def jobs(self, contract_id):
        """The job applies an amendment that a person is just applying: a fee is added once."""
        with self.environment() as env:
            contract = env["crm.contract"].browse(contract_id)
            vals = self.vals(contract, "1")
            added = {"op": "add", "subject": "fee", "new_name": "Extra", "value_amount": 500}
            vals["change_ids"].append((0, 0, {**added, "value_date": "2026-12-01"}))
            amendment = self.executed(env["crm.contract.amendment"].create(vals))
            amendment_id = amendment.id
            env.cr.commit()
        exits = self.at_once(
            lambda env: env["crm.contract.amendment"].browse(amendment_id).action_apply(),
            lambda env: env(user=1)["crm.contract.amendment"]._cron_apply(),
        )
        [(state, error)] = self.query(
            "SELECT state, error FROM crm_contract_amendment WHERE id = %s", amendment_id
        )
        fees = self.query(
            "SELECT fee.name, count(payment.id) FROM crm_contract_fee fee"
            " LEFT JOIN crm_contract_payment payment ON payment.fee_id = fee.id"
            " WHERE fee.contract_id = %s GROUP BY fee.id",
            contract_id,
        )
        lines = self.query(
            "SELECT op FROM crm_contract_amendment_line WHERE amendment_id = %s ORDER BY op",
            amendment_id,
        )
        notes = self.notes("crm.contract", contract_id, "Amended, in effect")
        return [exits, state, error, fees, lines, notes]

    def run(self):
        rows = self.query("SELECT id FROM crm_contract WHERE code LIKE 'KILL/%%' ORDER BY id")
        ids = [contract_id for (contract_id,) in rows]
        names = ("settlements", "mails", "jobs", "signatures")
        kinds = {name: getattr(self, name) for name in names}
        return {
            name: [race(contract_id) for contract_id in ids[place * RACES : (place + 1) * RACES]]
            for place, (name, race) in enumerate(kinds.items())
        }


def main(database):
    race = ButtonRace(database, seed=0)
    race.build()
    print(json.dumps(race.run()))


if __name__ == "__main__":
    main(sys.argv[1])
