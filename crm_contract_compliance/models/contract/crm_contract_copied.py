from odoo import api, models

from ..base.copied_rows import copy_rows


class CrmContract(models.Model):
    """What a contract takes over: its type's rows, or those of the contract that it renews.

    The copy stays its own: later changes of the type do not reach it. A draft that turns to
    another type takes that one's rows over instead.
    """

    _inherit = "crm.contract"

    @api.model
    def _copied_fields(self):
        """Hook: the one2manys of rows that a contract takes over."""
        return ["requirement_ids"]

    @api.model
    def _copied_links(self):
        """The terms that are relations of their own: they come along in the same statement."""
        return [name for name in self._term_names() if self._fields[name].type == "many2many"]

    @api.model_create_multi
    def create(self, vals_list):
        names = self._copied_fields()
        given = self.default_get(names)
        links = self._copied_links()
        contracts = super().create([{**dict.fromkeys(links, ()), **vals} for vals in vals_list])
        bare = {
            name: contracts.browse(
                contract.id
                for contract, vals in zip(contracts, vals_list, strict=True)
                if not vals.get(name, given.get(name))
            )
            for name in names
        }
        bare |= {
            name: contracts.browse(
                contract.id
                for contract, vals in zip(contracts, vals_list, strict=True)
                if name not in vals
            )
            for name in links
        }
        for same, alike in _turned_around(bare).items():
            contracts.browse(same)._take_over(alike)
        return contracts

    def write(self, vals):
        turned = self._turned(vals)
        result = super().write(vals)
        if turned:
            for name in self._copied_fields():
                turned.sudo()[name]._given_up().unlink()
            turned._take_over(self._copied_fields())
        return result

    def _turned(self, vals):
        """The contracts whose type ``vals`` changes."""
        if "type_id" not in vals:
            return self.browse()
        return self.filtered(lambda row: row.type_id.id != vals["type_id"])

    def _renewing(self):
        """Those that start from what was agreed before (T0-9.3), not from their type."""
        return self.sudo().filtered(lambda row: row.renewed_from_id.type_id == row.type_id)

    def _take_over(self, names):
        """Copy what stands behind the fields ``names``, for all contracts in one statement."""
        if not self:
            return
        links = [name for name in names if self._fields[name].type == "many2many"]
        rows = [self.env[self._fields[name].comodel_name] for name in names if name not in links]
        copy_rows(self, rows, links=links)
        self._note_copied(rows, links)

    def _note_copied(self, rows, links=()):
        """What was read of them is read anew; what follows from them, follows."""
        models_of_rows = {row._name for row in rows}
        shown = [
            *links,
            *(
                name
                for name, field in self._fields.items()
                if field.type == "one2many" and field.comodel_name in models_of_rows
            ),
        ]
        self.invalidate_recordset(shown)
        self.modified(shown)
        for row in rows:
            row.sudo()._after_copied(self)


def _turned_around(bare):
    """{ids of contracts: the names of what they take over}: one statement, as a rule."""
    alike = {}
    for name, contracts in bare.items():
        alike.setdefault(contracts._ids, []).append(name)
    return alike
