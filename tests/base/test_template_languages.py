from odoo.fields import Command

from ..common import ComplianceCase


class TestTemplateLanguages(ComplianceCase):
    """A language that is installed later reaches contracts, but no words of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.contract_type.requirement_ids = [Command.create({"name": "Annexes", "gate": "sign"})]
        cls.env["crm.contract.obligation"].create(
            {"type_id": cls.contract_type.id, "name": "Visit", "kind": "visit"}
        )
        cls.env["crm.contract.clause"].create(
            {"type_id": cls.contract_type.id, "name": "Secrecy", "body": "Nothing is told."}
        )

    def _rows(self, contract):
        clauses = self.env["crm.contract.clause"].search([("contract_id", "=", contract.id)])
        return contract.requirement_ids, contract.obligation_ids, clauses

    def _contract(self):
        contract = self._create_contract()
        contract.action_adapt_clauses()
        return contract

    def _learn(self):
        """As when the addon's translations are loaded."""
        for model in ("requirement", "obligation", "clause"):
            rows = self.env[f"crm.contract.{model}"].search(
                [("type_id", "=", self.contract_type.id)]
            )
            rows.with_context(lang="zh_CN").name = "译名"
        module = self.env["ir.module.module"].search([("name", "=", "crm_contract_compliance")])
        module._update_translations(["zh_CN"])

    def _names(self, contract, lang):
        return [rows.with_context(lang=lang).mapped("name") for rows in self._rows(contract)]

    def test_what_was_taken_over_learns_it(self):
        contract = self._contract()
        self._learn()
        self.assertEqual(self._names(contract, "zh_CN"), [["译名"]] * 3)
        self.assertEqual(self._names(contract, "en_US"), [["Annexes"], ["Visit"], ["Secrecy"]])

    def test_what_was_renamed_keeps_its_words(self):
        contract = self._contract()
        for rows in self._rows(contract):
            rows.name = "As agreed with Huaxing"
        self._learn()
        self.assertEqual(self._names(contract, "zh_CN"), [["As agreed with Huaxing"]] * 3)
