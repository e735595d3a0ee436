"""Searching a computed choice through the SQL that its model gives for it."""

from odoo.fields import Domain
from odoo.tools import SQL


def choice_domain(name, values):
    """Rows whose field, known to ``_field_to_sql``, has one of the values."""
    values = tuple(values)
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s IN %s", model._field_to_sql(alias, name, query), values
        )
    )
