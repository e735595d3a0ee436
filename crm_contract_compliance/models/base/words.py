"""How the addon's sentences say lists, days and refusals, in the reader's language."""

from contextlib import contextmanager

from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools.term import TermError

ON_PAPER = "crm_contract_on_paper"


def listed(env, texts):
    """“a, b, c”, or “a、b、c”; nothing gives an empty text."""
    said = ""
    for text in texts:
        said = env._("%(before)s, %(next)s", before=said, next=text) if said else text
    return said


def day_in_words(env, day):
    """The date as the reader writes it, always with its year; on paper the month in letters."""
    return format_date(env, day, date_format="long" if env.context.get(ON_PAPER) else False)


@contextmanager
def term_error_in_words(env):
    """A term that the rulebook cannot reckon is refused in the reader's words."""
    try:
        yield
    except TermError as error:
        raise ValidationError(env._("The term ends beyond the year 2200; shorten it.")) from error
