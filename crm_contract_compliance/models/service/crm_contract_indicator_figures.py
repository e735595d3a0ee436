from odoo import models
from odoo.fields import Domain

from ...tools.indicator import Figure, average, share_of
from ..base.numbers import to_decimal

GOOD_SCORE = 4


class CrmContractIndicator(models.Model):
    """The figures of a contract's period: one grouped query each, from stored days alone.

    So they are the same on whatever day they are asked for (I11). The caller has asked for
    access to the contract: a report says the same to each of its readers.
    """

    _inherit = "crm.contract.indicator"

    def _figure(self, contract, period):
        """None: it is entered by hand."""
        self.ensure_one()
        measure = getattr(self, f"_measure_{self.key}", None)
        return measure(contract, period) if measure else None

    def _measure_complaints_received(self, contract, period):
        return self._count_cases("complaint", contract, period)

    def _measure_requests_received(self, contract, period):
        return self._count_cases("request", contract, period)

    def _measure_complaints_in_time(self, contract, period):
        """T0-7.1: of those received in the period."""
        return self._share_in_time("complaint", contract, period)

    def _measure_requests_in_time(self, contract, period):
        return self._share_in_time("request", contract, period)

    def _measure_answer_hours(self, contract, period):
        """Of the complaints and requests received in the period that were answered."""
        answered = self._cases(contract, period) & Domain("answered_at", "!=", False)
        [(hours, count)] = self._read("crm.contract.case", answered, [], "answer_hours:sum")
        return Figure(average(to_decimal(hours), count), count, count)

    def _measure_visits_held(self, contract, period):
        """Of those due in the period, what was done by its last day."""
        due = (
            Domain("contract_id", "=", contract.id)
            & Domain("duty_kind", "=", "visit")
            & Domain("due_date", ">=", period.first)
            & Domain("due_date", "<=", period.last)
            & Domain("state", "!=", "cancelled")
        )
        groups = self._read("crm.contract.deadline", due, ["state", "done_on:day"])
        held = sum(
            count for state, day, count in groups if state == "done" and day and day <= period.last
        )
        return share_of(held, sum(count for *_rest, count in groups))

    def _measure_satisfaction(self, contract, period):
        """Of the cases closed in the period whose customer gave a score."""
        scored = self._scored(contract, period)
        [(total, count)] = self._read("crm.contract.case", scored, [], "feedback_score:sum")
        return Figure(average(to_decimal(total), count), count, count)

    def _measure_satisfied(self, contract, period):
        """T0-2.1: the share of good scores among them."""
        groups = self._read("crm.contract.case", self._scored(contract, period), ["feedback_score"])
        good = sum(count for score, count in groups if score >= GOOD_SCORE)
        return share_of(good, sum(count for _score, count in groups))

    def _count_cases(self, kind, contract, period):
        [(count,)] = self._read("crm.contract.case", self._cases(contract, period, kind), [])
        return Figure(to_decimal(count), count, count)

    def _share_in_time(self, kind, contract, period):
        """What is still open is not in time: no clock is asked."""
        cases = self._cases(contract, period, kind)
        counts = dict(self._read("crm.contract.case", cases, ["timing"]))
        return share_of(counts.get("in_time", 0), sum(counts.values()))

    def _cases(self, contract, period, kind=None):
        received = (
            Domain("contract_id", "=", contract.id)
            & Domain("received_on", ">=", period.first)
            & Domain("received_on", "<=", period.last)
            & Domain("state", "!=", "cancelled")
        )
        return received & Domain("kind", "=", kind) if kind else received

    def _scored(self, contract, period):
        return (
            Domain("contract_id", "=", contract.id)
            & Domain("closed_on", ">=", period.first)
            & Domain("closed_on", "<=", period.last)
            & Domain("feedback", "=", "given")
        )

    def _read(self, model, domain, groupby, *aggregates):
        return self.env[model].sudo()._read_group(domain, groupby, [*aggregates, "__count"])
