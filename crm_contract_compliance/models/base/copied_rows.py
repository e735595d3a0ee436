"""Rows that a contract takes over from its type, or from the contract that it renews."""

from odoo import api, models
from odoo.tools import SQL


class CrmContractCopiedMixin(models.AbstractModel):
    """A row of a type, which its contracts take over as terms of their own.

    The model names the columns and relations that are copied as they stand; what else a copy
    holds follows from its contract. The contract names its one2many in ``_copied_fields``.
    """

    _name = "crm.contract.copied.mixin"
    _description = "Row Taken Over from a Contract Type"
    _copied_columns = ()
    _copied_links = ()  # many2many fields
    _is_copied_by_renewals = True

    @api.model
    def _copied_values(self):
        """Hook: {column of the copy: its value}, of the rows ``contract`` and ``source``."""
        values = {
            name: SQL.identifier("contract", column)
            for name, column in _followed_columns(self).items()
        }
        if "template_id" in self._fields:
            values["template_id"] = SQL("COALESCE(source.template_id, source.id)")
        return values

    @api.model
    def _copied_condition(self):
        """Hook: which rows of the source the contract takes over."""
        return SQL("TRUE")

    @api.model
    def _copied_default(self):
        """Hook: {column: value} of the one row that a contract gets whose type has none."""
        return {}

    def _given_up(self):
        """Hook: those of a draft's rows that go with the type that it turns from."""
        return self.filtered("template_id") if "template_id" in self._fields else self

    @api.model
    def _after_copied(self, contracts):
        """Hook: what follows for contracts that have taken rows over."""

    @api.model
    def _copy_parts(self, contracts, only=None):
        """The parts of the one statement that gives ``contracts`` their rows.

        Ids are drawn first, so that a copy's relations know what it is a copy of.
        """
        self.flush_model()
        contracts.flush_recordset()
        table, pairs = SQL.identifier(self._table), SQL.identifier(f"{self._table}_pair")
        parts = [
            SQL("%s AS (%s)", pairs, self._pairs_sql(contracts, only)),
            SQL("%s AS (%s)", SQL.identifier(f"{self._table}_copy"), self._rows_sql(table, pairs)),
        ]
        parts += [self._link_sql(self._fields[name], pairs) for name in self._copied_links]
        if self._copied_default() and not only:
            parts.append(self._default_sql(table, contracts))
        return parts

    def _pairs_sql(self, contracts, only):
        """(id of the copy, contract, row to copy), in the order of both."""
        renewals = contracts._renewing() if self._is_copied_by_renewals and not only else ()
        others = contracts.filtered(lambda row: row not in renewals)
        takers = [
            self._takers_sql(group, is_source, only)
            for group, is_source in (
                (others, SQL("source.type_id = contract.type_id")),
                (renewals, SQL("source.contract_id = contract.renewed_from_id")),
            )
            if group
        ]
        return SQL(
            """SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) AS id, pair.*
               FROM (%(takers)s ORDER BY contract_id, source_id) pair""",
            table=self._table,
            takers=SQL(" UNION ALL ").join(takers),
        )

    def _takers_sql(self, contracts, is_source, only):
        return SQL(
            """SELECT contract.id AS contract_id, source.id AS source_id
               FROM crm_contract contract JOIN %(table)s source ON %(is_source)s
               WHERE contract.id IN %(ids)s AND %(condition)s""",
            table=SQL.identifier(self._table),
            is_source=is_source,
            ids=tuple(contracts.ids),
            condition=only or self._copied_condition(),
        )

    def _rows_sql(self, table, pairs):
        values = {
            **{name: SQL.identifier("source", name) for name in self._copied_columns},
            **self._copied_values(),
        }
        return SQL(
            """INSERT INTO %(table)s (id, contract_id, %(names)s, %(log)s)
               SELECT pair.id, pair.contract_id, %(values)s, %(logged)s
               FROM %(pairs)s pair
               JOIN crm_contract contract ON contract.id = pair.contract_id
               JOIN %(table)s source ON source.id = pair.source_id""",
            table=table,
            pairs=pairs,
            names=_listed(values),
            values=SQL(", ").join(values.values()),
            log=_listed(_LOG),
            logged=self._logged(),
        )

    def _link_sql(self, field, pairs):
        return SQL(
            """%(name)s AS (INSERT INTO %(table)s (%(row)s, %(other)s)
               SELECT pair.id, link.%(other)s FROM %(pairs)s pair
               JOIN %(table)s link ON link.%(row)s = pair.source_id)""",
            name=SQL.identifier(f"{field.relation}_copy"),
            table=SQL.identifier(field.relation),
            row=SQL.identifier(field.column1),
            other=SQL.identifier(field.column2),
            pairs=pairs,
        )

    def _default_sql(self, table, contracts):
        self.env["res.company"].flush_model()
        values = {
            **self._copied_default(),
            **{
                name: SQL.identifier("contract", column)
                for name, column in _followed_columns(self).items()
            },
        }
        return SQL(
            """%(part)s AS (INSERT INTO %(table)s (contract_id, %(names)s, %(log)s)
               SELECT contract.id, %(values)s, %(logged)s
               FROM crm_contract contract
               JOIN res_company company ON company.id = contract.company_id
               LEFT JOIN crm_contract renewed ON renewed.id = contract.renewed_from_id
               WHERE contract.id IN %(targets)s
                 AND renewed.type_id IS DISTINCT FROM contract.type_id
                 AND NOT EXISTS (SELECT 1 FROM %(table)s own WHERE own.type_id = contract.type_id)
               ORDER BY contract.id)""",
            part=SQL.identifier(f"{self._table}_default"),
            table=table,
            names=_listed(values),
            values=SQL(", ").join(values.values()),
            log=_listed(_LOG),
            logged=self._logged(),
            targets=tuple(contracts.ids),
        )

    def _logged(self):
        uid, now = self.env.uid, self.env.cr.now()
        return SQL("%s, %s, %s, %s", uid, uid, now, now)


_LOG = ("create_uid", "write_uid", "create_date", "write_date")


def copy_rows(contracts, models_of_rows, only=None, links=()):
    """Give contracts their rows of each model, all in one statement.

    ``only``: which rows of the type, in place of the model's own condition; ``links``: the
    many2manys that follow their type. A thousand contracts cost what one costs (B-G6).
    """
    parts = [part for model in models_of_rows for part in model.sudo()._copy_parts(contracts, only)]
    parts += [_shared_sql(contracts, name) for name in links]
    if contracts and parts:
        contracts.env.execute_query(SQL("WITH %s SELECT 1", SQL(", ").join(parts)))


def _shared_sql(contracts, name):
    """The contracts' share in what their type is related to by the many2many ``name``."""
    contracts.flush_recordset(["type_id"])
    own, types = contracts._fields[name], contracts.env["crm.contract.type"]._fields[name]
    related = contracts.env[own.comodel_name]
    related.flush_model(["active"])
    return SQL(
        """%(part)s AS (INSERT INTO %(own)s (%(contract)s, %(related)s)
           SELECT contract.id, link.%(type_related)s
           FROM crm_contract contract
           JOIN %(types)s link ON link.%(type)s = contract.type_id
           JOIN %(table)s related ON related.id = link.%(type_related)s
           WHERE contract.id IN %(targets)s AND related.active)""",
        part=SQL.identifier(f"{own.relation}_copy"),
        own=SQL.identifier(own.relation),
        contract=SQL.identifier(own.column1),
        related=SQL.identifier(own.column2),
        types=SQL.identifier(types.relation),
        type=SQL.identifier(types.column1),
        type_related=SQL.identifier(types.column2),
        table=SQL.identifier(related._table),
        targets=tuple(contracts.ids),
    )


def complete_languages(model, *names):
    """Give copies the languages that their type's rows have learnt since.

    Words that were adapted are left alone: a translation of other words is none of theirs.
    """
    model.flush_model([*names, "template_id"])
    for name in names:
        model.env.execute_query(
            SQL(
                """UPDATE %(table)s row SET %(name)s = template.%(name)s || row.%(name)s
               FROM %(table)s template
               WHERE template.id = row.template_id AND template.%(name)s != row.%(name)s
                 AND template.%(name)s->>'en_US' = row.%(name)s->>'en_US'
               RETURNING row.id""",
                table=SQL.identifier(model._table),
                name=SQL.identifier(name),
            )
        )
    model.invalidate_model(names)


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
