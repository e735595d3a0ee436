"""A sheet of texts and numbers as an .xlsx file: nothing in it computes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter  # type: ignore[import-untyped]

_WIDTHS = (44, 24, 14, 16, 14)
_BEGIN_FORMULAS = ("=", "@", "\t", "\r", "{=")
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands above, in and below a table: (label, text) pairs, titles, rows of cells."""

    head: Sequence[tuple[str, str]]
    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    words: Sequence[tuple[str, str]] = ()


def workbook(sheet: Sheet) -> bytes:
    """The sheet as a file.

    What people typed is written as text: a name such as “=HYPERLINK(...)” is no formula.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width, plain)
        lines: list[Sequence[Cell]] = [*sheet.head, (), sheet.titles, *sheet.rows, (), *sheet.words]
        title_line = len(sheet.head) + 1
        labels = {*range(title_line), *range(title_line + len(sheet.rows) + 1, len(lines))}
        for number, cells in enumerate(lines):
            for column, value in enumerate(cells):
                is_bold = number == title_line or (number in labels and column == 0)
                _write(page, number, column, value, bold if is_bold else plain)
    return buffer.getvalue()


def plain_cell(value: object) -> object:
    """What people typed, told to a spreadsheet as text: no program takes it for a formula.

    A leading + or - stands before numbers and telephone numbers, too: it is left to the format,
    since only a CSV file cannot say that a cell is text.

    >>> plain_cell("=HYPERLINK(A1)"), plain_cell("+86 21 1234"), plain_cell(-3)
    ("'=HYPERLINK(A1)", '+86 21 1234', -3)
    """
    is_formula = isinstance(value, str) and value.startswith(_BEGIN_FORMULAS)
    return f"'{value}" if is_formula else value


def _write(page, number: int, column: int, value: Cell, style) -> None:  # type: ignore[no-untyped-def]
    if isinstance(value, str):
        page.write_string(number, column, value, style)
    elif value is not None:
        page.write_number(number, column, value, style)
