"""Tables on paper: both languages in one, the widths of columns, what no end of a page parts.

What both languages say alike (a sum, an account, a name) is printed once; what they say
differently stands in both, one line each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TypeVar

from .document import Table

_ROOM = 94  # Latin letters beside each other in a table that is as wide as the page
_PADDING = 3
_FIGURE = re.compile(r"[-–]?([^\w\s]{1,3}|[A-Z]{3})?\s*-?\d[\d,.]*\s*([^\w\s]{1,3}|[A-Z]{3})?")
# What keeps the parts of an amount on one line.
_SPACES = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{ZERO WIDTH NO-BREAK SPACE}"): None}
_Said = TypeVar("_Said")


def in_step(by_language: Sequence[Sequence[_Said]], empty: _Said) -> list[tuple[_Said, ...]]:
    """What the languages say in the same place, with ``empty`` for what one leaves out."""
    return list(zip_longest(*by_language, fillvalue=empty))


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of the texts that say something, once."""
    return tuple(dict.fromkeys(text for text in texts if text))


def merged(texts: Sequence[str]) -> str:
    """One line for each language, or one for all where they say the same."""
    return "\n".join(once(texts))


def _merged_row(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(map(merged, in_step(rows, "")))


def merged_tables(tables: Sequence[Table]) -> tuple[Table, ...]:
    """One table of both languages, cell by cell; where their forms differ, one after the other."""
    if len({_form(table) for table in tables}) != 1:
        return tuple(tables)
    return (
        Table(
            _merged_row([table.head for table in tables]),
            tuple(map(_merged_row, in_step([table.rows for table in tables], ()))),
            _merged_row([table.total for table in tables]),
        ),
    )


def column_widths(table: Table) -> tuple[float, ...]:
    """Percentages: short columns have what they need, long ones share what is left.

    >>> column_widths(Table(("No.", "What"), (("1", "x" * 200),)))
    (6.4, 93.6)
    >>> column_widths(Table((), (("金额", "1.00"),)))
    (50.0, 50.0)
    """
    needs = [max(map(_letters, cells)) + _PADDING for cells in _columns(table)]
    widths, room = dict.fromkeys(range(len(needs)), 0.0), float(_ROOM)
    for place, column in enumerate(sorted(widths, key=lambda column: needs[column])):
        widths[column] = min(needs[column], room / (len(needs) - place))
        room -= widths[column]
    used = _ROOM - room
    return tuple(round(100 * width / used, 1) for width in widths.values())


def bands(table: Table) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """Lines that no end of a page parts: the head and the first row, the last row and the total.

    >>> bands(Table(("No.",), (("1",), ("2",)), ("Sum",)))
    ((('head', ('No.',)), ('row', ('1',))), (('row', ('2',)), ('total', ('Sum',))))
    """
    rows = [[("row", row)] for row in table.rows] or [[]]
    if table.head:
        rows[0].insert(0, ("head", table.head))
    if table.total:
        rows[-1].append(("total", table.total))
    return tuple(map(tuple, rows))


def figure_columns(table: Table) -> tuple[bool, ...]:
    """Which columns under a head hold amounts or numbers and stand to the right; never the first.

    >>> rows = (("1", "¥ 1,000.00", "2%", "2026-11-26"), ("2", "–", "–", "3"))
    >>> figure_columns(Table(("No.", "Sum", "Rate", "Day"), rows))
    (False, True, True, False)
    """
    has_head = bool(table.head)
    columns = [
        [cell for cell in cells[has_head:] if cell not in ("", "–")] for cells in _columns(table)
    ]
    return tuple(
        has_head and bool(place and cells) and all(map(_is_figure, cells))
        for place, cells in enumerate(columns)
    )


def _is_figure(cell: str) -> bool:
    return all(_FIGURE.fullmatch(line) for line in cell.translate(_SPACES).splitlines())


def _columns(table: Table) -> list[tuple[str, ...]]:
    """The cells of each column; of a row with fewer cells the first one spans the rest."""
    rows = [row for row in (table.head, *table.rows, table.total) if row]
    count = max(map(len, rows), default=0)
    spread = [
        row if len(row) == count else ("",) * (count - len(row) + 1) + row[1:] for row in rows
    ]
    return list(zip(*spread, strict=True))


def _letters(text: str) -> int:
    """How wide the longest line of a cell is, in Latin letters."""
    return max(
        (sum(1 + (ord(one) >= 0x2E80) for one in line) for line in text.split("\n")), default=0
    )


def _form(table: Table) -> tuple[int, ...]:
    return (len(table.head), len(table.total), *map(len, table.rows))
