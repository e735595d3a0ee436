"""What may be said of a record to somebody who may not read it: its contract's number."""


def readable_ids(records) -> set:
    """Ids of the ``records`` that the real user may read, whatever the environment may do.

    The name behind a many2one is read as superuser: it must tell no more than its record would.
    """
    if not records.ids:
        return set()
    return set(records.with_env(records.env(su=False))._filtered_access("read").ids)


def name_by_number(records, words):
    """Name each by its contract's number and, to whom it may be told, by its ``words``."""
    told = open_ids(records)
    for record in records:
        code = record.sudo().contract_id.code or ""
        record.display_name = f"{code} {words(record)}".strip() if record.id in told else code


def open_ids(records) -> set:
    """Ids of the readable ones whose contract is not confidential: named by words of their own."""
    readable = readable_ids(records)
    return {
        record.id
        for record in records.sudo()
        if record.id in readable and not record.contract_id.is_classified
    }


def loggable(record, error) -> str:
    """What the server's log may say of a failure: whoever reads it needs no clearance."""
    contract = record if record._name == "crm.contract" else record.contract_id
    return type(error).__name__ if contract.is_classified else str(error)
