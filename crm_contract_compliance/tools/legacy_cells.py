"""What stands in a cell of a list of existing contracts, tidied and understood.

A cell is what a spreadsheet holds: a text, a number, a day, a truth value, or a formula. Words are
compared without case, width and spaces, so that “Ｙes ” is a yes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

MAX_TEXT = 4096
FIRST_YEAR, LAST_YEAR = 1900, 2200
MAX_AMOUNT = Decimal("1e15")
# A number in the place of a day counts from here, as spreadsheets do; below it lie plain numbers.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = (10_000, 109_600)
_MAC_DAYS = 1462

TEXT, DAY, AMOUNT, TERM, YES, CHOICE = "text", "day", "amount", "term", "yes", "choice"
_DAY_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})\.(?P<m>\d{1,2})\.(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
)
_MIDNIGHT = re.compile(r"[T ]?0{1,2}:00(:00(\.0+)?)?$")
_AMOUNT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_SIGNS = re.compile(r"[¥$€£元\s]|rmb|cny|usd|eur", re.IGNORECASE)
_TERM = re.compile(
    r"((?P<y>\d{1,4})(y|yr|yrs|year|years|年))?((?P<m>\d{1,4})(m|mo|month|months|个月|月))?"
)
_OPEN = frozenset({"open", "open-ended", "openended", "none", "无", "无期限", "不定期", "长期"})
_SHEET_ERRORS = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!"}
)
_YES = frozenset({"yes", "y", "true", "1", "x", "是", "√", "✓"})
_NO = frozenset({"no", "n", "false", "0", "否", "×"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, what its cells hold, and the choices that they come from."""

    key: str
    kind: str = TEXT
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    size: int = MAX_TEXT


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes; its text is not read."""

    text: str


class MacNumber(float):
    """A number of a book that counts its days from 1904."""


@dataclass(frozen=True, slots=True)
class Term:
    years: int
    months: int


class CellError(ValueError):
    """A cell that cannot be understood; ``code`` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def plain(word: object) -> str:
    """A word as it is compared.

    >>> plain(" Signed  On * "), plain("Ｙｅｓ")
    ('signedon', 'yes')
    """
    text = unicodedata.normalize("NFKC", str(word)).strip().rstrip("*").casefold()
    return "".join(text.split())


def is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: object, size: int = MAX_TEXT) -> str:
    """A text as it was typed; a whole number without its “.0”.

    >>> text_of(20240017.0), text_of("  HT-7 ")
    ('20240017', 'HT-7')
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CellError("no_text") from None
    if "\0" in text:
        raise CellError("no_text")
    if len(text) > size:
        raise CellError("too_long", str(size))
    return text


def day_of(cell: object) -> date:
    """A day, in any of the ways that leave no doubt.

    >>> [str(day_of(c)) for c in ("2026年1月31日", "31.01.2026", "2026-01-31", 46053)]
    ['2026-01-31', '2026-01-31', '2026-01-31', '2026-01-31']
    """
    if isinstance(cell, date):  # a moment is one, too
        return _bounded(date(cell.year, cell.month, cell.day))
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _day_of_serial(cell + _MAC_DAYS if isinstance(cell, MacNumber) else float(cell))
    text = "".join(unicodedata.normalize("NFKC", str(cell)).split())
    text = _MIDNIGHT.sub("", text)
    if re.fullmatch(r"\d{5,6}(\.0+)?", text):
        return _day_of_serial(float(text))
    return _day_of_text(text)


def _day_of_text(text: str) -> date:
    found = next(filter(None, (form.fullmatch(text) for form in _DAY_FORMS)), None)
    if not found:
        raise CellError("no_day")
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise CellError("no_day") from None
    return _bounded(day)


def _day_of_serial(number: float) -> date:
    if not _SERIALS[0] <= number <= _SERIALS[1]:  # not so either where it is no number at all
        raise CellError("no_day")
    return _bounded(_SERIAL_ZERO + timedelta(days=int(number)))


def _bounded(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError("day_bounds")
    return day


def amount_of(cell: object) -> Decimal:
    """A sum of money.

    >>> amount_of("￥1,234.50"), amount_of(0.1)
    (Decimal('1234.50'), Decimal('0.1'))
    """
    if isinstance(cell, (bool, date, datetime)):
        raise CellError("no_amount")
    if isinstance(cell, (int, float)):
        text = format(cell, ".15g")  # as many digits as a spreadsheet keeps
    else:
        text = _SIGNS.sub("", unicodedata.normalize("NFKC", str(cell)))
        if not _AMOUNT.fullmatch(text):
            raise CellError("no_amount")
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise CellError("no_amount") from None
    if not amount.is_finite():
        raise CellError("no_amount")
    if not 0 <= amount < MAX_AMOUNT:
        raise CellError("amount_bounds")
    return amount


def term_of(cell: object) -> Term:
    """Years and months; “open” is neither.

    >>> term_of("2 years"), term_of("18个月"), term_of("open")
    (Term(years=2, months=0), Term(years=0, months=18), Term(years=0, months=0))
    """
    text = plain(cell)
    if text in _OPEN:
        return Term(0, 0)
    found = _TERM.fullmatch(text)
    if not text or not found:
        raise CellError("no_term")
    term = Term(int(found["y"] or 0), int(found["m"] or 0))
    if term == Term(0, 0) or term.years > 100 or term.months > 1200:
        raise CellError("no_term")
    return term


def yes_of(cell: object) -> bool:
    text = plain(cell)
    if text in _YES or text in _NO:
        return text in _YES
    raise CellError("no_yes")


def value_of(column: Column, cell: object, words: Mapping[str, str]) -> Any:
    """What a cell of the column says; ``words`` are the choices by their words.

    :raises CellError: when it cannot be understood
    """
    if isinstance(cell, Formula) or str(cell).lstrip().startswith("="):
        raise CellError("formula")
    if isinstance(cell, str) and cell in _SHEET_ERRORS:
        raise CellError("sheet_error", cell)
    if column.kind == CHOICE:
        if plain(cell) not in words:
            raise CellError("no_choice", text_of(cell)[:80])
        return words[plain(cell)]
    if column.kind == TEXT:
        return text_of(cell, column.size)
    return {DAY: day_of, AMOUNT: amount_of, TERM: term_of, YES: yes_of}[column.kind](cell)
