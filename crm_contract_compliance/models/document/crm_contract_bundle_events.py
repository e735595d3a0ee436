from dataclasses import dataclass
from datetime import datetime

from odoo import fields, models

from ...tools.bundle import Event, in_order
from ..base.value_words import value_in_words
from ..base.words import listed


@dataclass(frozen=True, slots=True)
class Source:
    """The days of a model that are events, and the fields that say more about each."""

    days: tuple[str, ...]
    details: tuple[str, ...] = ()


# Days that are a plan, not a fact, count up to today alone; see ``_is_told``.
SOURCES = {
    "crm.contract.signature": Source(
        ("signed_on", "sealed_on", "refused_on"),
        ("side", "signer_name", "capacity", "method", "refusal_reason"),
    ),
    "crm.contract.question": Source(
        ("asked_at", "answered_at"), ("title", "side", "question", "answer")
    ),
    "crm.contract.execution": Source(
        ("document_fixed_at", "executed_on"), ("kind", "state", "document_sha256")
    ),
    "crm.contract.requirement": Source(
        ("done_on", "waived_on", "delivered_on", "accepted_a_on", "accepted_b_on"),
        ("name", "side", "waiver_reason"),
    ),
    "crm.contract.amendment": Source(
        ("executed_on", "effective_date", "applied_on"), ("name", "side", "state")
    ),
    "crm.contract.notice": Source(
        ("sent_on", "delivered_on", "answered_on"),
        ("kind", "side", "to_side", "subject", "method", "status", "proof_reference"),
    ),
    "crm.contract.deadline": Source(("due_date", "done_on"), ("name", "side", "state")),
    "crm.contract.payment": Source(
        ("due_date", "paid_on", "cancelled_on"),
        ("name", "payer_side", "amount", "paid_amount", "residual_amount"),
    ),
    "crm.contract.breach": Source(
        ("occurred_on", "known_on"), ("type_id", "side", "clause", "obligation", "state")
    ),
    "crm.contract.claim": Source(
        ("confirmed_on", "limitation_date"),
        ("head", "creditor_side", "debtor_side", "claimed_amount", "allowed_amount", "state"),
    ),
    "crm.contract.liability.cap": Source(
        ("determined_on",), ("partner_id", "determined_by", "limit_amount")
    ),
    "crm.contract.liability.entry": Source(("posted_on",), ("kind", "amount", "note")),
    "crm.contract.interruption": Source(
        ("date_start", "date_end", "security_on", "notified_on", "proven_on", "accepted_on"),
        ("kind", "side", "state", "rejection_reason"),
    ),
    "crm.contract.termination": Source(
        ("requested_end_date", "ended_on", "overridden_on", "settlement_computed_on", "cleared_on"),
        ("kind", "ground_id", "initiator_side", "state"),
    ),
    "crm.contract.third.party": Source(
        (
            "notified_on",
            "consent_a_on",
            "consent_b_on",
            "agreed_on",
            "date_start",
            "date_end",
            "exit_asked_on",
            "ended_on",
        ),
        ("partner_id", "kind", "state"),
    ),  # fmt: skip
    "crm.contract.qualification": Source(
        ("issued_on", "expires_on", "renewed_on"), ("name", "number", "issuer")
    ),
    "crm.contract.data.processing": Source(
        (
            "date_start",
            "date_end",
            "assessed_on",
            "sub_consent_a_on",
            "sub_consent_b_on",
            "ended_on",
        ),
        ("third_party_id", "role", "version", "state"),
    ),  # fmt: skip
    "crm.contract.data.consent": Source(
        ("consented_on", "withdrawn_on"), ("partner_id", "basis", "version")
    ),
    "crm.contract.incident": Source(
        ("occurred_on", "found_at", "authority_notified_at", "persons_notified_at", "closed_on"),
        ("name", "side", "state"),
    ),
    "crm.contract.nda": Source(("date_start", "date_end"), ("name", "state")),
    "crm.contract.disclosure": Source(
        ("disclosed_on", "known_on", "consented_on", "ordered_on"), ("name", "kind", "side")
    ),
    "crm.contract.case": Source(
        (
            "received_at",
            "extension_notified_on",
            "answered_at",
            "outcome_sent_on",
            "data_updated_on",
            "corrective_done_on",
            "preventive_done_on",
            "closed_at",
        ),
        ("name", "kind", "state"),
    ),  # fmt: skip
    "crm.contract.communication": Source(
        ("held_at",), ("name", "channel_id", "direction", "person", "summary")
    ),
    "crm.contract.dispute": Source(
        ("raised_on", "filed_on", "resolved_on"),
        ("name", "side", "forum", "case_number", "disputed_amount", "state"),
    ),
    "crm.contract.dispute.talk": Source(("held_on",), ("people",)),
    "crm.contract.dispute.cost": Source(("paid_on",), ("name", "payer_side", "amount")),
}
_NAMES = frozenset(
    {
        "name",
        "title",
        "kind",
        "head",
        "type_id",
        "partner_id",
        "third_party_id",
        "ground_id",
        "people",
    }
)
_OWN = Source(("signing_date", "effective_date", "end_date", "renewal_decided_on", "ended_on"))


class CrmContract(models.Model):
    """Everything with a date that stands below a contract, in one order (the evidence bundle)."""

    _inherit = "crm.contract"

    def _bundle_events(self):
        """What this reader may see of what happened, oldest first."""
        self.ensure_one()
        events = [event for row in self for event in self._events_of(row, _OWN)]
        for name, source in SOURCES.items():
            rows = self.env[name].with_context(active_test=False)
            if not rows.has_access("read"):
                continue
            for row in rows.search([("contract_id", "=", self.id)]):
                events += self._events_of(row, source)
        return in_order(events)

    def _events_of(self, row, source):
        kind = self.env["ir.model"]._get(row._name).name
        return [
            Event(
                day=self._local_day(row[name]),
                kind=kind,
                what=row._fields[name]._description_string(self.env),
                details=self._event_details(row, name, source),
                origin=f"{row._name},{row.id}",
            )
            for name in source.days
            if row[name] and self._is_told(row, name)
        ]

    def _local_day(self, value):
        """A moment counts on the contract's own calendar."""
        if isinstance(value, datetime):
            return fields.Datetime.context_timestamp(self.with_context(tz=self.tz), value).date()
        return value

    def _is_told(self, row, name):
        """What a plan says of days to come is no event, nor what became of nothing."""
        if row._name == "crm.contract.deadline" and row.state == "cancelled":
            return False
        return self._local_day(row[name]) <= self._local_today()

    def _event_details(self, row, name, source):
        words = [self._detail_words(row, one) for one in source.details if row[one]]
        late = self._late_words(row, name)
        return listed(self.env, [*words, *([late] if late else [])])

    def _detail_words(self, row, name):
        """“Amount: ¥ 5.00”; what names the record needs no label."""
        field = row._fields[name]
        value = value_in_words(row, name, field.convert_to_write(row[name], row))
        if name in _NAMES:
            return value
        label = field._description_string(self.env)
        return self.env._("%(label)s: %(value)s", label=label, value=value)

    def _late_words(self, row, name):
        """A duty or a payment that was done says how late it was; an open one, that it is."""
        if row._name not in ("crm.contract.deadline", "crm.contract.payment"):
            return ""
        done = row.done_on if row._name == "crm.contract.deadline" else row.paid_on
        if not row.due_date or (name == "due_date" and done):
            return ""
        is_open = not done and (row._name != "crm.contract.deadline" or row.state != "skipped")
        last = self._local_today() if is_open else done
        days = (last - row.due_date).days if last else 0
        if days <= 0:
            return ""
        if is_open:
            return self.env._("%s days overdue", days)
        return self.env._("%s days late", days)
