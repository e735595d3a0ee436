"""How a document stands on paper: numbers of articles, languages side by side, merged tables.

What both languages say alike (a sum, an account, a name) is printed once; what they say
differently stands in both, one line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from .document import Document, PartyBlock, Section, SignatureBlock, Table, content_hash

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_SHORT = 600  # letters of an article that is not torn by the end of a page
_NO_SECTION = Section(is_numbered=False)
_NO_PARTY = PartyBlock("", ())
_NO_SIGNATURE = SignatureBlock("", "")
_FIGURE = re.compile(r"[-–]?([^\w\s]{1,3}|[A-Z]{3})?\s*-?\d[\d,.]*\s*([^\w\s]{1,3}|[A-Z]{3})?")
_Said = TypeVar("_Said")


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
        titles=_once(document.title for document in said),
        number=said[0].number,
        intro=_plain(languages, [document.intro for document in said]),
        parties=tuple(map(_merged_party, _in_step([row.parties for row in said], _NO_PARTY))),
        articles=tuple(_articles(languages, [document.sections for document in said])),
        annexes=tuple(map(_merged, _in_step([document.annexes for document in said], ""))),
        signatures=tuple(
            map(_merged_signature, _in_step([row.signatures for row in said], _NO_SIGNATURE))
        ),
        closing=_plain(languages, [document.closing for document in said]),
        is_draft=any(document.is_draft for document in said),
        digest=content_hash(said),
    )


def merged_tables(tables: Sequence[Table]) -> tuple[Table, ...]:
    """One table of both languages, cell by cell; where their forms differ, one after the other."""
    if len({_form(table) for table in tables}) != 1:
        return tuple(tables)
    return (
        Table(
            _merged_row([table.head for table in tables]),
            tuple(map(_merged_row, _in_step([table.rows for table in tables], ()))),
            _merged_row([table.total for table in tables]),
        ),
    )


def is_figure(text: str) -> bool:
    """Whether a cell holds an amount or a number, which stands to the right.

    >>> [is_figure(text) for text in ("¥ 1,000.00", "2%", "100.00 USD", "2026-11-26", "Clause 4")]
    [True, True, True, False, False]
    """
    return bool(text) and all(
        _FIGURE.fullmatch(line.replace("\N{NO-BREAK SPACE}", " ")) for line in text.splitlines()
    )


def _articles(
    languages: Sequence[str], by_language: Sequence[Sequence[Section]]
) -> Iterator[Article]:
    """Sections of all languages in step; a title with nothing below it heads a chapter."""
    number, chapters = 0, 0
    chapter: list[str] | None = None
    for sections in _in_step(by_language, _NO_SECTION):
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
        all(sum(map(len, section.paragraphs)) <= _SHORT for section in sections),
    )


def _plain(languages: Sequence[str], texts: Sequence[tuple[str, ...]]) -> Article:
    return Article(
        tuple(Column(language, "", text) for language, text in zip(languages, texts, strict=True)),
        is_kept=True,
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


def _in_step(by_language: Sequence[Sequence[_Said]], empty: _Said) -> list[tuple[_Said, ...]]:
    return list(zip_longest(*by_language, fillvalue=empty))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _merged(texts: Sequence[str]) -> str:
    return "\n".join(_once(texts))


def _merged_row(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(map(_merged, _in_step(rows, "")))


def _form(table: Table) -> tuple[int, ...]:
    return (len(table.head), len(table.total), *map(len, table.rows))


def _merged_party(parties: Sequence[PartyBlock]) -> PartyBlock:
    return PartyBlock(
        _merged([party.role for party in parties]),
        tuple(
            (_beside([label for label, _value in lines]), _merged([value for _l, value in lines]))
            for lines in _in_step([party.lines for party in parties], ("", ""))
        ),
    )


def _beside(texts: Sequence[str]) -> str:
    return " ".join(_once(texts))


def _merged_signature(blocks: Sequence[SignatureBlock]) -> SignatureBlock:
    names = ("role", "name", "signer", "capacity", "signed_on", "sealed_on", "place")
    return SignatureBlock(*(_merged([getattr(row, name) for row in blocks]) for name in names))
