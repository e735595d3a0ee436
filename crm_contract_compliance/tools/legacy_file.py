"""A spreadsheet that somebody uploads, as lines of cells: .xlsx, or .csv in any usual encoding.

The file is a stranger's: it is measured before it is unpacked, and nothing in it computes.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904  # type: ignore[import-untyped]

from .legacy_cells import Formula, MacNumber, is_empty
from .text_file import decoded

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 500
MAX_COLUMNS = 60
MAX_CELL = 131_072  # csv's own bound, which other code of the process may have moved
FURTHEST = 10  # times as many lines as there may be rows, empty ones between them
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_DELIMITERS = (",", ";", "\t")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])(?:[^>]*?\sr=\"(\d+)\")?")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_PACKED_PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

Line = tuple[int, list[Any]]


class FileError(ValueError):
    """A file that cannot be read as a list; ``code`` says why, ``detail`` where."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Grid:
    """The first sheet's lines by their numbers; the first one holds the titles."""

    titles: Line
    lines: list[Line]


def read_file(content: bytes, max_rows: int) -> Grid:
    """The lines of the first sheet.

    :raises FileError: when the file is no such list, or too large
    """
    if not content:
        raise FileError("empty_file")
    if len(content) > MAX_BYTES:
        raise FileError("too_large", str(MAX_BYTES // 1024**2))
    if content.startswith(_OLD_OFFICE):
        raise FileError("old_office")
    is_packed = content.startswith(b"PK")
    return _grid(_xlsx_lines(content, max_rows) if is_packed else _csv_lines(content), max_rows)


def _grid(lines: Iterable[Line], max_rows: int) -> Grid:
    """Lines that say nothing do not count, wherever they stand."""
    kept: list[Line] = []
    for number, cells in lines:
        if all(map(is_empty, cells)):
            continue
        if any(not is_empty(cell) for cell in cells[MAX_COLUMNS:]):
            raise FileError("too_wide", str(MAX_COLUMNS))
        kept.append((number, cells[:MAX_COLUMNS]))
        if len(kept) > max_rows + 1:
            raise FileError("too_many_rows", str(max_rows))
    if not kept:
        raise FileError("empty_file")
    return Grid(kept[0], kept[1:])


def _csv_lines(content: bytes) -> Iterator[Line]:
    text = decoded(content)
    if text is None:
        raise FileError("no_list")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > MAX_CELL for cell in cells):
                raise FileError("broken_csv", str(reader.line_num))
            yield reader.line_num, list(cells)
    except csv.Error as error:
        raise FileError("broken_csv", str(reader.line_num)) from error


def _xlsx_lines(content: bytes, max_rows: int) -> Iterator[Line]:
    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except Exception as error:  # whatever a broken file makes the reader say
        raise FileError("broken_xlsx") from error
    last = _measure(content, sheet, max_rows)
    is_mac = book.epoch == CALENDAR_MAC_1904
    try:
        sheet.reset_dimensions()  # as declared they may be wrong
        rows = sheet.iter_rows(max_row=last, max_col=MAX_COLUMNS + 1)
        for number, cells in enumerate(rows, start=1):
            yield number, [_cell(cell, is_mac) for cell in cells]
    except Exception as error:
        raise FileError("broken_xlsx") from error


def _cell(cell: Any, is_mac: bool) -> Any:
    """The cell's value as plain Python."""
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        return Formula(str(value))
    if is_mac and type(value) in (int, float):
        return MacNumber(value)
    is_plain = value is None or isinstance(value, (str, int, float, datetime))
    return value if is_plain else str(value)


def _refuse_bomb(content: bytes) -> None:
    """What it unpacks to is declared in it, and nobody reads further than declared."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            is_odd = any(part.compress_type not in _PACKED_PLAINLY for part in parts)
            if is_odd or len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
                raise FileError("bomb", str(MAX_UNPACKED // 1024**2))
            if "[Content_Types].xml" not in archive.namelist():
                raise FileError("no_list")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(archive.read(part))
    except FileError:
        raise
    except Exception as error:
        raise FileError("broken_xlsx") from error


def _refuse_entities(part: bytes) -> None:
    """Spreadsheets declare no entities, and are written in UTF-8."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or _DECLARES.search(part):
        raise FileError("broken_xlsx")


def _measure(content: bytes, sheet: Any, max_rows: int) -> int:
    """The number of the last line, as the sheet itself says.

    Of merged cells the first alone holds the value: they are refused.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
        if path not in archive.namelist():
            raise FileError("broken_xlsx")
        part = archive.read(path)
    if merged := _MERGED.findall(part):
        raise FileError("merged", b", ".join(merged[:5]).decode())
    numbers = [int(number[:12] or 0) for number in _ROW.findall(part)]
    last = max([len(numbers), *numbers])
    if last > FURTHEST * max_rows:
        raise FileError("too_far", str(last))
    return last
