from dataclasses import dataclass
from datetime import date

from odoo import api, models


@dataclass(frozen=True, slots=True)
class DeadlineSpec:
    """What a record wants the timeline to keep for it.

    ``key`` is stable while the date moves (a recurring duty gives its occurrence number);
    ``done_on`` says that the fact behind the deadline is already there, which closes the row.
    """

    kind: str
    due_date: date
    key: str = ""
    user_id: int | bool = False
    side: str | bool = False
    subject: str = ""
    needs_proof: bool = False
    done_on: date | None = None


class CrmContractDeadlineMixin(models.AbstractModel):
    """Dates of a record on the one timeline.

    A model lists the stored fields that its dates rest on in ``_deadline_triggers`` and says
    its dates in ``_deadline_specs``; ``_deadline_people`` are the fields that name who answers for
    one of them. Rows follow on create, on write, and when a stored
    computed trigger moves, which calls neither.
    """

    _name = "crm.contract.deadline.mixin"
    _description = "Record with Deadlines"
    _deadline_triggers = frozenset()
    _deadline_people = frozenset({"user_id"})

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.filtered(lambda record: record._deadline_specs())._sync_deadlines()
        return records

    def write(self, vals):
        result = super().write(vals)
        if self._deadline_triggers & vals.keys():
            self._sync_deadlines(is_person_named=bool(self._deadline_people & vals.keys()))
        return result

    def _compute_field_value(self, field):
        result = super()._compute_field_value(field)
        # One method may compute several fields; it is called for any one of them.
        computed = {other.name for other in self.pool.field_computed[field] if other.store}
        if computed & self._deadline_triggers:
            self.filtered(lambda record: isinstance(record.id, int))._sync_deadlines()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_deadlines(self):
        self._deadline_rows().sudo().unlink()

    def _deadline_rows(self):
        return (
            self.env["crm.contract.deadline"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        )

    def _deadline_specs(self):
        """Hook: the deadlines of one record, from stored fields of its own row only."""
        self.ensure_one()
        return []

    def _deadlines_kept_until(self):
        """Hook: rows due by that day stay as they are, whatever the specs say today."""
        return False

    def _deadline_contract(self):
        """Hook: the contract on whose timeline the record stands."""
        return self.contract_id

    def _sync_deadlines(self, is_person_named=False):
        specs = {record: record._deadline_specs() for record in self}
        self.env["crm.contract.deadline"].sudo()._sync(self, specs, is_person_named)
