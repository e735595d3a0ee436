"""Names of files that come from outside, as they may stand in a header and on a disk."""

from __future__ import annotations

import unicodedata

MOST = 120
_FORBIDDEN = '\\/:*?"<>|'


def safe_file_name(name: str | None, fallback: str = "file") -> str:
    """``name`` without folders, control and direction characters, at most 120 characters long.

    >>> safe_file_name("../../etc/passwd")
    'passwd'
    >>> safe_file_name("合同 1.pdf")
    '合同 1.pdf'
    >>> safe_file_name("a\\r\\nSet-Cookie: x.pdf")
    'aSet-Cookie_ x.pdf'
    >>> safe_file_name("invoice\\u202egpj.exe")
    'invoicegpj.exe'
    >>> safe_file_name("..")
    'file'
    """
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    plain = "".join("_" if char in _FORBIDDEN else char for char in shown).strip(" .")
    return _shortened(plain) or fallback


def _shortened(name: str) -> str:
    """The end of a name says what kind of file it is: it stays."""
    if len(name) <= MOST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:MOST]
    return f"{stem[: MOST - len(ending) - 1]}.{ending}"
