"""What a record says on paper, without making any."""

from dataclasses import fields, is_dataclass


def strings(value):
    """Every text of a document, in its order."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, (list, tuple)):
        return [text for one in value for text in strings(one)]
    return []


class Printed:
    """Mixed into a test case; needs ``self.env``."""

    @staticmethod
    def _document(record, kind=False, lang="en_US"):
        return record.with_context(lang=lang)._document_of(kind)

    @staticmethod
    def _plain(text):
        """Without the spaces that keep amounts together."""
        return text.replace("\N{NO-BREAK SPACE}", " ").replace("\ufeff", "")

    def _words(self, record, kind=False, lang="en_US"):
        texts = strings(self._document(record, kind, lang))
        return self._plain(" | ".join(texts))

    def _section(self, record, title, kind=False, lang="en_US"):
        document = self._document(record, kind, lang)
        [section] = [one for one in document.sections if one.title == title]
        return section

    def _facts(self, record, title, kind=False):
        """{label: value} of a section."""
        rows = self._section(record, title, kind).table.rows
        return {label: self._plain(value) for label, value in rows}

    def _rows(self, record, title, kind=False):
        rows = self._section(record, title, kind).table.rows
        return [tuple(self._plain(cell) for cell in row) for row in rows]

    @classmethod
    def _speak_chinese(cls):
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(["crm_contract_compliance"], ["zh_CN"])

    def assert_chinese(self, record, kind=False, names=()):
        """No text of its own stays English: what remains are names and data that people typed."""
        words = self._words(record, kind, "zh_CN")
        for name in sorted(names, key=len, reverse=True):
            words = words.replace(name, "")
        self.assertNotRegex(words, r"[a-z]{3}", words)
