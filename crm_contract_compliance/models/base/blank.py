"""What says nothing, for Python and for PostgreSQL alike."""

from odoo.tools import SQL

# What ``str.strip`` takes away; PostgreSQL's own classes of characters go by the collation.
_BLANKS = "".join(filter(str.isspace, map(chr, range(1, 0x3001))))


def is_blank(text) -> bool:
    return not (text or "").strip()


def blank_sql(text: SQL) -> SQL:
    """``is_blank`` as a condition."""
    return SQL("btrim(COALESCE(%s, ''), %s) = ''", text, _BLANKS)
