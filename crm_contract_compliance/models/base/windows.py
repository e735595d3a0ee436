"""The windows that a button opens: a record's own form, or a dialog with its defaults."""


def form_of(record):
    """The record's form, as a page of its own."""
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [(False, "form")],
    }


def dialog_of(model, title, **defaults):
    """A new record of the model in a dialog; ``defaults`` fill its fields."""
    return {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": model,
        "views": [(False, "form")],
        "target": "new",
        "context": {f"default_{name}": value for name, value in defaults.items()},
    }
