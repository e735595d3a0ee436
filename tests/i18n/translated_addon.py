"""What a complete translation is, for each of our addons."""

import io
import re
from pathlib import Path

import polib

from odoo.tools.translate import trans_export

REPO = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\$\{\w+\}")
# Words that are the same in both languages.
SAME = {"SHA-256", "NDA", "IP", "PDF"}
EXPRESSION = re.compile(r"object\.\w+\(.*\)")  # how a printed file is named


class TranslatedAddon:
    """Mixed into a test case; ``addon`` names it."""

    addon = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.po = polib.pofile(str(REPO / cls.addon / "i18n" / "zh_CN.po"))
        buffer = io.BytesIO()
        trans_export(False, [cls.addon], buffer, "po", cls.env)
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
            if EXPRESSION.fullmatch(entry.msgid):
                continue
            if entry.msgid not in SAME and re.search(r"[A-Za-z]{2}", words):
                with self.subTest(entry.msgid):
                    self.assertRegex(entry.msgstr, r"[\u4e00-\u9fff]")
