"""Where a notice reaches its addressee (T2-14.2.2): the address that was agreed, and no other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from email.utils import parseaddr


def is_agreed_address(used: str, agreed: Iterable[str]) -> bool:
    """Whether a letter to ``used`` goes to one of the ``agreed`` addresses.

    Line breaks, spaces, punctuation, width and case make no other address. Where none was
    agreed, every address is as good.

    >>> is_agreed_address("1 old street,  shanghai", ["1 Old Street\\nShanghai"])
    True
    >>> is_agreed_address("2 New Road, Shanghai", ["1 Old Street\\nShanghai"])
    False
    >>> is_agreed_address("2 New Road", ["", "  "])
    True
    """
    return _is_one_of(_bare(used), map(_bare, agreed))


def is_agreed_mailbox(used: str, agreed: Iterable[str]) -> bool:
    """Whether a message to ``used`` goes to one of the ``agreed`` e-mail addresses.

    >>> is_agreed_mailbox("Office <OFFICE@example.com>", ["office@example.com"])
    True
    >>> is_agreed_mailbox("off.ice@example.com", ["office@example.com"])
    False
    """
    return _is_one_of(_mailbox(used), map(_mailbox, agreed))


def _is_one_of(used: str, agreed: Iterable[str]) -> bool:
    known = {address for address in agreed if address}
    return not known or used in known


def _bare(address: str) -> str:
    """Letters and digits alone, of one width and case."""
    text = unicodedata.normalize("NFKC", address).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def _mailbox(address: str) -> str:
    return (parseaddr(address)[1] or address).strip().casefold()
