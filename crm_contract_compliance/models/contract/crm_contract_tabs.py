from odoo import models
from odoo.tools import SQL

FEW = 3  # tabs that are asked for one by one


class CrmContract(models.Model):
    """A form asks for a dozen tabs, most of them empty: one query tells which (B-G10)."""

    _inherit = "crm.contract"

    def read(self, fields=None, load="_classic_read"):
        if len(self) == 1 and self.id and fields:
            tabs = self._unread_tabs(fields)
            if len(tabs) > FEW:
                self._note_empty(tabs)
        return super().read(fields, load)

    def _unread_tabs(self, names):
        """The rows of this contract that ``names`` are or rest on, and that are not read yet."""
        wanted = dict.fromkeys(name for name in names if name in self._fields)
        for name in list(wanted):
            paths = (
                self.pool.field_depends[self._fields[name]] if not self._fields[name].store else ()
            )
            wanted |= dict.fromkeys(path.partition(".")[0] for path in paths)
        tabs = [self._fields[name] for name in wanted if self._is_tab(self._fields[name])]
        return [field for field in tabs if any(field._cache_missing_ids(self))]

    def _is_tab(self, field):
        if field.type == "many2many":
            return field.store
        return (
            field.type == "one2many"
            and self.env[field.comodel_name]._fields[field.inverse_name].type == "many2one"
        )

    def _note_empty(self, tabs):
        """Where there is no row at all, there is none to read, whatever rules and filters say."""
        conditions = []
        for field in tabs:
            if field.type == "many2many":
                table, inverse = SQL.identifier(field.relation), SQL.identifier(field.column1)
            else:
                rows = self.env[field.comodel_name]
                rows.flush_model([field.inverse_name])
                table, inverse = SQL.identifier(rows._table), SQL.identifier(field.inverse_name)
            conditions.append(SQL("EXISTS (SELECT FROM %s WHERE %s = %s)", table, inverse, self.id))
        [found] = self.env.execute_query(SQL("SELECT %s", SQL(", ").join(conditions)))
        for field, has_rows in zip(tabs, found, strict=True):
            if not has_rows:
                field._insert_cache(self, [()])
