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
    if field.type == "integer" and name.endswith("_days"):
        return _days_in_words(record, name, value)
    if field.type == "char":
        return _proposed_in_words(record, name, value)
    return f"{value:.12g}" if field.type == "float" else str(value)


def _days_in_words(record, name, count):
    """With the unit in which the contract counts them."""
    env, unit = record.env, f"{name.removesuffix('_days')}_unit"
    if unit in record._fields and record[unit] == "working":
        return env._("1 working day") if count == 1 else env._("%s working days", count)
    return env._("1 day") if count == 1 else env._("%s days", count)


def _proposed_in_words(record, name, value):
    """A model whose texts were proposed to their writer says them in the reader's language."""
    say = getattr(record, "_proposed_in_words", None)
    return say(name, value) if say else str(value)
