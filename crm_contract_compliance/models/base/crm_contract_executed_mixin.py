from odoo import api, models
from odoo.exceptions import UserError

from . import doors

MIXIN = "crm.contract.executed.mixin"
_MAGIC = {"write_uid", "write_date", "create_uid", "create_date", "id"}


class CrmContractExecutedMixin(models.AbstractModel):
    """Freeze by default-deny: what was executed changes only by an amendment.

    ``_living_fields`` may change at any time (who looks after the record, later evidence);
    ``_open_until_executed`` only until the instrument is executed, while a first signature
    already holds the rest. A child names the many2one to what freezes it in ``_frozen_by``;
    with ``_grows_frozen`` rows may still be added below a frozen parent.
    """

    _name = MIXIN
    _description = "Executed Record"
    _living_fields = frozenset()
    _open_until_executed = frozenset()
    _frozen_by = None
    _grows_frozen = False

    @api.model_create_multi
    def create(self, vals_list):
        if self._frozen_by and not self._grows_frozen and not self._is_door_open():
            parents = self._fields[self._frozen_by].comodel_name
            ids = {vals[self._frozen_by] for vals in vals_list if vals.get(self._frozen_by)}
            for parent in self.env[parents].browse(ids):
                if parent._freeze_level():
                    raise UserError(parent._frozen_message(self._description_of(self._name)))
        return super().create(vals_list)

    def write(self, vals):
        if not self._is_door_open():
            self._refuse_frozen(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        for record in self:
            if record._freeze_level():
                raise UserError(record._frozen_message(self._description_of(self._name)))

    def _write_settled(self, vals):
        """Write derived values onto records that are frozen for everybody else."""
        if vals:
            doors.through(self, "crm_contract_settle").write(vals)

    def _freeze_level(self):
        """0: free, 1: a first signature holds the terms, 2: executed."""
        self.ensure_one()
        parent = self._frozen_by and self[self._frozen_by]
        return parent._freeze_level() if parent else 0

    def _is_door_open(self):
        return doors.opened(self, "crm_contract_settle") or doors.opened(
            self, "crm_contract_register"
        )

    def _refuse_frozen(self, vals):
        names = {
            name
            for name in vals
            if name in self._fields and name not in self._living_fields and name not in _MAGIC
        }
        if not names:
            return
        for record in self:
            level = record._freeze_level()
            held = names if level == 2 else names - self._open_until_executed
            held = {name for name in held if self._is_really_changed(record, name, vals[name])}
            if level and held:
                raise UserError(record._frozen_message(self._label_of(sorted(held)[0])))

    def _is_really_changed(self, record, name, value):
        """A form or an import may send a value that stands there already."""
        field = self._fields[name]
        if name == "state" or (not field.store and not field.inverse):
            return False
        if field.type in ("one2many", "many2many"):
            return field.type == "many2many" or not self._children_guard_themselves(field)
        old = field.convert_to_cache(record[name], record)
        return field.convert_to_cache(value, record) != old

    def _children_guard_themselves(self, field):
        return isinstance(self.env[field.comodel_name], self.env.registry[MIXIN])

    def _label_of(self, name):
        return self._fields[name]._description_string(self.env)

    def _description_of(self, model):
        return self.env["ir.model"]._get(model).name

    def _frozen_message(self, what):
        """The refusal, with what to do instead (screens.md §14.3)."""
        if self._freeze_level() == 1:
            return self.env._(
                "%(record)s already carries a signature; “%(what)s” can only change after it went"
                " back to draft, and is then signed anew.",
                record=self.display_name,
                what=what,
            )
        return self.env._(
            "%(record)s is signed; “%(what)s” can only change by an amendment.",
            record=self.display_name,
            what=what,
        )
