from odoo import api, models
from odoo.exceptions import UserError

from . import doors
from .evidence import keep_files

MIXIN = "crm.contract.executed.mixin"
_MAGIC = {"write_uid", "write_date", "create_uid", "create_date", "id"}


class CrmContractExecutedMixin(models.AbstractModel):
    """Freeze by default-deny: what was executed changes only by an amendment.

    ``_living_fields`` may change at any time (who looks after the record, later evidence);
    ``_open_until_executed`` only until the instrument is executed, while a first signature
    already holds the rest, but for gaps in ``_fillable_until_executed``. Files of
    ``_growing_fields`` may be added to, but none goes once the record is frozen. A child names the
    many2one to what freezes it in ``_frozen_by``; with ``_grows_frozen`` rows may still be
    added below a frozen parent. Where it belongs (``_anchor_fields``) it stays: moved away it
    would slip past what holds its contract, and into contracts out of reach.
    """

    _name = MIXIN
    _inherit = ["crm.contract.input.mixin"]
    _description = "Executed Record"
    _living_fields = frozenset()
    _growing_fields = frozenset()
    _open_until_executed = frozenset()
    _fillable_until_executed = frozenset()
    _frozen_by = None
    _grows_frozen = False

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_door_open():
            default = self.default_get([self._frozen_by]) if self._frozen_by else {}
            self.browse()._refuse_frozen_parents([{**default, **vals} for vals in vals_list])
        records = super().create(vals_list)
        keep_files(records, vals_list)
        return records

    def write(self, vals):
        if not self._is_door_open():
            self._refuse_moving(vals)
            self._refuse_frozen(vals)
            self._refuse_frozen_parents([vals])
        # A copy that the addon puts in a file's place is no file less: see evidence.py.
        proofs = {} if self._is_door_open() else self._frozen_proofs(vals)
        result = super().write(vals)
        keep_files(self, [vals])
        for (record, name), files in proofs.items():
            if files - record[name]:
                raise UserError(record._frozen_message(self._label_of(name)))
        return result

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """The window of translations writes past ``write``: it asks the freeze, too."""
        if not self._is_door_open():
            for text in translations.values():
                if isinstance(text, str):
                    self._refuse_bad_input({field_name: text})
            level = self._freeze_level()
            is_open = level == 1 and field_name in self._open_names()
            if level and not is_open and field_name not in self._living_fields:
                raise UserError(self._frozen_message(self._label_of(field_name)))
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        if doors.opened(self, "crm_contract_purge"):
            return
        for record in self:
            if record._freeze_level():
                raise UserError(record._frozen_message(self._description_of(self._name)))

    def _freeze_level(self):
        """0: free, 1: a first signature holds the terms, 2: executed."""
        self.ensure_one()
        parent = self._frozen_by and self[self._frozen_by]
        return parent._freeze_level() if parent else 0

    def _executed_at(self):
        """The moment since which the record is evidence; none: whenever it is frozen."""
        self.ensure_one()
        parent = self._frozen_by and self[self._frozen_by]
        return parent._executed_at() if parent else None

    def _refuse_frozen_parents(self, vals_list):
        """No row slips in below what is frozen, neither created nor moved there."""
        if not self._frozen_by or self._grows_frozen:
            return
        ids = {vals[self._frozen_by] for vals in vals_list if vals.get(self._frozen_by)}
        for parent in self.env[self._fields[self._frozen_by].comodel_name].browse(ids):
            if parent._freeze_level() and (not self or self[self._frozen_by] != parent):
                raise UserError(parent._frozen_message(self._description_of(self._name)))

    def _refuse_moving(self, vals):
        for name in self._anchor_fields & vals.keys():
            if any(self._is_really_changed(record, name, vals[name]) for record in self):
                raise UserError(
                    self.env._(
                        "“%(field)s” follows from the record itself and cannot be typed.",
                        field=self._label_of(name),
                    )
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
            if not level:
                continue
            held = names if level == 2 else names - record._open_names()
            held = {name for name in held if self._is_really_changed(record, name, vals[name])}
            if held:
                raise UserError(record._frozen_message(self._label_of(sorted(held)[0])))

    def _frozen_proofs(self, vals):
        """{(record, field): files} that may only become more."""
        return {
            (record, name): record[name]
            for name in self._growing_fields & vals.keys()
            for record in self
            if record._freeze_level()
        }

    def _open_names(self):
        """What a first signature leaves open."""
        gaps = {name for name in self._fillable_until_executed if not self[name]}
        return self._open_until_executed | gaps

    def _is_really_changed(self, record, name, value):
        """A form or an import may send a value that stands there already."""
        field = self._fields[name]
        if name == "state" or (not field.store and not field.inverse):
            return False
        if field.type in ("one2many", "many2many"):
            return field.type == "many2many" or not self._children_guard_themselves(field)
        old = field.convert_to_cache(record[name], record)
        return field.convert_to_cache(value, record, validate=False) != old

    def _children_guard_themselves(self, field):
        return isinstance(self.env[field.comodel_name], self.env.registry[MIXIN])

    def _description_of(self, model):
        return self.env["ir.model"]._get(model).name

    def _implied_changes(self, vals):
        """Hook: {record: values} that are agreed along with these changes of this record."""
        return {}

    def _apply_agreed(self, vals):
        """Hook: write what an amendment has changed, and what follows from it."""
        self._write_settled(vals)

    def _frozen_message(self, what):
        """The refusal, with what to do instead (screens.md §14.3)."""
        if self._freeze_level() == 1:
            return self.env._(
                "%(record)s is being signed; “%(what)s” can only change after it went"
                " back to draft, and is then signed anew.",
                record=self.display_name,
                what=what,
            )
        return self.env._(
            "%(record)s is signed; “%(what)s” can only change by an amendment.",
            record=self.display_name,
            what=what,
        )
