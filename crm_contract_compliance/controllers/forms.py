"""What comes in with a form: text that a column takes, days that there are, not too often."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request

MOST_POSTS = 10
MOST_LINE = 200
MOST_TEXT = 20_000
_KEPT = "\n\t"


def line_of(form, name, most=MOST_LINE):
    """One line, trimmed and cut."""
    return " ".join(text_of(form, name, most).split())


def text_of(form, name, most=MOST_TEXT):
    """Text without what no column takes; whatever is no text is empty."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    plain = value.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    return "".join(char for char in plain if char in _KEPT or char.isprintable())[:most].strip()


def choice_of(form, name, choices):
    """One of ``choices``, else nothing."""
    value = form.get(name)
    return value if isinstance(value, str) and value in choices else ""


def day_of(form, name):
    """A past day, or today; else nothing."""
    try:
        day = fields.Date.to_date(form.get(name) or None)
    except (TypeError, ValueError):
        return None
    return day if day and day <= fields.Date.context_today(request.env.user) else None


def page_of(number):
    """A page of a list, whatever the address says."""
    return min(int(number), 10**6) if str(number).isdecimal() else 1


def need(text, message):
    """``text``, or what to do where it is empty."""
    if not text:
        raise UserError(message)
    return text


def tried(work, *args):
    """(what came of it, nothing) or (nothing, why not); what is refused leaves nothing behind."""
    try:
        with request.env.cr.savepoint():
            return work(*args), ""
    except UserError as error:
        return None, str(error)


def refuse_flood(model):
    """At most ten of a kind in a minute from one person (A28)."""
    since = fields.Datetime.now() - timedelta(minutes=1)
    own = [("create_uid", "=", request.env.uid), ("create_date", ">", since)]
    if request.env[model].sudo().search_count(own, limit=MOST_POSTS) >= MOST_POSTS:
        raise UserError(
            request.env._("You have sent a lot within a minute. Wait a moment, then send it again.")
        )
