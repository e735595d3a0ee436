"""What a printed instrument is made of: parties, numbered sections, tables, signatures.

A model says its ``Document`` in one language; one layout prints any of them, and the same texts
give the hash that stands on every page. Everything is text: nothing in it is markup.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the total, where there is one, stands below them."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An article: a title, its paragraphs and perhaps a table. The layout numbers it."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    is_numbered: bool = True
    is_highlighted: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class PartyBlock:
    """Who a side is: (label, value) lines below its role."""

    role: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where a side signs and seals; what is not done yet is an empty text."""

    role: str
    name: str
    signer: str = ""
    capacity: str = ""
    signed_on: str = ""
    sealed_on: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One instrument in one language."""

    title: str
    number: str = ""
    intro: tuple[str, ...] = ()
    parties: tuple[PartyBlock, ...] = ()
    sections: tuple[Section, ...] = ()
    annexes: tuple[str, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()
    is_draft: bool = False
    closing: tuple[str, ...] = ()


def content_hash(documents: Iterable[Document]) -> str:
    """The SHA-256 of what the documents say, in the order of their languages.

    A file cannot hold its own hash; this one can be stamped on its pages. Being a draft is not
    part of what is said: the text that is signed has the hash of the text that was read.

    >>> content_hash([Document("Contract")]) == content_hash([Document("Contract", is_draft=True)])
    True
    >>> content_hash([Document("Contract", "1")]) == content_hash([Document("Contract1")])
    False
    """
    said = [{**asdict(document), "is_draft": None} for document in documents]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
