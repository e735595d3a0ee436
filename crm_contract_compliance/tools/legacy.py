"""The rows of a list of existing contracts: which column stands where, and what is wrong where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .legacy_cells import (
    AMOUNT,
    CHOICE,
    DAY,
    TERM,
    YES,
    CellError,
    Column,
    Term,
    is_empty,
    plain,
    value_of,
)

MAX_ROWS = 1000  # which are imported well within the minute that Odoo grants a request
COLUMNS = (
    Column("code", size=64),
    Column("name", is_needed=True),
    Column("type", CHOICE),
    Column("partner", is_needed=True),
    Column("our_side", CHOICE),
    Column("signed_on", DAY, is_needed=True),
    Column("effective_on", DAY),
    Column("ends_on", DAY),
    Column("term", TERM),
    Column("amount", AMOUNT),
    Column("currency", CHOICE),
    Column("state", CHOICE),
    Column("ended_on", DAY),
    Column("end_ground", CHOICE),
    Column("renewal_decision", CHOICE),
    Column("renewal_reason"),
    Column("owner"),
    Column("opportunity"),
    Column("is_classified", YES),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong, and what: ``code`` is turned into the reader's words."""

    line: int
    column: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One contract: its line in the file, and its values by key (those that are not empty)."""

    line: int
    values: Mapping[str, Any]


def columns_of(
    cells: Sequence[object], line: int, columns: Sequence[Column], titles: Mapping[str, str]
) -> tuple[dict[int, Column], list[Problem]]:
    """Which column stands where, from the row of titles (``titles``: key by plain title)."""
    by_key = {column.key: column for column in columns}
    places: dict[int, Column] = {}
    problems = []
    for place, cell in enumerate(cells):
        if is_empty(cell):
            continue
        key = titles.get(plain(cell))
        if key is None:
            problems.append(Problem(line, str(cell)[:80], "unknown_column"))
        elif by_key[key] in places.values():
            problems.append(Problem(line, key, "column_twice"))
        else:
            places[place] = by_key[key]
    problems += [
        Problem(line, column.key, "column_missing")
        for column in columns
        if column.is_needed and column not in places.values()
    ]
    return places, problems


def rows_of(
    lines: Sequence[tuple[int, Sequence[object]]],
    places: Mapping[int, Column],
    words: Mapping[str, Mapping[str, str]],
) -> tuple[list[Row], list[Problem]]:
    """The rows that say something, with everything that is wrong in them.

    ``words``: for each column of choices, the choice by its plain word.
    """
    rows, problems = [], []
    for line, cells in lines:
        if all(map(is_empty, cells)):
            continue
        values, wrong = _row_of(line, cells, places, words)
        rows.append(Row(line, values))
        problems += wrong
    return rows, problems


def _row_of(
    line: int,
    cells: Sequence[object],
    places: Mapping[int, Column],
    words: Mapping[str, Mapping[str, str]],
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for place, cell in enumerate(cells):
        if is_empty(cell):
            continue
        if place not in places:
            problems.append(Problem(line, letters(place), "no_title"))
            continue
        column = places[place]
        try:
            values[column.key] = value_of(column, cell, words.get(column.key, {}))
        except CellError as error:
            problems.append(Problem(line, column.key, error.code, error.detail))
    wrong = {problem.column for problem in problems}
    problems += [
        Problem(line, column.key, "empty")
        for column in places.values()
        if column.is_needed and column.key not in values and column.key not in wrong
    ]
    return values, problems


def letters(place: int) -> str:
    """The name of a column in a spreadsheet.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    while place >= 0:
        name = chr(ord("A") + place % 26) + name
        place = place // 26 - 1
    return name


def twins(rows: Sequence[Row]) -> list[Problem]:
    """Numbers that stand in the file more than once; the first one stands."""
    seen: dict[str, int] = {}
    problems = []
    for row in rows:
        code = row.values.get("code")
        if code and code in seen:
            problems.append(Problem(row.line, "code", "code_twice", str(seen[code])))
        elif code:
            seen[code] = row.line
    return problems


def conflicts(row: Row, today: date) -> list[Problem]:
    """What does not go together within a row whose cells are understood."""
    found = [*_day_conflicts(row.values, today), *_end_conflicts(row.values, today)]
    found += _renewal_conflicts(row.values)
    return [Problem(row.line, column, code) for column, code in found]


def _day_conflicts(values: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    signed = values.get("signed_on")
    effective = values.get("effective_on", signed)
    end = values.get("ends_on")
    found = [
        (column, "future")
        for column in ("signed_on", "effective_on")
        if values.get(column) and values[column] > today
    ]
    if signed and effective < signed:
        found.append(("effective_on", "before_signed"))
    if end and "term" in values:
        found.append(("term", "end_and_term"))
    if end and effective and end < effective:
        found.append(("ends_on", "before_effective"))
    return found


def _end_conflicts(values: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    """An ended contract says when and on which ground; one in force says neither."""
    if values.get("state") != "ended":
        return [(column, "not_ended") for column in ("ended_on", "end_ground") if column in values]
    found = [] if "end_ground" in values else [("end_ground", "ground_missing")]
    is_expiry = values.get("end_ground") == "expiry"
    ended = ended_on(values)
    if not ended:
        found.append(("ended_on", "end_missing"))
    elif ended > today:
        found.append(("ended_on" if "ended_on" in values else "ends_on", "future"))
    elif "signed_on" in values and ended < values.get("effective_on", values["signed_on"]):
        found.append(("ended_on", "before_effective"))
    elif is_expiry and values.get("ends_on", ended) != ended:
        found.append(("ended_on", "no_expiry"))
    return found


def ended_on(values: Mapping[str, Any]) -> date | None:
    """The day on which an ended contract ended; by expiry it is its end."""
    is_expiry = values.get("end_ground") == "expiry"
    return values.get("ended_on") or (values.get("ends_on") if is_expiry else None)


def _renewal_conflicts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    decision = values.get("renewal_decision")
    if not decision:
        return [("renewal_decision", "decision_missing")] if "renewal_reason" in values else []
    if values.get("state") == "ended":
        return [("renewal_decision", "decision_ended")]
    if values.get("term") == Term(0, 0) and "ends_on" not in values:
        return [("renewal_decision", "decision_open")]
    if decision == "lapse" and "renewal_reason" not in values:
        return [("renewal_reason", "reason_missing")]
    return []
