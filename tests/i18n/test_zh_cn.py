import io
import re
from pathlib import Path

import polib

from odoo.exceptions import UserError
from odoo.tools.translate import trans_export

from ..common import ComplianceCase

ADDON = "crm_contract_compliance"
PO = Path(__file__).parents[2] / ADDON / "i18n" / "zh_CN.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\$\{\w+\}")
# Words that are the same in both languages.
SAME = {"SHA-256", "NDA", "IP", "PDF"}


class TestSimplifiedChinese(ComplianceCase):
    """Simplified Chinese is complete: the issue's point 8, requirements.md X-S5."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.po = polib.pofile(str(PO))
        buffer = io.BytesIO()
        trans_export(False, [ADDON], buffer, "po", cls.env)
        cls.terms = {entry.msgid for entry in polib.pofile(buffer.getvalue().decode())}

    def test_every_term_of_the_addon_is_translated(self):
        translated = {entry.msgid for entry in self.po.translated_entries()}
        self.assertTrue(self.terms)
        self.assertFalse(sorted(self.terms - translated))

    def test_nothing_is_fuzzy_or_left_over(self):
        self.assertFalse([entry.msgid for entry in self.po.fuzzy_entries()])
        self.assertFalse(sorted({entry.msgid for entry in self.po} - self.terms))

    def test_placeholders_and_markup_are_the_same_on_both_sides(self):
        for entry in self.po:
            with self.subTest(entry.msgid):
                self.assertEqual(
                    sorted(PLACEHOLDER.findall(entry.msgid)),
                    sorted(PLACEHOLDER.findall(entry.msgstr)),
                )
                self.assertEqual(
                    sorted(re.findall(r"</?\w+", entry.msgid)),
                    sorted(re.findall(r"</?\w+", entry.msgstr)),
                )

    def test_translations_are_chinese(self):
        for entry in self.po:
            words = PLACEHOLDER.sub("", entry.msgid)
            if entry.msgid not in SAME and re.search(r"[A-Za-z]{2}", words):
                with self.subTest(entry.msgid):
                    self.assertRegex(entry.msgstr, r"[\u4e00-\u9fff]")

    def test_messages_labels_and_states_reach_a_chinese_user(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search([("name", "=", ADDON)])._update_translations(["zh_CN"])
        contract = self._create_active().with_context(lang="zh_CN")

        with self.assertRaisesRegex(UserError, "[\u4e00-\u9fff]"):
            contract.amount_total = 5
        self.assertEqual(contract._fields["party_ids"]._description_string(contract.env), "当事人")
        states = dict(contract._fields["state"]._description_selection(contract.env))
        self.assertEqual(
            [
                states[state]
                for state in (
                    "draft",
                    "signing",
                    "signed",
                    "active",
                    "suspended",
                    "ended",
                    "closed",
                    "cancelled",
                )
            ],
            ["草稿", "签署中", "已签署", "履行中", "已中止", "已终止", "已办结", "已作废"],
        )
        deadline = contract.deadline_ids.filtered(lambda row: row.kind == "renewal_notice")
        self.assertRegex(deadline.name, "续签")
