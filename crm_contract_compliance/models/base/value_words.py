"""What a field said, in the reader's words: from a value as the history keeps it."""

from odoo import fields
from odoo.tools import formatLang

from .words import day_in_words


def value_in_words(record, name, value):
    """The value of one field of a record as a person reads it; “–” for nothing."""
    env, field = record.env, record._fields[name]
    if field.type == "boolean":
        return env._("Yes") if value else env._("No")
    if value is None or value is False or value == "":
        return "–"
    if field.type == "date":
        return day_in_words(env, fields.Date.to_date(value))
    if field.type == "selection":
        return dict(field._description_selection(env)).get(value, value)
    if field.type == "many2one":
        return env[field.comodel_name].browse(value).display_name
    if field.type == "monetary":
        currency = record[field.get_currency_field(record)]
        return currency.format(value) if currency else formatLang(env, value)
    if field.type == "char":
        return _proposed_in_words(record, name, value)
    return f"{value:.12g}" if field.type == "float" else str(value)


def _proposed_in_words(record, name, value):
    """A model whose texts were proposed to their writer says them in the reader's language."""
    say = getattr(record, "_proposed_in_words", None)
    return say(name, value) if say else str(value)
