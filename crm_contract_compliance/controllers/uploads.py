"""Files that come in with a form: few, small, under a name that does no harm (A29)."""

from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import human_size

from ..tools.file_name import safe_file_name

MOST_FILES = 10
MOST_BYTES = 10 * 1024 * 1024


def uploaded(field="files"):
    """[(name, content)] of what was chosen.

    :raises UserError: for too many, and for one that is too large
    """
    files = [file for file in request.httprequest.files.getlist(field) if file.filename]
    if len(files) > MOST_FILES:
        raise UserError(request.env._("Attach %s files at most.", MOST_FILES))
    return [(safe_file_name(file.filename), _content(file)) for file in files]


def stored(files):
    """The files as the visitor's own; whatever they are put on makes them its own."""
    return (
        request.env["ir.attachment"]
        .sudo()
        .create([{"name": name, "raw": content} for name, content in files])
    )


def _content(file):
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UserError(
            request.env._(
                "“%(file)s” is larger than %(most)s. Attach a smaller one.",
                file=safe_file_name(file.filename),
                most=human_size(MOST_BYTES),
            )
        )
    return content
