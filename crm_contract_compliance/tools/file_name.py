"""Names of files, as they may stand in a header and on a disk, whoever gave them."""

from __future__ import annotations

import unicodedata

MOST = 120
_FORBIDDEN = frozenset('\\/:*?"<>|')


def plain_name(name: str) -> str:
    """A title as the name of a file: one line that reads as it looks and leaves no folder.

    >>> plain_name("CT/2026/0001 Who pays?")
    'CT-2026-0001 Who pays-'
    >>> plain_name("A title\\nof two lines"), plain_name("invoice\\u202egpj.exe"), plain_name("..")
    ('A title of two lines', 'invoicegpj.exe', '')
    """
    line = unicodedata.normalize("NFC", " ".join(name.split())).replace(" .", ".")
    shown = (letter for letter in line if unicodedata.category(letter)[0] != "C")
    return "".join("-" if letter in _FORBIDDEN else letter for letter in shown).strip(" .")


def safe_file_name(name: str | None, fallback: str = "file") -> str:
    """The name of a file that came from outside: its folders fall away, 120 letters are left.

    >>> safe_file_name("../../etc/passwd")
    'passwd'
    >>> safe_file_name("合同 1.pdf")
    '合同 1.pdf'
    >>> safe_file_name("a\\r\\nSet-Cookie: x.pdf")
    'a Set-Cookie- x.pdf'
    >>> safe_file_name("..")
    'file'
    """
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return _shortened(plain_name(last)) or fallback


def _shortened(name: str) -> str:
    """The end of a name says what kind of file it is: it stays."""
    if len(name) <= MOST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:MOST]
    return f"{stem[: MOST - len(ending) - 1]}.{ending}"
