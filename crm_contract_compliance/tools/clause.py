"""The text of a contract: clauses whose placeholders are filled from what was agreed.

A placeholder is ``{name}``, and nothing else is: no attribute, no index, no format, no
expression. What is filled in is text and is not read again, whatever braces it holds.

>>> fill("{party_a} pays {sum}, {colour}.", {"party_a": "A {sum}", "sum": ""}, {"party_a", "sum"})
Filled(text='A {sum} pays ____, ____.', blanks=('sum',), unknown=('colour',))
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

BLANK = "____"
_PLACEHOLDER = re.compile(r"(?<![{$])\{([a-z][a-z0-9_]{0,40})\}(?!\})")


@dataclass(frozen=True)
class Filled:
    """A text with its values, and the placeholders that became a visible blank."""

    text: str
    blanks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def placeholders(text: str) -> tuple[str, ...]:
    """The names that ``text`` asks for, each once, in order.

    >>> placeholders("{payer} pays {supplier}; {payer} {{object.env}} ${x y}")
    ('payer', 'supplier')
    """
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def fill(text: str, values: Mapping[str, str], known: Collection[str]) -> Filled:
    """``text`` with the ``values`` of the ``known`` placeholders; what has none is left blank."""
    asked = placeholders(text)
    told = {name: values.get(name, "").strip() for name in asked if name in known}
    return Filled(
        _PLACEHOLDER.sub(lambda found: told.get(found[1]) or BLANK, text),
        tuple(name for name in asked if name in told and not told[name]),
        tuple(name for name in asked if name not in known),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of ``text`` that say something.

    >>> paragraphs("One.\\n\\n  Two. ")
    ('One.', 'Two.')
    """
    return tuple(line.strip() for line in text.splitlines() if line.strip())
