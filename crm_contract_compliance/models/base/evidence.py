"""Files that prove a record are kept with it.

What is uploaded in a dialog stands on the dialog: nobody but the uploader could read it, and
nothing would freeze it. What stands on another record answers to that one's readers and editors.
"""

from . import doors


def keep_files(records, vals_list):
    """Make the files that ``vals_list`` put on ``records`` their own."""
    written = {name for vals in vals_list for name in vals}
    names = [
        name for name in written & records._fields.keys()
        if records._fields[name].comodel_name == "ir.attachment"
        and records._fields[name].type in ("many2one", "many2many")
    ]
    for name in names:
        for record in records:
            files = record[name]
            kept = files._keep_for(record)
            if kept != files:
                doors.through(record, "crm_contract_settle").write({name: (
                    kept.id if records._fields[name].type == "many2one"
                    else [(6, 0, kept.ids)]
                )})
