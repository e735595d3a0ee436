"""What one call hands over of what is confidential, for the access log."""


class HandedOver:
    """Records in the order in which they were reached, first those that were asked for.

    It travels in the context of what is read for a form, a list or an export; no client can
    carry one.
    """

    def __init__(self, records):
        self._reached = {}
        self.add(records)

    def add(self, records):
        self._reached.setdefault(records._name, {}).update(dict.fromkeys(records._ids))

    def secret(self, env):
        """{contract: records} that are confidential, or may be: see ``is_known``.

        A contract is named by what was asked for, not by all that hangs on it.
        """
        found = {}
        for model, ids in self._reached.items():
            records = env[model].sudo().browse(ids)
            own = _confidential_themselves(records)
            own._access_contract().fetch(["is_classified"])
            for contract, rows in records.grouped(lambda row: row._access_contract()).items():
                is_open = is_known(contract) and not contract.is_classified
                rows = rows & own if is_open else rows
                if contract and rows:
                    found.setdefault(contract, rows)
        return found


def is_known(contract):
    """Whether it has been read already if the contract is confidential."""
    return not any(contract._fields["is_classified"]._cache_missing_ids(contract))


def _confidential_themselves(records):
    flag = records._fields.get("is_classified")
    return records.filtered("is_classified") if flag and flag.store else records.browse()
