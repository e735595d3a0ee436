"""What a field said, in the reader's words: from a value as the history keeps it."""

from odoo import fields
from odoo.tools import formatLang

from .words import day_in_words


def value_in_words(record, name, value):
    """The value of one field of a record as a person reads it; “–” for nothing."""
    kind = record._fields[name].type
    if kind == "boolean":
        return record.env._("Yes") if value else record.env._("No")
    if value is None or value is False or value == "":
        return "–"
    say = _BY_TYPE.get(kind)
    return say(record, name, value) if say else str(value)


def _day(record, _name, value):
    return day_in_words(record.env, fields.Date.to_date(value))


def _choice(record, name, value):
    return dict(record._fields[name]._description_selection(record.env)).get(value, value)


def _other_record(record, name, value):
    return record.env[record._fields[name].comodel_name].browse(value).display_name


def _amount(record, name, value):
    currency = record[record._fields[name].get_currency_field(record)]
    return currency.format(value) if currency else formatLang(record.env, value)


def _count(record, name, value):
    """Days with the unit in which the contract counts them."""
    if not name.endswith("_days"):
        return str(value)
    env, unit = record.env, f"{name.removesuffix('_days')}_unit"
    if unit in record._fields and record[unit] == "working":
        return env._("1 working day") if value == 1 else env._("%s working days", value)
    return env._("1 day") if value == 1 else env._("%s days", value)


def _text(record, name, value):
    """A model whose texts were proposed to their writer says them in the reader's language."""
    say = getattr(record, "_proposed_in_words", None)
    return say(name, value) if say else str(value)


_BY_TYPE = {
    "date": _day,
    "selection": _choice,
    "many2one": _other_record,
    "monetary": _amount,
    "integer": _count,
    "char": _text,
    "float": lambda _record, _name, value: f"{value:.12g}",
}
