"""What the instruments are put together from: facts, parties, signatures, in a reader's words."""

from ...tools.document import PartyBlock, Section, SignatureBlock, Table
from ..base.value_words import value_in_words
from ..base.words import day_in_words


def said(record, name):
    """A field's value as its reader writes it; nothing for an empty one."""
    value = record[name]
    if not value:
        return ""
    return value_in_words(record, name, value.id if record._fields[name].relational else value)


def rows_of(record, *names):
    """(label, value) of the fields that say something."""
    return facts((record._label_of(name), said(record, name)) for name in names)


def facts(pairs):
    """The pairs that say something, as rows."""
    return tuple((label, value) for label, value in pairs if value)


def fact_table(pairs):
    """Labels and values, without a head; none where nothing is said."""
    rows = facts(pairs)
    return Table((), rows) if rows else None


def table(head, rows, total=()):
    """None where there is no row."""
    rows = tuple(tuple(cell or "" for cell in row) for row in rows)
    return Table(tuple(head), rows, tuple(total)) if rows else None


def section(title, *paragraphs, facts=None, **values):
    """A section of what is said; None where that is nothing."""
    paragraphs = tuple(text.strip() for text in paragraphs if text and text.strip())
    if facts is not None:
        values["table"] = fact_table(facts)
    if paragraphs or values.get("table"):
        return Section(title, paragraphs, **values)
    return None


def whole(*sections):
    """Those that say something."""
    return tuple(filter(None, sections))


def day(record, value):
    return day_in_words(record.env, value) if value else ""


def money(record, amount, currency=None):
    return (currency or record.currency_id).format(amount)


def number(record, value, most=10):
    """Its digits, without zeros that say nothing."""
    plain = f"{value:.{most}f}".rstrip("0").rstrip(".")
    return record.env["ir.qweb.field.float"].value_to_html(
        value, {"precision": len(plain.partition(".")[2])}
    )


def choice(record, name, value=None):
    """The label of what a selection says, or of ``value`` in it."""
    labels = dict(record._fields[name]._description_selection(record.env))
    return labels.get(value or record[name], "")


def contract_words(contract):
    """The contract by its number, and by its title unless it is confidential.

    Unlike its display name the same for everybody: whoever may read a document reads this one.
    """
    return contract.code if contract.is_classified else f"{contract.code} {contract.name}"


def name_of(contract, side, third_party=None):
    """Under which name a side stands in the contract, or beside it."""
    if side == "third":
        return (third_party and third_party.partner_id.name) or ""
    party = contract.party_ids.filtered(lambda row: row.side == side)
    return party.legal_name or contract[f"party_{side}_id"].name or ""


def side_and_name(contract, side, third_party=None):
    """“Party A: Huaxing Clinics”, by the name under which it signed."""
    return contract.env._(
        "%(side)s: %(name)s",
        side=contract._side_label(side),
        name=name_of(contract, side, third_party) or "–",
    )


def party_block(party):
    """A side of the contract, as it stands there (T0-1.1 to T0-1.3)."""
    env = party.env
    lines = [
        (env._("Name"), party.legal_name),
        (env._("Address"), party.address),
        (choice(party, "capacity"), party.representative_id.name),
        (env._("Phone"), party.phone),
        (env._("E-Mail"), party.email),
        (env._("Bank"), party.bank_name),
        (env._("Account Number"), party.bank_account_number),
    ]
    return PartyBlock(party.contract_id._side_label(party.side), facts(lines))


def third_block(third_party):
    """The third party, as its contact stands today: the agreement fixes it."""
    env, partner = third_party.env, third_party.partner_id
    known = env["crm.contract.party"]._snapshot_of(partner)
    lines = [
        (env._("Name"), partner.name),
        (env._("Address"), known["address"]),
        (choice(third_party, "capacity"), third_party.representative_id.name),
        (env._("Phone"), known["phone"]),
        (env._("E-Mail"), known["email"]),
    ]
    return PartyBlock(third_party.contract_id._side_label("third"), facts(lines))


def party_blocks(contract, sides=("a", "b"), third_party=None):
    parties = contract.party_ids.filtered(lambda row: row.side in sides).sorted("side")
    blocks = [party_block(party) for party in parties]
    return (*blocks, *([third_block(third_party)] if third_party else []))


def signature_blocks(contract, execution, signers=None):
    """Who signs the instrument: as it was opened for signing, else as it would be."""
    if execution:
        return tuple(map(_signature_of, execution.signature_ids.sorted("side")))
    signers = signers or [party._signature_vals() for party in contract.party_ids.sorted("side")]
    return tuple(_planned_signature(contract, vals) for vals in signers)


def _signature_of(row):
    return SignatureBlock(
        role=row.contract_id._side_label(row.side),
        name=_signing_name(row.contract_id, row.side, row.partner_id),
        signer=row.signer_name or row.signer_id.name or "",
        capacity=choice(row, "capacity"),
        signed_on=day(row, row.signed_on),
        sealed_on=day(row, row.sealed_on),
        place=row.contract_id.signing_place or "",
    )


def _planned_signature(contract, vals):
    partners = contract.env["res.partner"]
    return SignatureBlock(
        role=contract._side_label(vals["side"]),
        name=_signing_name(contract, vals["side"], partners.browse(vals["partner_id"])),
        signer=partners.browse(vals["signer_id"] or ()).name or "",
        capacity=choice(contract.env["crm.contract.signature"], "capacity", vals["capacity"]),
    )


def _signing_name(contract, side, partner):
    party = contract.party_ids.filtered(lambda row: row.side == side and side != "third")
    return party.legal_name or partner.name or ""


def effect_words(env, mode):
    """From when on an instrument binds, by the way in which it is executed (X-8)."""
    return {
        "sign_and_seal": env._("It takes effect once all sides have signed and sealed it."),
        "sign_or_seal": env._("It takes effect once all sides have signed or sealed it."),
        "sign": env._("It takes effect once all sides have signed it."),
    }.get(mode, "")


def law_words(contract):
    """Law and disputes of whatever belongs to a contract are those of the contract (T0-20.3)."""
    return contract.env._(
        "The law and the way of settling disputes that the main contract names apply to this"
        " instrument as well. The sides negotiate first."
    )


def trace_table(words):
    """The calculation of a number as the screen shows it; its steps span the columns."""
    columns = [column["words"] for column in words["columns"]]
    total = words["total"]
    return table(columns, map(_trace_row, words["rows"]), (total["words"], total["amount"]))


def _trace_row(row):
    if row["kind"] != "slice":
        return (row["words"], *row["cells"])
    rate = f"{row['rate']} ({row['note']})" if row["note"] else row["rate"]
    names = ("first", "last", "days", "base")
    return (*(row[name] for name in names), rate, row["clause"], row["amount"])


def handover_table(items):
    """What changes hands: from whom to whom, how many, in what condition, who signed for it.

    T2-11.1; both ways (X-21).
    """
    env = items.env
    head = (
        env._("Item"),
        env._("From → To"),
        env._("Quantity"),
        env._("State Found"),
        env._("Due"),
        env._("Handed Over"),
        env._("Received By"),
        env._("Custodian"),
    )
    return table(head, map(_handover_row, items))


def _handover_row(item):
    env = item.env
    way = f"{choice(item, 'side')} → {choice(item, 'receiver_side')}"
    quantity = f"× {item.quantity}"
    if item.received_quantity and item.received_quantity != item.quantity:
        quantity = env._(
            "%(received)s of %(quantity)s", received=item.received_quantity, quantity=item.quantity
        )
    done = day(item, item.done_on)
    if item.waived_on:
        done = env._("waived: %s", item.waiver_reason)
    return (
        item.name,
        way if item.side and item.receiver_side else "",
        quantity,
        choice(item, "condition"),
        day(item, item.due_date),
        done,
        item.received_by,
        item.custodian_id.name,
    )
