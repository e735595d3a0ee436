"""The empty list that people fill in: a sheet with titles and an example, one that explains it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]

from .legacy import MAX_ROWS
from .legacy_cells import AMOUNT, CHOICE, DAY, YES, Column

EXAMPLE = "EXAMPLE"
"""The number of the row that the template brings along: it is never imported."""
_LISTED = 250  # characters that a list of choices may have, as spreadsheets read it


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column as the reader sees it: title, example, what may stand there and how to fill it."""

    column: Column
    title: str
    example: str
    allowed: tuple[str, ...]
    help: str


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """The names of both sheets and the titles of the second."""

    rows: str
    guide: str
    column: str
    needed: str
    yes: str
    how: str
    allowed: str
    intro: tuple[str, ...]


def template(columns: Sequence[TemplateColumn], words: TemplateWords) -> bytes:
    """The template as an .xlsx file; all of its cells are texts, so that nothing is guessed."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        look = {
            "title": book.add_format({"bold": True, "bg_color": "#E7E9ED", "border": 1}),
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "amount": book.add_format({"num_format": "#,##0.00"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        }
        _write_rows(book.add_worksheet(words.rows), columns, look)
        _write_guide(book.add_worksheet(words.guide), columns, words, look)
    return buffer.getvalue()


def _write_rows(page, columns: Sequence[TemplateColumn], look) -> None:  # type: ignore[no-untyped-def]
    page.freeze_panes(1, 1)
    for place, one in enumerate(columns):
        title = f"{one.title} *" if one.column.is_needed else one.title
        form = look[{DAY: "day", AMOUNT: "amount"}.get(one.column.kind, "text")]
        page.set_column(place, place, _width(title, one.example), form)
        page.write_string(0, place, title, look["title"])
        page.write_string(1, place, one.example)
        if one.column.kind in (CHOICE, YES) and len(",".join(one.allowed)) <= _LISTED:
            page.data_validation(
                1,
                place,
                MAX_ROWS,
                place,
                {"validate": "list", "source": list(one.allowed), "ignore_blank": True},
            )


def _width(*texts: str) -> int:
    """Room for the longest of them; a Chinese character takes two."""
    return 4 + max(10, *(len(text.encode("gb18030")) for text in texts))


def _write_guide(page, columns, words: TemplateWords, look) -> None:  # type: ignore[no-untyped-def]
    for place, width in enumerate((26, 12, 60, 60)):
        page.set_column(place, place, width)
    for line, text in enumerate(words.intro):
        page.write_string(line, 0, text)
    first = len(words.intro) + 1
    for place, text in enumerate((words.column, words.needed, words.how, words.allowed)):
        page.write_string(first, place, text, look["title"])
    for line, one in enumerate(columns, start=first + 1):
        page.write_string(line, 0, one.title, look["bold"])
        page.write_string(line, 1, words.yes if one.column.is_needed else "", look["wrap"])
        page.write_string(line, 2, one.help, look["wrap"])
        page.write_string(line, 3, "\n".join(one.allowed), look["wrap"])
