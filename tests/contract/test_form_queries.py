from lxml import etree

from odoo.fields import Command

from ..common import ComplianceCase
from ..query_counts import QueryCounts

TABS = ("fee_ids", "third_party_ids", "nda_ids", "renewal_ids", "notice_ids", "execution_ids")


class TestFormQueries(QueryCounts, ComplianceCase):
    """B-G10: a form with a dozen tabs, counters and hints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        views = cls.env["crm.contract"].with_user(cls.officer).get_views([(False, "form")])
        nodes = etree.fromstring(views["views"]["form"]["arch"]).iter("field")
        cls.names = {node.get("name") for node in nodes if not list(node.iterancestors("field"))}

    def _read(self, contract):
        contract.with_user(self.officer).web_read({name: {} for name in sorted(self.names)})

    def test_form_of_a_draft_is_within_its_budget(self):
        contract = self._create_contract()
        self._queries(self._read, contract)  # reads the user's rights and rules, once a server
        self.assertLessEqual(self._queries(self._read, contract), 15)

    def test_as_many_queries_for_three_rows_as_for_a_hundred(self):
        few, many = (
            self._create_contract(
                requirement_ids=[
                    Command.create({"name": f"Row {number}"}) for number in range(count)
                ]
            )
            for count in (3, 100)
        )
        self._queries(self._read, few)
        self.assertEqual(self._queries(self._read, few), self._queries(self._read, many))

    def test_tabs_without_rows_are_known_by_one_query(self):
        contract = self._create_contract().with_user(self.officer)
        contract.read(TABS)
        self.assertEqual(self._queries(contract.read, TABS), 2, "one for the tabs, one for rights")

    def test_rows_that_come_after_the_form_was_read_are_shown(self):
        contract = self._create_contract()
        self.assertEqual(contract.read(TABS)[0]["nda_ids"], [])
        nda = contract.nda_ids.create({"contract_id": contract.id, "name": "Secrets"})
        contract.invalidate_recordset()
        self.assertEqual(contract.read(TABS)[0]["nda_ids"], nda.ids)

    def test_rows_not_written_yet_are_seen(self):
        contract, other = self._create_contract(), self._create_contract()
        nda = contract.nda_ids.create({"contract_id": other.id, "name": "Secrets"})
        self.env.flush_all()
        contract.invalidate_recordset()
        nda.sudo()._write_settled({"contract_id": contract.id})
        contract.invalidate_recordset(flush=False)
        self.assertEqual(contract.read(TABS)[0]["nda_ids"], nda.ids)
