"""What the layout of a document itself says, in the document's languages."""

from dataclasses import replace

from ..models.base.words import ON_PAPER
from ..tools.document_layout import is_short, lay_out
from ..tools.document_table import bands, column_widths, figure_columns

_WATERMARK = "DRAFT 草稿"


def document_page(record, kind, languages):
    """What the template prints of a record: its layout, in one language or two, and the words."""
    record.check_access("read")
    words = DocumentWords(record.env, languages)
    documents = {
        code: record.with_context(**{"lang": code, ON_PAPER: True})._document_of(kind)
        for code in words.languages
    }
    if len(documents) > 1:
        prevailing = record._document_contract().sudo().prevailing_language
        documents = {
            code: replace(said, closing=(*said.closing, words.prevailing(code, prevailing)))
            for code, said in documents.items()
        }
    layout = lay_out(documents)
    return {"model": record._name, "id": record.id, "layout": layout, "words": words}


class DocumentWords:
    """Labels beside what the document says, of two languages one after the other, and what the
    template asks about its tables and paragraphs: whoever calls it has them all.
    """

    bands = staticmethod(bands)
    column_widths = staticmethod(column_widths)
    figure_columns = staticmethod(figure_columns)
    is_short = staticmethod(is_short)

    def __init__(self, env, languages):
        self.languages = tuple(languages)
        self._envs = [env(context={**env.context, "lang": code}) for code in languages]

    @property
    def css_class(self):
        return " ".join(code[:2] for code in self.languages) if len(self.languages) == 1 else "two"

    @property
    def annexes(self):
        return self._both(lambda env: env._("Attachments"))

    @property
    def signatures(self):
        return self._both(lambda env: env._("No text follows. The parties sign below."), "\n")

    @property
    def seal(self):
        return self._both(lambda env: env._("Seal"))

    @property
    def seal_place(self):
        return "印"

    @property
    def signature(self):
        return self._both(lambda env: env._("Signature"))

    @property
    def signer(self):
        return self._both(lambda env: env._("Name of the Signer"))

    @property
    def date(self):
        return self._both(lambda env: env._("Date"))

    @property
    def place(self):
        return self._both(lambda env: env._("Signing Place"))

    def prevailing(self, language, prevailing):
        """The sentence that says which language counts, in one of them."""
        env = self._envs[self.languages.index(language)]
        if prevailing == "en_US":
            return env._(
                "This document is made in Chinese and English. Where they differ, the English"
                " text prevails."
            )
        return env._(
            "This document is made in Chinese and English. Where they differ, the Chinese text"
            " prevails."
        )

    def stamps(self, layout):
        """What stands on every page; see ``stamp``."""
        number = self._both(lambda env: env._("No. %s", layout.number)) if layout.number else ""
        return {
            "header": number,
            "footer_lines": [f"SHA-256 {layout.digest}"],
            "watermark": _WATERMARK if layout.is_draft else "",
            "page_words": self._both(
                lambda env: env._("Page %(page)s of %(pages)s", page="%(page)s", pages="%(pages)s"),
                "  ",
            ),
            "title": " ".join([layout.number, *layout.titles]).strip(),
        }

    def pairs(self, blocks):
        """Blocks two by two, as they stand beside each other."""
        return [blocks[first : first + 2] for first in range(0, len(blocks), 2)]

    def _both(self, say, between=" "):
        return between.join(dict.fromkeys(map(say, self._envs)))
