"""Who comes second starts anew, and sees what the first has done."""

from odoo.tools import SQL

from .quiet_sql import run_quietly


def queue_up(records, names=None):
    """Write the rows without a change, so that transactions that do so go one by one.

    It has to be a write: after a mere lock the snapshot of who waited would not show the other's
    work, while of a row that was written meanwhile PostgreSQL lets no transaction go on that has
    not seen it. Odoo tries it again. ``names``: what is flushed before, else all.
    """
    records.flush_recordset(names)
    if records.ids:
        run_quietly(
            records.env,
            SQL(
                "UPDATE %s SET id = id WHERE id IN %s",
                SQL.identifier(records._table),
                tuple(records.ids),
            ),
        )
