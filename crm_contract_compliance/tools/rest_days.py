"""Published rest days and make-up workdays, as a list or a file has them (L-48)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .text_file import decoded

MAX_LINES = 4000
MIN_YEAR, MAX_YEAR = 1990, 2200
_KINDS = {
    "rest": False,
    "workday": True,
    "休": False,
    "休息": False,
    "班": True,
    "上班": True,
}
_HEADERS = ("date", "日期")


class RestFileError(ValueError):
    """A line of a file that says no rest day.

    `line` is its number from 1 on, `code` stable: `columns`, `date`, `year`, `name`,
    `kind`, `twice`, `too_many`, `empty`, `text`. The message is for us.
    """

    def __init__(self, code: str, line: int, message: str) -> None:
        super().__init__(f"line {line}: {message}")
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True, order=True)
class RestDay:
    """One day of the calendar that is not what its weekday says."""

    day: date
    name: str
    is_workday: bool = False


@dataclass(frozen=True, slots=True, order=True)
class RestSpan:
    """Days in a row of one kind and name."""

    first: date
    last: date
    name: str
    is_workday: bool = False


def spans_of(days: Iterable[RestDay]) -> tuple[RestSpan, ...]:
    """The days, those in a row of one kind and name as one span; in order.

    >>> week = [RestDay(date(2026, 10, day), "National Day") for day in (1, 2, 3)]
    >>> [(str(span.first), str(span.last)) for span in spans_of(week)]
    [('2026-10-01', '2026-10-03')]
    """
    spans: list[RestSpan] = []
    for one in sorted(set(days)):
        last = spans[-1] if spans else None
        if (
            last
            and (last.name, last.is_workday) == (one.name, one.is_workday)
            and last.last + timedelta(days=1) == one.day
        ):
            spans[-1] = RestSpan(last.first, one.day, last.name, last.is_workday)
        else:
            spans.append(RestSpan(one.day, one.day, one.name, one.is_workday))
    return tuple(spans)


def parse_rest_days(content: bytes) -> tuple[RestDay, ...]:
    """The days of a CSV file: date, name, and `rest` or `workday` in each line.

    Text is UTF-8, or what a Chinese spreadsheet writes; a line of headings and empty
    lines are passed over. Raises RestFileError, which names the line.

    >>> parse_rest_days("2026-02-14,Spring Festival,workday".encode())[0].is_workday
    True
    """
    text = decoded(content)
    if text is None:
        raise RestFileError("text", 1, "no text")
    days: dict[date, RestDay] = {}
    rows = csv.reader(io.StringIO(text, newline=""))
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in _HEADERS):
            continue
        if len(days) == MAX_LINES:
            raise RestFileError("too_many", number, f"more than {MAX_LINES} days")
        one = _parsed(cells, number)
        if one.day in days:
            raise RestFileError("twice", number, f"{one.day} stands there already")
        days[one.day] = one
    if not days:
        raise RestFileError("empty", 1, "no day at all")
    return tuple(sorted(days.values()))


def _parsed(cells: list[str], number: int) -> RestDay:
    if len(cells) < 3 or any(cells[3:]):
        raise RestFileError("columns", number, f"{len(cells)} columns")
    try:
        day = date.fromisoformat(cells[0].replace("/", "-"))
    except ValueError:
        raise RestFileError("date", number, f"no date: {cells[0]!r}") from None
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise RestFileError("year", number, f"year {day.year}")
    if not cells[1]:
        raise RestFileError("name", number, "no name")
    if cells[2].lower() not in _KINDS:
        raise RestFileError("kind", number, f"neither rest nor workday: {cells[2]!r}")
    return RestDay(day, cells[1][:200], _KINDS[cells[2].lower()])
