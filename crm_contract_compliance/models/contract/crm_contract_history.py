from datetime import datetime, timezone

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.models import MAGIC_COLUMNS

from ...tools.history import Change, as_of, value_as_of
from ..base import doors
from .selections import OTHER_SIDE

PARTY_TERMS = (
    "partner_id",
    "legal_name",
    "address",
    "phone",
    "email",
    "notice_address",
    "representative_id",
    "capacity",
    "bank_name",
    "bank_account_number",
)
# What a contract derives: on any day it follows from what the terms said on that day.
_DERIVED = ("end_date", "renewal_notice_date", "renewal_complete_date")
_OF_THE_END = {
    "is_end_date_fixed",
    "term_start_basis",
    "term_start_date",
    "term_years",
    "term_months",
    "end_date_convention",
}
_PARTIES = "crm.contract.party,"
_NEVER = {*MAGIC_COLUMNS, "display_name", "state", "code", "company_id", "tz"}


def _naive_utc(moment):
    """An ISO moment as Odoo counts; one with a zone of its own is brought to UTC."""
    if isinstance(moment, datetime):
        return moment
    parsed = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return parsed.astimezone(timezone.utc).replace(tzinfo=None) if parsed.tzinfo else parsed


class CrmContract(models.Model):
    """What the contract said on a given day, as it was known then (engine 4)."""

    _inherit = "crm.contract"

    amendment_line_ids = fields.One2many(
        "crm.contract.amendment.line", "contract_id", "Changes", readonly=True
    )

    @api.readonly
    def get_as_of(self, day, known_at=None):
        """What the contract, its parties and caps said on ``day``, as known at ``known_at``.

        The later agreement wins, backdated ones included (T1-5.3, promise I11).

        :param day: ISO date, in the contract's time zone
        :param known_at: ISO moment in UTC; none: all that is known today
        :return: ``{"model,id": {field: value}}``; many2ones as ids, days as ISO dates
        :raises AccessError: for whoever may not read the contract
        :raises UserError: for what is no day or no moment
        """
        self.ensure_one()
        self.check_access("read")
        try:
            said_on = fields.Date.to_date(day)
            known = _naive_utc(known_at) if known_at else None
        except (AttributeError, OverflowError, TypeError, ValueError):
            said_on = None
        if not said_on:
            raise UserError(
                self.env._(
                    "Give the day as 2026-12-31 and, if at all, the moment as 2026-12-31 12:00:00."
                )
            )
        return self._as_of(said_on, known)

    def action_view_as_of(self):
        return self._action_wizard("crm.contract.as.of.wizard", self.env._("As Of"))

    def _as_of(self, day, known_at=None):
        records = self._history_records(day)
        live = {
            f"{record._name},{record.id}": record._history_values(names)
            for record, names in records.items()
        }
        changes = self._history_changes()
        said = as_of(live, changes, day, known_at)
        own = f"{self._name},{self.id}"
        changed = self._changed_terms(changes)
        if own in said and changed:
            said[own] |= self._derived_dates(said[own], changed)
        if own in said and any(change.record.startswith(_PARTIES) for change in changes):
            said[own] |= self._derived_parties(said)
        return said

    def _changed_terms(self, changes):
        """Those of the contract's own fields, once changed, from which dates follow."""
        own = f"{self._name},{self.id}"
        changed = {change.field for change in changes if change.record == own}
        return changed & self._settling_fields()

    def _derived_dates(self, said, changed):
        """The dates that follow from what the terms ``said``, as the history keeps them."""
        terms = self.new({name: said[name] for name in self._settling_fields() & said.keys()})
        start = terms._term_start(fields.Date.to_date(said["effective_date"]))
        try:
            end = terms._settled_end(start) if changed & _OF_THE_END else terms.end_date
            window = terms._settled_window(end)
        except ValidationError:  # what is agreed for later may not fit what is said today
            return {}
        days = (end, window and window.notice_date, window and window.complete_date)
        return {
            name: day.isoformat() if day else False
            for name, day in zip(_DERIVED, days, strict=True)
        }

    def _history_records(self, day):
        """Hook: {record: the fields that its history is told of}, those there on ``day``."""
        return {
            self: self._history_names(),
            **self._amended_records(),
            **dict.fromkeys(self.party_ids, PARTY_TERMS),
        }

    def _amended_records(self):
        """{record: its fields} of what amendments have touched, whatever it is."""
        names = {
            one.model: one.names
            for one in self.env["crm.contract.amendment.change"]._subjects().values()
        }
        touched = {(line.res_model, line.res_id) for line in self.amendment_line_ids}
        touched -= {(party._name, party.id) for party in self.party_ids}
        return {
            record: names[model]
            for model, record_id in sorted(touched)
            if model in names and model != self._name
            for record in self.env[model].browse(record_id)._filtered_access("read")
        }

    def _history_changes(self):
        return [
            Change(
                line.known_at,
                line.id,
                line.effective_date,
                f"{line.res_model},{line.res_id}",
                line.op,
                line.field_name or "",
                line._said(line.old_value),
                line._said(line.new_value),
            )
            for line in self.amendment_line_ids
        ]

    def _derived_parties(self, said):
        """Who stood on which side, by what the parties ``said``."""
        rows = {party.side: said.get(f"{_PARTIES}{party.id}", {}) for party in self.party_ids}
        other = rows.get(OTHER_SIDE[self.our_side], {})
        return {
            "party_a_id": rows.get("a", {}).get("partner_id", False),
            "party_b_id": rows.get("b", {}).get("partner_id", False),
            "partner_id": other.get("partner_id", False),
            "partner_name": other.get("legal_name", False),
        }

    def _value_as_of(self, name, day, record=None, known_at=None):
        """What one field of the contract, or of a ``record`` of it, said on ``day``."""
        record = record or self
        key = f"{record._name},{record.id}"
        told = self._history_changes()
        if record == self and name in _DERIVED and self._changed_terms(told):
            return self._as_of(day, known_at)[key][name]
        changes = [change for change in told if change.record == key and change.field == name]
        return value_as_of(changes, record._history_values([name])[name], day, known_at)

    @api.model
    def _history_names(self):
        """What was agreed: the stored columns that the freeze holds."""
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and name not in self._living_fields
            and name not in _NEVER
            and not name.startswith(("message_", "activity_", "renewal_dec", "is_re"))
        ]

    def _record_changes(self, vals_list, reason, effective=None, **common):
        """Put what was agreed on record; the caller writes the live record."""
        self.ensure_one()
        common = {
            "contract_id": self.id,
            "op": "set",
            "known_at": fields.Datetime.now(),
            "effective_date": effective or self._local_today(),
            "recorded_by_id": self.env.uid,
            "reason": reason,
            **common,
        }
        lines = doors.through(self.env["crm.contract.amendment.line"].sudo(), "crm_contract_settle")
        lines.create([{**common, **vals} for vals in vals_list])
        self.invalidate_recordset(["amendment_line_ids"])
