from odoo.addons.crm_contract_compliance.tools.clause import placeholders

from ..common import ComplianceCase

TYPES = ("norms", "supply", "rollout")


class TestClauseData(ComplianceCase):
    """The library that is shipped: three types, two languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.types = {code: cls.env.ref(f"crm_contract_compliance.type_{code}") for code in TYPES}

    def test_every_placeholder_of_the_library_is_known(self):
        known = self.env["crm.contract"]._clause_placeholders()
        for clause in self.types["norms"].union(*self.types.values()).clause_ids:
            self.assertLessEqual(set(placeholders(clause.body or "")), known, clause.name)

    def test_every_known_placeholder_is_explained(self):
        contracts = self.env["crm.contract"]
        self.assertEqual(set(contracts._placeholders_in_words()), contracts._clause_placeholders())
        self.assertTrue(all(contracts._placeholders_in_words().values()))

    def test_every_type_says_what_the_templates_say(self):
        common = {"parties", "service", "confidentiality", "term", "renewal", "amendment"}
        common |= {"breach", "penalty", "force_majeure", "rescission", "after_end", "disputes"}
        common |= {"third_party", "cap", "attachments", "copies"}
        for contract_type in self.types.values():
            self.assertLessEqual(common, set(contract_type.clause_ids.mapped("code")))

    def test_drafts_of_every_type_are_told_without_an_unknown_word(self):
        for contract_type in self.types.values():
            contract = self._create_contract(type_id=contract_type.id)
            self.assertNotIn("is no placeholder", contract.text_note)
            self.assertGreater(len(contract._clause_sections()), 25)

    def test_what_a_clause_makes_can_be_told_of_every_contract(self):
        contract = self._create_contract(type_id=self.types["norms"].id)
        keys = set(dict(self.env["crm.contract.clause"]._fields["makes"].selection))
        self.assertEqual(set(contract._made_by_clauses(keys)), keys)
        self.assertEqual(set(contract._clause_gap_words()), keys)
