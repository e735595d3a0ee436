"""The private doors of the house.

A door is a context key whose value is a module-level object, compared with ``is``: nothing that
comes over RPC, from an import or from a saved filter can carry it.
"""

REGISTER = object()
"""Opens the state gate for records that are registered as they already are (design.md)."""
SETTLE = object()
"""Lets the addon itself write what it derives onto an executed record."""
COMPLETE = object()
"""Lets a new contract be written together with what follows from its parties."""

PURGE = object()
"""Lets the purge delete what is past its day, and nothing else (see its record)."""

_KEYS = {
    "crm_contract_register": REGISTER,
    "crm_contract_settle": SETTLE,
    "crm_contract_complete": COMPLETE,
    "crm_contract_purge": PURGE,
}


def opened(records, key: str) -> bool:
    """Whether the door ``key`` is really open in the context of ``records``."""
    return records.env.context.get(key) is _KEYS[key]


def through(records, key: str):
    """``records`` with the door ``key`` open.

    What the addon derives takes no default of a screen, nor of whoever spoofs one.
    """
    context = records.env.context
    if key == "crm_contract_settle":
        context = {name: v for name, v in context.items() if not name.startswith("default_")}
    opened_context = {**context, key: _KEYS[key]}
    return records.with_context(opened_context)  # pylint: disable=context-overridden


def closed(records, key: str):
    """``records`` with the door ``key`` shut again."""
    context = {name: value for name, value in records.env.context.items() if name != key}
    return records.with_context(context)  # pylint: disable=context-overridden
