from odoo.fields import Command

from ..common import ComplianceCase


class TestClauseText(ComplianceCase):
    """A contract's text is its clauses, filled from what was agreed (T1-2.1, T0-App)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-01-20")
        cls.supply = cls.env.ref("crm_contract_compliance.type_supply")

    def _create_supply(self, **values):
        return self._create_contract(type_id=self.supply.id, **values)

    def _text(self, contract, code):
        return next(
            "\n".join(section.paragraphs)
            for section in contract._clause_sections()
            if section.code == code
        )

    def test_a_draft_is_told_by_its_type_and_copies_nothing(self):
        contract = self._create_supply()
        self.assertFalse(contract.clause_ids)
        self.assertEqual(contract._clauses(), self.supply.clause_ids._chapter_order())
        self.assertIn("Confidentiality", [row.title for row in contract._clause_sections()])

    def test_what_is_sent_to_sign_has_clauses_of_its_own(self):
        contract = self._create_supply()
        contract.action_send_to_sign()
        self.assertEqual(len(contract.clause_ids), len(self.supply.clause_ids))
        before = contract._clause_sections()
        self.supply.clause_ids.write({"body": "Something else."})
        self.assertEqual(contract._clause_sections(), before)

    def test_values_of_the_contract_stand_in_the_text(self):
        contract = self._create_supply(governing_law="Law of the PRC", renewal_notice_days=45)
        self.assertIn("at least 45 days before the end", self._text(contract, "renewal"))
        self.assertIn(self.partner.name, self._text(contract, "parties"))

    def test_braces_in_a_value_are_not_read_again(self):
        contract = self._create_supply(goals="{party_a} ${7*7} {{ object.env }}")
        contract.type_id.clause_ids[0].body = "{goals} {nobody_knows} {{ object.env }} ${a}"
        text = self._text(contract, contract.type_id.clause_ids[0].code)
        self.assertEqual(
            text, "{party_a} ${7*7} {{ object.env }} ____ {{ object.env }} ${a}", "A33"
        )

    def test_the_four_definitions_of_a_supply_are_printed_in_order(self):
        """T1-2.1, T1-2.2."""
        contract = self._create_supply()
        text = self._text(contract, "definitions")
        terms = ["CRM System", "Functional Module", "Data Maintenance", "Technical Support"]
        places = [text.index(f"“{term}”") for term in terms]
        self.assertEqual(places, sorted(places))
        self.assertIn("commonly used in the trade", self._text(contract, "usage"))
        contract.is_usage_followed = False
        self.assertNotIn("usage", [row.code for row in contract._clause_sections()])

    def test_optional_clauses_follow_the_contract_until_it_is_signed(self):
        contract = self._create_supply(amount_total=100000)
        codes = [row.code for row in contract._clause_sections()]
        self.assertIn("fees", codes)
        self.assertNotIn("third_party", codes)
        self.env["crm.contract.third.party"].create(
            {"contract_id": contract.id, "partner_id": self.our_person.id}
        )
        self.assertIn("third_party", [row.code for row in contract._clause_sections()])

    def test_highlighted_clauses_are_told_one_by_one(self):
        contract = self._create_supply()
        told = contract._highlighted_clauses()
        self.assertIn("confidentiality", [row["code"] for row in told])
        self.assertTrue(all(row["title"] and row["text"] for row in told))

    def test_a_renewal_takes_over_what_was_adapted(self):
        contract = self._create_supply()
        contract._adopt_clauses()
        contract.clause_ids[0].body = "Ours."
        renewal = self._create_supply(clause_ids=[Command.clear()])
        self.assertFalse(renewal.clause_ids)
