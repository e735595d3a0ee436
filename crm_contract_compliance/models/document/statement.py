"""What somebody said in the portal, as a file that stays: who, when, from where, and the words."""

from odoo import fields
from odoo.tools import format_datetime


def statement(env, name, record, person, address, paragraphs):
    """Values of a text file that proves what ``person`` said on ``record`` from ``address``."""
    contract = record._conversation_contract()
    now = fields.Datetime.now()
    head = [
        name,
        env._("Contract: %s", contract.code),
        env._("Said by: %(name)s <%(email)s>", name=person.name, email=person.email or ""),
        env._("For: %s", person.commercial_partner_id.name),
        env._("On: %s", format_datetime(env, now, tz=contract.tz, dt_format="long")),
        env._("From the address: %s", address),
    ]
    text = "\n".join(head) + "\n\n" + "\n\n".join(filter(None, paragraphs)) + "\n"
    return {"name": f"{name}.txt", "raw": text.encode(), "mimetype": "text/plain"}
