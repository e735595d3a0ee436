import csv
import io

from .security_case import SecurityCase

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "utf-8",
    "date_format": "%Y-%m-%d",
    "datetime_format": "",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
}


class TestImportFiles(SecurityCase):
    """A37: a file that somebody imports the way of the core, and what it may not do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._create_contract()
        cls.foreign = cls._create_foreign_contract()
        cls.their_partner = cls.env["res.partner"].create(
            {"name": "Theirs", "company_id": cls.company_b.id}
        )
        cls.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": "__import__.theirs", "record": cls.foreign},
                {"xml_id": "__import__.their_partner", "record": cls.their_partner},
                {"xml_id": "__import__.their_party", "record": cls.foreign.party_ids[:1]},
                {"xml_id": "__import__.ours", "record": cls.draft},
            ]
        )

    def _import(self, row, user=None, model="crm.contract"):
        """What the core's import says of one row: its ids, or False."""
        buffer = io.StringIO()
        csv.writer(buffer).writerows([list(row), list(row.values())])
        wizard = (
            self.env["base_import.import"]
            .with_user(user or self.manager)
            .create(
                {
                    "res_model": model,
                    "file": buffer.getvalue().encode(),
                    "file_type": "text/csv",
                    "file_name": "contracts.csv",
                }
            )
        )
        return wizard.execute_import(list(row), list(row), dict(OPTIONS))

    def _snapshot(self):
        self.env.flush_all()
        self.env.invalidate_all()
        contracts = self.env["crm.contract"].with_context(active_test=False)
        names = ["name", "state", "code", "company_id", "partner_id", "user_id", "effective_date"]
        parties = self.env["crm.contract.party"].search([])
        return (
            contracts.search([]).read(names, load=""),
            parties.read(["contract_id", "partner_id", "side"], load=""),
        )

    def _assert_refused(self, row, **values):
        before = self._snapshot()
        result = self._import(row, **values)
        self.assertFalse(result.get("ids"), result)
        self.assertTrue(result["messages"])
        self.assertEqual(self._snapshot(), before)

    def test_an_ordinary_draft_comes_in(self):
        """So that what follows is refused for its own reason."""
        result = self._import({"name": "Imported", "type_id/.id": str(self.contract_type.id)})
        self.assertTrue(result["ids"], result)
        contract = self.env["crm.contract"].browse(result["ids"])
        self.assertEqual((contract.state, contract.company_id), ("draft", self.company))

    def test_records_of_another_company_are_not_written(self):
        for row in (
            {".id": str(self.foreign.id), "name": "Taken"},
            {"id": "__import__.theirs", "name": "Taken"},
            {".id": str(self.foreign.id), "company_id/.id": str(self.company.id)},
            {"id": "__import__.theirs", "party_ids/id": "__import__.their_party",
             "party_ids/side": "a", "party_ids/legal_name": "Taken"},
        ):  # fmt: skip
            for user in (self.user, self.officer, self.manager):
                with self.subTest(row=row, user=user.login):
                    self._assert_refused(row, user=user)

    def test_records_of_another_company_are_not_pointed_at(self):
        new = {"name": "Imported", "type_id/.id": str(self.contract_type.id)}
        party = str(self.foreign.party_ids[:1].id)
        for row in (
            {**new, "company_id/.id": str(self.company_b.id)},
            {**new, "partner_id/.id": str(self.their_partner.id)},
            {**new, "partner_id/id": "__import__.their_partner"},
            {**new, "renewed_from_id/.id": str(self.foreign.id)},
            {**new, "party_ids/.id": party, "party_ids/side": "b"},
            {"id": "__import__.ours", "party_ids/id": "__import__.their_party"},
            {"id": "__import__.ours", "company_id/.id": str(self.company_b.id)},
        ):
            with self.subTest(row=row):
                self._assert_refused(row)

    def test_neither_states_nor_what_follows_from_them_are_imported(self):
        new = {"name": "Imported", "type_id/.id": str(self.contract_type.id)}
        for name, value in (
            ("state", "active"),
            ("state", "In Force"),
            ("effective_date", "2026-01-01"),
            ("is_registered", "True"),
            ("ended_on", "2026-01-01"),
            ("end_ground", "mutual"),
            ("renewal_decision", "renew"),
        ):
            with self.subTest(name=name, value=value):
                self._assert_refused({**new, name: value})
                self._assert_refused({"id": "__import__.ours", name: value})

    def test_signatures_and_executions_are_not_imported(self):
        self._assert_refused(
            {
                "name": "Imported",
                "type_id/.id": str(self.contract_type.id),
                "execution_ids/kind": "main",
                "execution_ids/state": "executed",
            }
        )
        for model in ("crm.contract.execution", "crm.contract.signature", "crm.contract.deadline"):
            with self.subTest(model=model):
                self._assert_refused({"contract_id/.id": str(self.draft.id)}, model=model)

    def test_a_dialog_of_the_import_is_no_import(self):
        """The second door is not reached through the core's import of its own dialog."""
        result = self._import({"file_name": "x.csv"}, model="crm.contract.legacy.wizard")
        self.assertTrue(result.get("ids") or result["messages"])
        self.assertFalse(
            self.env["crm.contract"].search_count(
                [("is_registered", "=", True), ("name", "=", "x")]
            )
        )
