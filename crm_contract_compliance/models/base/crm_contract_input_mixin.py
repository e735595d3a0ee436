from datetime import date, datetime
from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from ...tools.term import MAX_YEAR
from . import doors

MIN_YEAR = 1900
MAX_LINE = 4096
MAX_TEXT = 1024 * 1024
MAX_AMOUNT = 1e15
MAX_INTEGER = 2**31 - 1
_CHECKS = {
    "char": "_check_text_input",
    "text": "_check_text_input",
    "html": "_check_text_input",
    "integer": "_check_integer_input",
    "float": "_check_number_input",
    "monetary": "_check_number_input",
    "date": "_check_date_input",
    "datetime": "_check_date_input",
    "selection": "_check_choice_input",
}


def _spelled(number):
    """As people write it: a large bound is no 1e+15."""
    return f"{number:,.16g}"


class CrmContractInputMixin(models.AbstractModel):
    """What comes in is refused with a message before a column would choke on it.

    ``_settled_fields`` are written by the addon alone, at named moments; so is whatever a
    stored compute keeps. Nobody types them, neither directly nor as a default.
    ``_anchor_fields`` say where a record belongs; ``_bounds`` are the numbers that a field
    takes, both limits included, ``_ordered_days`` pairs of days of which the second does not
    come first: said before the database's own check would. ``_person_names`` are the columns in
    which somebody typed who it was: a request about personal data looks there.
    """

    _name = "crm.contract.input.mixin"
    _description = "Checked Input"
    _settled_fields = frozenset()
    _anchor_fields = frozenset({"contract_id"})
    _bounds = {}
    _ordered_days = ()
    _person_names = ()

    @api.model
    def default_get(self, fields):
        """Of a derived column only the model's own default counts, and only to the addon."""
        settled = self._settled_names() & set(fields)
        values = super().default_get([name for name in fields if name not in settled])
        if self._is_door_open():
            for field in (self._fields[name] for name in settled):
                if field.default:
                    value = field.convert_to_cache(field.default(self), self, validate=False)
                    values[field.name] = field.convert_to_write(
                        field.convert_to_record(value, self), self
                    )
        return values

    @api.model_create_multi
    def create(self, vals_list):
        chosen = set()
        default = self._given_defaults(self._checked_names())
        for vals in vals_list:
            self._refuse_settled(vals)
            self._refuse_bad_input({**default, **vals}, chosen)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_settled(vals)
        self._refuse_bad_input(vals)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        """Stored computes run as superuser, in a form too: no form is pointed at what is hidden."""
        for name in self._anchor_fields & values.keys():
            if isinstance(values[name], int):
                self.env[self._fields[name].comodel_name].browse(values[name] or ()).check_access(
                    "read"
                )
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _refuse_out_of_reach(self, vals_list):
        """Before any other refusal, which would tell of a contract that is none of theirs."""
        vals_list = self._with_defaults(vals_list, "contract_id")
        ids = {vals["contract_id"] for vals in vals_list if vals.get("contract_id")}
        self.env["crm.contract"].browse(ids).check_access("read")

    def _check_company(self, fnames=None):
        """Of records that point at the same, one is checked for all (B-G6)."""
        names = [
            name
            for name, field in self._fields.items()
            if name == "company_id" or field.relational and field.check_company
        ]
        alike = self.sudo().grouped(lambda record: tuple(record[name] for name in names))
        ones = self.browse(records[0].id for records in alike.values())
        return super(CrmContractInputMixin, ones)._check_company(fnames)

    def _write_settled(self, vals):
        """Write derived values, onto records that are frozen for everybody else too."""
        if vals:
            doors.through(self, "crm_contract_settle").write(vals)

    def _is_door_open(self):
        return doors.opened(self, "crm_contract_settle") or doors.opened(
            self, "crm_contract_register"
        )

    @api.model
    @ormcache()
    def _settled_names(self):
        """``_settled_fields`` and whatever a stored compute keeps."""
        return self._settled_fields | {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
        }

    @api.model
    def _with_defaults(self, vals_list, *names):
        """``vals_list`` with what a screen or a user brings for ``names`` by default."""
        default = self._given_defaults(names)
        return [{**default, **vals} for vals in vals_list]

    @api.model
    def _given_defaults(self, names):
        """Defaults that somebody gave; the fields' own are no part of them."""
        users = self.env["ir.default"]._get_model_defaults(self._name)
        context = self.env.context
        brought = [name for name in names if f"default_{name}" in context]
        given = {**users, **{name: context[f"default_{name}"] for name in brought}}
        return {name: given[name] for name in names if name in given}

    @api.model
    @ormcache()
    def _checked_names(self):
        """What may come in of a field whose input is checked."""
        return [
            name
            for name, field in self._fields.items()
            if field.type in _CHECKS and name not in self._settled_names()
        ]

    def _refuse_settled(self, vals):
        if self._is_door_open():
            return
        for name in sorted(self._settled_names() & vals.keys()):
            raise UserError(
                self.env._(
                    "“%(field)s” follows from the record itself and cannot be typed.",
                    field=self._label_of(name),
                )
            )

    def _refuse_bad_input(self, vals, chosen=None):
        """``chosen`` collects the choices: those that many rows share are looked up once."""
        chosen = set() if chosen is None else chosen
        for name, value in vals.items():
            field = self._fields.get(name)
            check = field and _CHECKS.get(field.type)
            if not check or value is None or value is False:
                if check == "_check_date_input" and field.required and not field.compute:
                    self._refuse_input(field, self.env._("it is empty"))
                continue
            if field.type == "selection" and isinstance(value, str):
                if (name, value) in chosen:
                    continue
                chosen.add((name, value))
            getattr(self, check)(field, value)
        for first, last in self._ordered_days:
            self._refuse_unordered(vals, first, last)

    def _check_text_input(self, field, text):
        if not isinstance(text, str):
            return
        most = (field.size or MAX_LINE) if field.type == "char" else MAX_TEXT
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            size = None
        if size is None or "\0" in text:
            self._refuse_input(field, self.env._("it holds characters that are no text"))
        if (len(text) if field.type == "char" else size) > most:
            self._refuse_input(field, self.env._("it is longer than %s characters", most))
        if field.required and not field.default and not text.strip():
            self._refuse_input(field, self.env._("it is empty"))

    def _check_number_input(self, field, value):
        """The number that ``value`` stands for."""
        try:
            number = float(value)
        except (TypeError, ValueError):
            self._refuse_input(field, self.env._("it is no number"))
        if not isfinite(number) or abs(number) >= MAX_AMOUNT:
            self._refuse_input(field, self.env._("the number is out of bounds"))
        least, most = self._bounds.get(field.name, (-MAX_AMOUNT, MAX_AMOUNT))
        if not least <= number <= most:
            self._refuse_input(
                field,
                self.env._(
                    "it lies outside %(least)s to %(most)s",
                    least=_spelled(least),
                    most=_spelled(most),
                ),
            )
        return number

    def _check_integer_input(self, field, value):
        number = self._check_number_input(field, value)
        if abs(number) > MAX_INTEGER:
            self._refuse_input(field, self.env._("the number is out of bounds"))
        return number

    def _check_date_input(self, field, value):
        try:
            day = value if isinstance(value, (date, datetime)) else fields.Date.to_date(value)
        except ValueError:
            self._refuse_input(field, self.env._("it is no date"))
        if day and not MIN_YEAR <= day.year <= MAX_YEAR:
            self._refuse_input(
                field,
                self.env._(
                    "it lies before %(first)s or after %(last)s", first=MIN_YEAR, last=MAX_YEAR
                ),
            )

    def _refuse_unordered(self, vals, first, last):
        """Two days of one record, whichever of them is written: ``last`` not before ``first``."""
        if not {first, last} & vals.keys():
            return
        for record in self or [{first: False, last: False}]:
            start, end = (
                fields.Date.to_date(vals[name]) if name in vals else record[name]
                for name in (first, last)
            )
            if start and end and end < start:
                self._refuse_input(
                    self._fields[last],
                    self.env._("it lies before “%s”", self._label_of(first)),
                )

    def _check_choice_input(self, field, value):
        if value != "" and value not in field.get_values(self.env):
            self._refuse_input(field, self.env._("“%s” is none of its choices", value))

    def _refuse_input(self, field, problem):
        raise ValidationError(
            self.env._(
                "“%(field)s” cannot be saved: %(problem)s.",
                field=self._label_of(field.name),
                problem=problem,
            )
        )

    def _history_values(self, names):
        """The record's values as its history keeps them: days as ISO dates, links as ids."""
        self.ensure_one()
        return {
            name: self._fields[name].convert_to_write(value, self)
            if not isinstance(value := self[name], date)
            else value.isoformat()
            for name in names
        }

    def _changed_vals(self, name, old, new):
        """A line of history: this field of this record said ``old`` and says ``new``."""
        self.ensure_one()
        return {
            "res_model": self._name,
            "res_id": self.id,
            "field_name": name,
            "old_value": old,
            "new_value": new,
        }

    def _label_of(self, name):
        return self._fields[name]._description_string(self.env)
