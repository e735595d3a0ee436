import re

from odoo.models import MAGIC_COLUMNS

from odoo.addons.crm_contract_compliance.models.document.crm_contract_bundle_events import SOURCES

from ..common import ComplianceCase

# Models whose days are no events of their own, and why.
TOLD_ELSEWHERE = {
    "crm.contract.access": "who looked is in the access log, which no bundle repeats",
    "crm.contract.amendment.change": "what an amendment changes, on the amendment's day",
    "crm.contract.amendment.line": "what an amendment changes, on the amendment's day",
    "crm.contract.clause": "leaves the text by an amendment, on its day",
    "crm.contract.fee": "what is due by it are payments",
    "crm.contract.obligation": "what is due by it are deadlines",
    "crm.contract.penalty.rule": "terms, changed by an amendment on its day",
    "crm.contract.report": "a period; that it was given is a deadline",
    "crm.contract.settlement.line": "a period within the settlement, which is told",
}
# Facts of a source that another day of it tells, and why.
SAID_BY_ANOTHER = {
    "complete_on",  # the later of signature and seal
    "signed_at",  # the moment of signed_on
    "executed_at",  # the moment of executed_on
    "delivered_at",  # the moment of delivered_on
    "held_on",  # the day of held_at
    "received_on", "answered_on", "closed_on", "assigned_at", "started_at",  # days and steps
    "effective_on",  # what a notice works on is its contract's day
    "told_at",  # the later of both notices
    "remind_on", "manual_on", "video_on", "nearly_used_on",  # our own tellings
    "archived_on",  # where the note is kept
    "target_at",  # a plan; its deadline tells it
}  # fmt: skip


class TestBundleEvents(ComplianceCase):
    """The timeline of the evidence leaves nothing out by accident (B-G)."""

    def _days(self, model):
        return {
            name
            for name, field in self.env[model]._fields.items()
            if field.type in ("date", "datetime") and field.store and name not in MAGIC_COLUMNS
        }

    def _bound(self):
        """Models below a contract that keep a day."""
        for name in self.env.registry:
            model = self.env[name]
            is_kept = name.startswith("crm.contract.") and model._auto and not model._transient
            if is_kept and "contract_id" in model._fields and self._days(name):
                yield name

    def test_every_model_with_a_day_is_told_or_says_why_not(self):
        bound = set(self._bound())
        self.assertEqual(bound - SOURCES.keys() - TOLD_ELSEWHERE.keys(), set())
        self.assertEqual(TOLD_ELSEWHERE.keys() - bound, set(), "there is no such model")

    def test_every_fact_of_a_source_is_told(self):
        for name, source in SOURCES.items():
            facts = {day for day in self._days(name) if re.search("(?<!_due)_(on|at)$", day)}
            left = facts - set(source.days) - SAID_BY_ANOTHER
            self.assertFalse(left, name)

    def test_every_field_of_a_source_is_there(self):
        for name, source in SOURCES.items():
            fields = self.env[name]._fields
            self.assertFalse({*source.days, *source.details} - fields.keys(), name)
