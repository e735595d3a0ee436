from odoo.fields import Command

from ..query_counts import QueryCounts
from .clause_case import ClauseCase

NAMES = ["number", "name", "first_line", "is_standing", "made", "gap"]


class TestClauseMakes(QueryCounts, ClauseCase):
    """Each clause shows what it brings about, and says so where it brings about nothing."""

    def _gap(self, contract, code):
        return self._clause(contract, code).with_context(crm_contract_clause_of=contract.id).gap

    def _made(self, contract, code):
        return self._clause(contract, code).with_context(crm_contract_clause_of=contract.id).made

    def test_fees_without_a_fee_are_flagged(self):
        contract = self._create_supply(amount_total=30000)
        self.assertEqual(self._gap(contract, "fees"), "No fee is there: no payment will fall due.")
        self.env["crm.contract.fee"].create(
            {"contract_id": contract.id, "name": "Licence", "amount": 1, "due_date": "2026-02-01"}
        )
        self.env.invalidate_all()
        self.assertFalse(self._gap(contract, "fees"))
        self.assertEqual(self._made(contract, "fees"), "Licence")

    def test_secrecy_without_an_agreement_that_reminds_of_its_end_is_flagged(self):
        contract = self._create_supply()
        self.assertIn("No confidentiality agreement", self._gap(contract, "confidentiality"))
        self.env["crm.contract.nda"].create({"contract_id": contract.id, "name": "Secrets"})
        self.env.invalidate_all()
        self.assertEqual(self._made(contract, "confidentiality"), "Secrets")

    def test_duties_are_named_and_missed(self):
        contract = self._create_supply(obligation_ids=[Command.clear()])
        duty = {"contract_id": contract.id, "name": "Monthly check", "kind": "data_check"}
        contract.obligation_ids.unlink()
        self.assertIn("No duty reminds", self._gap(contract, "data_upkeep"))
        self.env["crm.contract.obligation"].create(duty)
        self.env.invalidate_all()
        self.assertEqual(self._made(contract, "data_upkeep"), "Monthly check")

    def test_a_third_party_without_a_cap_is_flagged(self):
        contract = self._create_supply()
        self.assertFalse(self._gap(contract, "cap"), "the clause does not stand yet")
        self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.our_person.id}
        )
        self.env.invalidate_all()
        self.assertIn("answers without limit", self._gap(contract, "cap"))

    def test_the_page_tells_all_of_it_with_the_numbers_of_the_clauses(self):
        contract = self._create_supply(amount_total=30000, goals="Fewer complaints")
        self._clause(contract, "parties").body = "{party_a} {colour}"
        note = contract.text_note
        number = (
            self._clause(contract, "fees").with_context(crm_contract_clause_of=contract.id).number
        )
        self.assertIn(f"{number} “Fees and Payment”: No fee is there", note)
        self.assertIn("“Parties”: {colour} is no placeholder", note)
        self.assertIn("A blank is printed for: The fees, a line each.", note)
        action = contract.action_view_text()
        spec = {"shown_clause_ids": {"fields": {"number": {}, "gap": {}}}}
        [row] = contract.with_context(**action["context"]).web_read(spec)
        told = {clause["number"]: clause["gap"] for clause in row["shown_clause_ids"]}
        self.assertIn("No fee is there", told[number])

    def test_numbers_are_those_of_the_document(self):
        contract = self._create_supply()
        titles = [row.title for row in contract._clause_sections() if row.is_numbered]
        rows = contract.shown_clause_ids.with_context(crm_contract_clause_of=contract.id)
        for row in rows.filtered("number"):
            self.assertEqual(titles[int(row.number) - 1], row.name)
        self.assertEqual(len(rows.filtered("number")), len(titles))

    def test_a_foreign_contract_in_the_context_tells_nothing(self):
        contract = self._create_supply(goals="Zinnober", user_id=self.other_user.id)
        clause = self._clause(contract, "parties")
        clause.body = "{goals}"
        seen = clause.with_user(self.user).with_context(crm_contract_clause_of=contract.id)
        self.assertFalse(seen.first_line)
        told = clause.with_user(self.other_user).with_context(crm_contract_clause_of=contract.id)
        self.assertEqual(told.first_line, "Zinnober")
        for nonsense in ("x", True, 0, 2**40, [1]):
            self.assertFalse(clause.with_context(crm_contract_clause_of=nonsense).first_line)

    def test_all_clauses_are_looked_at_by_the_queries_of_one(self):
        contract = self._create_adapted(amount_total=30000)
        rows = contract.clause_ids
        self._queries(rows.read, NAMES)
        self.assertLessEqual(self._queries(rows.read, NAMES), 40)
        many = self.env["crm.contract.clause"].create(
            [{"contract_id": contract.id, "name": f"Clause {n}", "body": "x"} for n in range(80)]
        )
        few = self._queries(rows.read, NAMES)
        self.assertLessEqual(self._queries((rows | many).read, NAMES), few)

    def test_the_list_of_all_clauses_is_flat(self):
        self._assert_flat(
            self.env["crm.contract.clause"].search([("type_id", "!=", False)]),
            ["name", "kind", "chapter", "condition", "makes", "is_highlighted", "contract_id"],
            5,
        )
