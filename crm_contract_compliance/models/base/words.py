"""How the addon's sentences say lists and days, in the reader's language."""

from odoo.tools import format_date


def listed(env, texts):
    """“a, b, c”, or “a、b、c”; nothing gives an empty text."""
    said = ""
    for text in texts:
        said = env._("%(before)s, %(next)s", before=said, next=text) if said else text
    return said


def day_in_words(env, day):
    """The date as the reader writes it, always with its year."""
    return format_date(env, day)
