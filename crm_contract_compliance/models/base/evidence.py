"""Files that prove a record are kept with it.

What is uploaded in a dialog stands on the dialog: nobody but the uploader could read it, and
nothing would freeze it. What stands on another record answers to that one's readers and editors.
"""

from . import doors


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
