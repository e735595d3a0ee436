from collections import namedtuple

from odoo import api, models

from .crm_contract_history import PARTY_TERMS

Subject = namedtuple("Subject", "model link names")
"""What of a contract can be amended: a model, the many2one to its record, its agreed fields."""

VALUE_OF = {
    "char": "char",
    "text": "text",
    "integer": "integer",
    "float": "number",
    "monetary": "amount",
    "date": "date",
    "selection": "choice",
    "boolean": "choice",
    "many2one": "partner",
}
# What the signature, the type or another move of the contract says, and no amendment.
_NOT_AGREED = {
    "type_id",
    "our_side",
    "currency_id",
    "partner_id",
    "signing_date",
    "signing_place",
    "effective_date",
    "is_end_date_fixed",
    "is_signing_place_required",
    "main_execution_mode",
    "is_amendment_notice_needed",
    "third_party_execution_mode",
    "supplier_side",
    "payer_side",
    "representative_capacity",
    "copies_total",
    "copies_a",
    "copies_b",
    "copies_third",
    "copies_stated",
    "is_standard_form",
}


class CrmContractAmendmentTerms(models.AbstractModel):
    """What of a contract can be amended, and how a row keeps the new value."""

    _name = "crm.contract.amendment.terms"
    _description = "Terms That Can Be Amended"

    @api.model
    def _subjects(self):
        """Hook: {subject: what of it can be amended}."""
        contract = self.env["crm.contract"]
        settled = contract._settled_names() | _NOT_AGREED
        names = [name for name in contract._history_names() if name not in settled]
        return {
            "contract": Subject("crm.contract", None, tuple(names)),
            "party": Subject("crm.contract.party", "party_id", PARTY_TERMS),
        }

    @api.model
    def _fields_of(self, subject):
        one = self._subjects()[subject]
        return [self.env[one.model]._fields[name] for name in one.names]

    @api.model
    def _select_terms(self):
        """All that can be amended, “subject.field”, by name within each subject."""
        found = []
        for subject in self._subjects():
            labels = [
                (f"{subject}.{field.name}", field._description_string(self.env))
                for field in self._fields_of(subject)
            ]
            found += sorted(labels, key=lambda pair: pair[1])
        return found

    @api.model
    def _select_choices(self):
        """All that a choice may say, “subject.field=key”."""
        return [
            (key, label)
            for subject in self._subjects()
            for field in self._fields_of(subject)
            for key, label in self._choices_of(subject, field)
        ]

    @api.model
    def _choices_of(self, subject, field):
        if field.type == "boolean":
            pairs = [("yes", self.env._("Yes")), ("no", self.env._("No"))]
        elif field.type == "selection":
            pairs = field._description_selection(self.env)
        else:
            pairs = []
        return [(f"{subject}.{field.name}={key}", label) for key, label in pairs]

    def _own_choices(self, field):
        return {key for key, _label in self._choices_of(self.subject, field)}

    def _term_name(self):
        return (self.term or "").partition(".")[2]

    def _field(self):
        subject, _dot, name = (self.term or "").partition(".")
        one = self._subjects().get(subject)
        return self.env[one.model]._fields[name] if one and name in one.names else None

    def _target(self):
        """The record whose field changes; none while it is not chosen."""
        self.ensure_one()
        link = self._subjects()[self.subject or "contract"].link
        return self[link] if link else self.contract_id

    def _new_value(self):
        """As the history keeps it: days as ISO dates, links as ids."""
        field = self._field()
        kind = VALUE_OF[field.type]
        value = self["value_partner_id" if kind == "partner" else f"value_{kind}"]
        if kind == "choice":
            key = (value or "").rpartition("=")[2]
            return key == "yes" if field.type == "boolean" else key or False
        if kind == "date":
            return value.isoformat() if value else False
        return value.id if kind == "partner" else value

    def _value_before(self):
        """Live until it is on record; then what the record says of it."""
        target, name = self._target(), self._term_name()
        line = self.amendment_id.line_ids.filtered(
            lambda row: (
                (row.res_model, row.res_id, row.field_name) == (target._name, target.id, name)
            )
        )[:1]
        return line._said(line.old_value) if line else target._history_values([name])[name]

    def _propose(self, field, value):
        kind = VALUE_OF[field.type]
        if kind == "choice":
            key = ("yes" if value else "no") if field.type == "boolean" else value
            value = f"{self.term}={key}" if key else False
        self["value_partner_id" if kind == "partner" else f"value_{kind}"] = value
