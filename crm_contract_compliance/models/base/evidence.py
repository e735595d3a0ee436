"""Files that prove a record are kept with it.

What is uploaded in a dialog stands on the dialog: nobody but the uploader could read it, and
nothing would freeze it. What stands on another record answers to that one's readers and editors.

Relations to files carry ``bypass_search_access``: core then looks up the files of these records and
drops those that the user may not read. Without it, it looks up every file of the database first.
"""

import hashlib

from odoo.tools import SQL

from . import doors


def sha256_of(files):
    """SHA-256 of one file; of several, that of their hashes in the order of their ids (L-34)."""
    contents = [content for content in files.sudo().sorted("id").mapped("raw") if content]
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    if len(hashes) > 1:
        return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    return hashes[0] if hashes else False


def every_file(records, name="evidence_ids"):
    """The files of a relation, as superuser, those included that the reader may not have."""
    files = records.env["ir.attachment"].sudo()
    if not records.ids:
        return files
    field = records._fields[name]
    rows = records.env.execute_query(
        SQL(
            "SELECT %s FROM %s WHERE %s IN %s",
            SQL.identifier(field.column2),
            SQL.identifier(field.relation),
            SQL.identifier(field.column1),
            tuple(records.ids),
        )
    )
    return files.browse(dict.fromkeys(file_id for (file_id,) in rows))


def has_files(record, name="evidence_ids"):
    """Whether there is any: a proof is one, whoever may read it."""
    saved = record._origin
    return bool(record[name] or (saved and every_file(saved, name)))


def keep_files(records, vals_list):
    """Make the files that ``vals_list`` put on ``records`` their own."""
    written = {name for vals in vals_list for name in vals}
    for name in written & records._fields.keys():
        field = records._fields[name]
        if field.comodel_name != "ir.attachment" or field.type == "one2many":
            continue
        for record in records:
            kept = record[name]._keep_for(record)
            if kept != record[name]:
                value = field.convert_to_write(kept, record)
                doors.through(record, "crm_contract_settle").write({name: value})
