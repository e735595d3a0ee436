"""How a document stands on paper: numbers of articles, and languages side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .document import Document, PartyBlock, Section, SignatureBlock, Table, content_hash
from .document_table import in_step, merged, merged_tables, once

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_SHORT = 700  # letters of what is not torn by the end of a page
_NO_SECTION = Section(is_numbered=False)
_NO_PARTY = PartyBlock("", ())
_NO_SIGNATURE = SignatureBlock("", "")


@dataclass(frozen=True, slots=True)
class Column:
    """One section in one language."""

    language: str
    heading: str
    paragraphs: tuple[str, ...]
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One section in all languages, with its tables across the page."""

    columns: tuple[Column, ...]
    tables: tuple[Table, ...] = ()
    is_highlighted: bool = False
    is_kept: bool = False

    @property
    def has_chapter(self) -> bool:
        return any(column.chapter for column in self.columns)

    @property
    def steps(self) -> tuple[tuple[str, ...], ...]:
        """The paragraphs, those of all languages that belong together side by side."""
        paragraphs = [column.paragraphs for column in self.columns]
        if len(set(map(len, paragraphs))) > 1:
            return (tuple(map("\n".join, paragraphs)),)
        return tuple(in_step(paragraphs, ""))

    @property
    def has_heading(self) -> bool:
        return any(column.chapter or column.heading for column in self.columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """A document in one language, or in two side by side."""

    languages: tuple[str, ...]
    titles: tuple[str, ...]
    number: str
    intro: Article
    parties: tuple[PartyBlock, ...]
    articles: tuple[Article, ...]
    annexes: tuple[str, ...]
    signatures: tuple[SignatureBlock, ...]
    closing: Article
    is_draft: bool
    digest: str


def is_short(texts: Iterable[str]) -> bool:
    """Whether texts side by side are held together, which costs little room on a page."""
    return max(map(len, texts), default=0) <= _SHORT


def chinese_number(number: int) -> str:
    """A number below 10,000 as an article has it.

    >>> [chinese_number(n) for n in (1, 10, 12, 20, 86, 100, 105, 110, 1010)]
    ['一', '十', '十二', '二十', '八十六', '一百', '一百零五', '一百一十', '一千零一十']
    """
    said = ""
    digits = str(number)
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            said += _DIGITS[int(digit)] + _UNITS[place]
        elif not said.endswith("零"):
            said += "零"
    said = said.rstrip("零")
    return said.removeprefix("一") if said.startswith("一十") else said


def article_label(number: int, language: str) -> str:
    """“第十二条”, “Article 12”."""
    return f"第{chinese_number(number)}条" if _is_chinese(language) else f"Article {number}"


def chapter_label(number: int, language: str) -> str:
    """“第二章”, “Chapter 2”."""
    return f"第{chinese_number(number)}章" if _is_chinese(language) else f"Chapter {number}"


def lay_out(documents: Mapping[str, Document]) -> Layout:
    """The document in its languages, ``{code: document}`` in their order."""
    languages, said = tuple(documents), tuple(documents.values())
    return Layout(
        languages=languages,
        titles=once(document.title for document in said),
        number=said[0].number,
        intro=_plain(languages, [document.intro for document in said]),
        parties=tuple(map(_merged_party, in_step([row.parties for row in said], _NO_PARTY))),
        articles=tuple(_articles(languages, [document.sections for document in said])),
        annexes=tuple(map(merged, in_step([document.annexes for document in said], ""))),
        signatures=tuple(
            map(_merged_signature, in_step([row.signatures for row in said], _NO_SIGNATURE))
        ),
        closing=_plain(languages, [document.closing for document in said]),
        is_draft=any(document.is_draft for document in said),
        digest=content_hash(said),
    )


def _articles(
    languages: Sequence[str], by_language: Sequence[Sequence[Section]]
) -> Iterator[Article]:
    """Sections of all languages in step; a title with nothing below it heads a chapter."""
    number, chapters = 0, 0
    chapter: list[str] | None = None
    for sections in in_step(by_language, _NO_SECTION):
        if all(_is_chapter(section) for section in sections):
            chapters += 1
            chapter = [
                _joined(chapter_label(chapters, language), section.title, language)
                for language, section in zip(languages, sections, strict=True)
            ]
            continue
        is_numbered = any(section.is_numbered for section in sections)
        number += is_numbered
        yield _article(languages, sections, number if is_numbered else 0, chapter)
        chapter = None


def _article(
    languages: Sequence[str], sections: Sequence[Section], number: int, chapter: list[str] | None
) -> Article:
    columns = tuple(
        Column(
            language,
            _heading(section, number, language),
            section.paragraphs,
            chapter[place] if chapter else "",
        )
        for place, (language, section) in enumerate(zip(languages, sections, strict=True))
    )
    tables = [section.table for section in sections if section.table]
    return Article(
        columns,
        merged_tables(tables) if tables else (),
        any(section.is_highlighted for section in sections),
        _is_kept(sections),
    )


def _is_kept(sections: Sequence[Section]) -> bool:
    """Whether a page ends before it rather than in it; a title keeps its table."""
    if len(sections) > 1:
        return not any(section.paragraphs for section in sections)
    return is_short(["".join(sections[0].paragraphs)])


def _plain(languages: Sequence[str], texts: Sequence[tuple[str, ...]]) -> Article:
    return Article(
        tuple(Column(language, "", text) for language, text in zip(languages, texts, strict=True)),
        is_kept=len(languages) == 1,
    )


def _is_chapter(section: Section) -> bool:
    return not (section.is_numbered or section.paragraphs or section.table) and bool(section.title)


def _heading(section: Section, number: int, language: str) -> str:
    if not number:
        return section.title
    return _joined(article_label(number, language), section.title, language)


def _joined(label: str, title: str, language: str) -> str:
    gap = "\u3000" if _is_chinese(language) else "\u2003"
    return f"{label}{gap}{title}" if title else label


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _merged_party(parties: Sequence[PartyBlock]) -> PartyBlock:
    return PartyBlock(
        merged([party.role for party in parties]),
        tuple(
            (_beside([label for label, _value in lines]), merged([value for _l, value in lines]))
            for lines in in_step([party.lines for party in parties], ("", ""))
        ),
    )


def _beside(texts: Sequence[str]) -> str:
    return " ".join(once(texts))


def _merged_signature(blocks: Sequence[SignatureBlock]) -> SignatureBlock:
    names = ("role", "name", "signer", "capacity", "signed_on", "sealed_on", "place")
    return SignatureBlock(*(merged([getattr(row, name) for row in blocks]) for name in names))
