"""The one way past ``execute_query``: a statement whose refusal is no error of ours."""

from odoo.tools import SQL


def run_quietly(env, statement: SQL) -> list[tuple]:
    """The rows that ``statement`` returns, if any.

    Another transaction may come in between, or a check may refuse: Odoo tries again, or says so
    to the person. Neither belongs in the log.
    """
    env.cr.execute(statement, log_exceptions=False)
    return env.cr.fetchall() if env.cr.description else []
