"""A manager with a spreadsheet of contracts that were made long ago."""

import base64
import csv
import io

import openpyxl

from ..common import ComplianceCase

ROW = {
    "Number": "HT-1",
    "Title": "Old norms",
    "Contract Type": "plain_legacy",
    "Counterparty": "Huaxing Machinery",
    "Signed On": "2026-01-12",
    "In Force Since": "2026-01-15",
    "Amount": "480000.00",
}


class LegacyCase(ComplianceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freeze_class("2026-06-01 04:00:00")
        cls.contract_type.code = "plain_legacy"

    @staticmethod
    def _csv(*rows):
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
        return buffer.getvalue().encode()

    @staticmethod
    def _xlsx(*lines):
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append(line)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def _wizard(self, content, user=None, **values):
        wizards = self.env["crm.contract.legacy.wizard"].with_user(user or self.manager)
        return wizards.create({"file": base64.b64encode(content), "file_name": "old.csv", **values})

    def _import(self, *rows, **values):
        """The contracts of the rows; the test fails with what was wrong."""
        wizard = self._wizard(self._csv(*({**ROW, **row} for row in rows)), **values)
        action = wizard.action_import()
        self.assertEqual(action["res_model"], "crm.contract", wizard.problems)
        return self.env["crm.contract"].browse(action["domain"][0][2])

    def _problems(self, *rows, content=None, **values):
        """{(line, title of the column): what is wrong} of a check."""
        content = content or self._csv(*({**ROW, **row} for row in rows))
        wizard = self._wizard(content, **values)
        before = self._counts()
        found, _figures = wizard._dry_run()
        self.assertEqual(self._counts(), before, "a check leaves nothing")
        return {
            (line, column): what for line, column, what, _how in map(wizard._problem_words, found)
        }

    def _counts(self):
        models = ("crm.contract", "res.partner", "crm.contract.deadline", "crm.contract.party")
        self.env.flush_all()
        return {
            name: self.env[name].sudo().with_context(active_test=False).search_count([])
            for name in models
        }
