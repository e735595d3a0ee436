"""The text of a file that somebody uploads, in any encoding that offices here save in."""

from __future__ import annotations

_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(content: bytes) -> str | None:
    """UTF-8, GB18030, or UTF-16 where the file says so; None: this is no text.

    >>> decoded("班".encode("gb18030"))
    '班'
    >>> decoded(b"a\\0b") is None
    True
    """
    encodings = ("utf-16",) if content.startswith(_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None
