"""What makes a folder of evidence: safe names, one order of all events, sums that can be checked.

The same records give the same bytes: nothing here knows a clock, and all that is listed is sorted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .file_name import plain_name

MAX_NAME = 120
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP: the earliest that the format knows."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or was due, on a day; ``origin`` names its record in no language."""

    day: date
    kind: str
    what: str
    details: str
    origin: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file of the folder: its path in it, its size and sum, and every place it stands on."""

    path: str
    size: int
    sha256: str
    places: tuple[str, ...]


def safe_name(name: str, longest: int = MAX_NAME) -> str:
    """A file name that every system takes, that leaves no folder and reads as it looks.

    >>> safe_name("../../etc/passwd"), safe_name("合同:附件.pdf")
    ('-..-etc-passwd', '合同-附件.pdf')
    >>> safe_name("aux.txt"), safe_name(" .. "), safe_name("a\u202egpj.exe")
    ('_aux.txt', 'file', 'agpj.exe')
    """
    kept = plain_name(name)
    if not kept:
        return "file"
    if kept.split(".")[0].strip().casefold() in _RESERVED:
        kept = f"_{kept}"
    stem, dot, ending = kept.rpartition(".")
    if not dot or not stem or len(ending) > 10:
        stem, ending = kept, ""
    end = f".{ending}" if ending else ""
    return f"{_shortened(stem, longest - len(end.encode()))}{end}"


def _shortened(text: str, longest: int) -> str:
    """At most so many bytes, never half a letter."""
    cut = text.encode()[: max(longest, 1)].decode(errors="ignore")
    return cut.rstrip(". ") or "file"


def numbered(folder: str, names: Iterable[str]) -> list[str]:
    """Paths below a folder, each with its own number, so that none is like another.

    >>> numbered("documents", ["a.pdf", "A.pdf"])
    ['documents/001 a.pdf', 'documents/002 A.pdf']
    """
    return [f"{folder}/{number:03d} {safe_name(name)}" for number, name in enumerate(names, 1)]


def in_order(events: Iterable[Event]) -> list[Event]:
    """By day; on one day always in the same order."""
    return sorted(set(events), key=lambda one: (one.day, one.origin, one.what, one.details))


def sums(papers: Iterable[tuple[str, str]]) -> str:
    """The lines that ``sha256sum -c`` reads, of (path, SHA-256).

    >>> sums([("b", "2" * 4), ("a b", "1" * 4)])
    '1111  a b\\n2222  b\\n'
    """
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(papers))


def as_json(value: Any) -> str:
    """Plain values as a text that is the same for the same values."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, default=_plain) + "\n"


def _plain(value: object) -> object:
    if isinstance(value, (Event, Paper)):
        return asdict(value)
    return str(value)


def trace_text(title: str, table: Mapping[str, Any]) -> str:
    """A trace's table (caption, columns, rows, total) as lines that anybody reads."""
    lines = [title, table["caption"], ""]
    lines.append(" | ".join(column["words"] for column in table["columns"]))
    lines += [_trace_line(row, table["columns"]) for row in table["rows"]]
    total = table["total"]
    return "\n".join([*lines, "", f"{total['words']}: {total['amount']}", ""])


def _trace_line(row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> str:
    if row["kind"] == "slice":
        cells = [str(row[column["name"]]) for column in columns]
        note = f" ({row['note']})" if row.get("note") else ""
        return " | ".join(cells) + note
    return " | ".join([row["words"], *map(str, row["cells"])])
