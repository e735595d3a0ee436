"""Two sessions sign, or fix the text, at once: real processes and commits, retried as Odoo does."""

import hashlib
import json
import sys
import time

from tests.contract.legal_race import RACES, LegalRace
from tests.processes import run_alone

PDF = b"%PDF-1.4 the text"


def race(timeout):
    """How each race ended, by its name."""
    return run_alone(__name__, timeout=timeout)


class SigningRace(LegalRace):
    def build(self):
        super().build()
        from odoo.addons.crm_contract_compliance.tools.document import Document

        def print_pdf(record, languages=None):
            time.sleep(0.3)  # as long as it takes for the other one to come
            return PDF

        model = self.registry["crm.contract"]
        model._document_pdf = print_pdf
        model._document = lambda record: Document("Norms")

    def out(self, *, is_fixed, is_ours=False):
        """A contract that is out for signature; its instrument, the row of one side, its signer.

        On our side the officer signs, as whom both sessions are logged in.
        """
        with self.environment() as env:
            known = env["crm.contract"].search([("code", "like", "KILL/%")], limit=1)
            contract = env["crm.contract"].create(
                {
                    "name": "Norms",
                    "type_id": known.type_id.id,
                    "partner_id": known.partner_id.id,
                    "main_execution_mode": "sign",
                }
            )
            person = env["res.partner"].search([("name", "=", "Li Na")], limit=1)
            contract.party_ids.representative_id = person
            if is_ours:
                person = env["res.users"].browse(self.officer_id).partner_id
                ours = contract.party_ids.filtered(lambda row: row.side == contract.our_side)
                ours.representative_id = person
            contract.action_send_to_sign()
            execution = contract._main_execution()
            if is_fixed:
                execution._fix_document()
            row = execution.signature_ids.filtered(
                lambda row: (row.side == contract.our_side) == is_ours
            )
            env.cr.commit()
            return execution.id, row.id, person.id

    def signs(self, row_id, person_id, name):
        from odoo.addons.crm_contract_compliance.tools.signing import Mark

        mark = Mark(name, "legal", "typed", b"", frozenset(), hashlib.sha256(PDF).hexdigest())

        def sign(env):
            person = env["res.partner"].sudo().browse(person_id)
            env["crm.contract.signature"].sudo().browse(row_id)._sign_online(mark, person)

        return sign

    def signed(self, meet, *, is_ours=False):
        """Exits; how often it was signed and told; and whose name stands there, once."""
        execution_id, row_id, person_id = self.out(is_fixed=True, is_ours=is_ours)
        works = [self.signs(row_id, person_id, name) for name in ("One", "Two")]
        exits = meet(*works)
        told = self.query(
            "SELECT count(*) FROM mail_message WHERE model = 'crm.contract.execution'"
            " AND res_id = %s AND body LIKE '%%signed online%%'",
            execution_id,
        )
        [(name, on)] = self.query(
            "SELECT signer_name, signed_on IS NOT NULL FROM crm_contract_signature WHERE id = %s",
            row_id,
        )
        return [sorted(exits), told[0][0], name in ("One", "Two"), on]

    def fixed(self):
        """Exits; how many files there are; whether it is the one that stands on the instrument."""
        execution_id, _row_id, _person_id = self.out(is_fixed=False)

        def fix(env):
            env["crm.contract.execution"].sudo().browse(execution_id)._fix_document()

        exits = self.at_once(fix, fix)
        files = self.query(
            "SELECT id FROM ir_attachment WHERE res_model = 'crm.contract.execution'"
            " AND res_id = %s",
            execution_id,
        )
        [(file_id,)] = self.query(
            "SELECT document_id FROM crm_contract_execution WHERE id = %s", execution_id
        )
        return [exits, len(files), files[0][0] == file_id]

    def replaced(self, meet):
        """Exits; whether it was signed, and whether another text took the place of the signed."""
        execution_id, row_id, person_id = self.out(is_fixed=True)

        def replace(env):
            file = env["ir.attachment"].create({"name": "other.pdf", "raw": b"%PDF other"})
            env["crm.contract.execution"].browse(execution_id).document_id = file

        exits = meet(self.signs(row_id, person_id, "One"), replace)
        [(on, is_fixed)] = self.query(
            "SELECT row.signed_on IS NOT NULL, document_fixed_at IS NOT NULL"
            " FROM crm_contract_signature row JOIN crm_contract_execution execution"
            " ON execution.id = row.execution_id WHERE row.id = %s",
            row_id,
        )
        return [sorted(exits), on == is_fixed]

    def taken_back(self, meet):
        """Exits; whether somebody signed what had been taken back."""
        execution_id, row_id, person_id = self.out(is_fixed=True)

        def take_back(env):
            env["crm.contract.execution"].browse(execution_id).contract_id.action_back_to_draft()

        exits = meet(self.signs(row_id, person_id, "One"), take_back)
        told = self.query("SELECT signed_on FROM crm_contract_signature WHERE id = %s", row_id)
        return [exits[0] == 0, told[0][0] is not None, exits[1]]

    def run(self):
        return {
            "signed": [self.signed(self.at_once) for _turn in range(RACES)],
            "stale": [self.signed(self.stale) for _turn in range(RACES)],
            "ours": [self.signed(self.at_once, is_ours=True) for _turn in range(RACES)],
            "ours_stale": [self.signed(self.stale, is_ours=True) for _turn in range(RACES)],
            "fixed": [self.fixed() for _turn in range(RACES)],
            "replaced": [self.replaced(meet) for meet in (self.at_once, self.stale)],
            "taken_back": [self.taken_back(meet) for meet in (self.at_once, self.stale)],
        }


def main(database):
    race = SigningRace(database, seed=0)
    race.build()
    print(json.dumps(race.run()))


if __name__ == "__main__":
    main(sys.argv[1])
