"""Rows that a contract takes over from its type or from another contract: one statement for all."""

from odoo.tools import SQL


def copy_rows(model, columns, owner, sources):
    """Give contracts copies of others' rows: a thousand cost what one costs (B-G6).

    :param columns: what is copied as it stands
    :param owner: the many2one of the rows to copy, ``type_id`` or ``contract_id``
    :param sources: {id of a contract: id of the owner of the rows that it takes over}
    """
    if not sources:
        return
    followed = _followed_columns(model)
    model.flush_model()
    model.env["crm.contract"].flush_model(list(followed.values()))
    model.env.execute_query(
        SQL(
            """INSERT INTO %(table)s (contract_id, %(followed)s, %(columns)s,
                create_uid, write_uid, create_date, write_date)
           SELECT contract.id, %(of_contract)s, %(values)s, %(uid)s, %(uid)s, %(now)s, %(now)s
           FROM unnest(%(targets)s, %(owners)s) AS copy(target_id, owner_id)
           JOIN crm_contract contract ON contract.id = copy.target_id
           JOIN %(table)s source ON %(owner)s = copy.owner_id
           ORDER BY contract.id, source.id RETURNING id""",
            table=SQL.identifier(model._table),
            followed=_listed(followed),
            of_contract=SQL(", ").join(SQL.identifier("contract", n) for n in followed.values()),
            columns=_listed(columns),
            values=SQL(", ").join(SQL.identifier("source", name) for name in columns),
            owner=SQL.identifier("source", owner),
            uid=model.env.uid,
            now=model.env.cr.now(),
            targets=list(sources),
            owners=list(sources.values()),
        )
    )


def _followed_columns(model):
    """{column: the contract's column that it repeats}."""
    return {
        name: path[1]
        for name, field in model._fields.items()
        if field.store
        and len(path := (field.related or "").split(".")) == 2
        and path[0] == "contract_id"
    }


def _listed(names):
    return SQL(", ").join(map(SQL.identifier, names))
