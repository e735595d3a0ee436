import logging

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..base.batches import in_batches
from ..base.discreet import loggable
from ..base.row_lock import queue_up
from ..base.words import listed

_logger = logging.getLogger(__name__)


class CrmContractAmendment(models.Model):
    """What was signed goes on record at once; the live records follow when its day has come.

    The later agreement wins, a backdated one included: what is written is what the history says
    of today, never the amendment's own value blindly (engine 4, I11).
    """

    _inherit = "crm.contract.amendment"

    @api.model
    def _cron_apply(self, limit=200):
        """Apply what is signed, proven and due. One that cannot be applied says why, and stops
        nobody.
        """
        due = [
            ("state", "=", "executed"),
            ("effective_date", "<=", fields.Date.add(fields.Date.today(), days=1)),
        ]
        for batch in in_batches(self, due, limit):
            for amendment in batch:
                try:
                    amendment._try_to_apply()
                except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                    _logger.info("Amendment %s is being applied by somebody else", amendment.id)

    def _try_to_apply(self):
        try:
            with self.env.cr.savepoint():
                if self.error:
                    self._write_settled({"error": False})
                self._carry_on()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise  # no fault of the amendment: Odoo tries again
        except Exception as error:  # noqa: BLE001  one that fails is recorded, the rest go on
            _logger.info("Amendment %s could not be applied: %s", self.id, loggable(self, error))
            self._write_settled({"error": str(error)[:1000] or type(error).__name__})

    def _put_on_record(self):
        """The lines of history, with the moment of the agreement; once."""
        self.ensure_one()
        if self.line_ids.filtered(lambda line: line.op != "add"):
            return
        contract = self.contract_id.sudo()
        contract._wait_for_other_amendments()
        known_at = self.execution_id.executed_at
        lines = [
            record._changed_vals(
                name, contract._said_when_agreed(record, name, known_at), vals[name]
            )
            for record, vals in self._agreed().items()
            for name in vals
        ]
        self._record([*lines, *(change._removed_vals() for change in self._removals())])

    def _record(self, lines):
        self.contract_id.sudo()._record_changes(
            lines,
            self.reason,
            self.effective_date,
            known_at=self.execution_id.executed_at,
            amendment_id=self.id,
        )
        self.invalidate_recordset(["line_ids"])

    def _agreed(self):
        """{record: {field: new value}} of all changes, with what is agreed along with them."""
        agreed = {}
        for change in self.change_ids.sudo().filtered(lambda row: row.op == "set"):
            agreed.setdefault(change._target(), {})[change._term_name()] = change._new_value()
        for record, vals in list(agreed.items()):
            for other, implied in record._implied_changes(dict(vals)).items():
                agreed[other] = {**implied, **agreed.get(other, {})}
        return agreed

    def _apply(self):
        """One transaction: history, live records, what follows from them, a note."""
        self._put_on_record()
        contract = self.contract_id.sudo()
        contract._wait_for_other_amendments()
        contract._follow_history(self._agreed())
        for change in self._removals():
            change._remove_agreed()
        self._write_settled({"applied_on": contract._local_today(), "error": False})
        contract._message_log(body=self._note())

    def _note(self):
        changes = [
            self.env._(
                "%(what)s: %(before)s → %(after)s",
                what=line.what,
                before=line.old_said,
                after=line.new_said,
            )
            for line in self.line_ids
        ]
        return self.env._(
            "Amended, in effect since %(day)s: %(changes)s",
            day=self._effective_in_words(),
            changes=listed(self.env, changes) or self.name,
        )

    def _rehearse(self):
        """Try what is asked for on the live records.

        :raises UserError: what the records themselves would say
        """
        for amendment in self.sudo().filtered("change_ids"):
            amendment._try_on()

    def _try_on(self):
        """Write them onto the live records, one after the other, for their checks, and undo it.

        :return: what the contract would then leave loose, in words
        """
        point = self.env.cr.savepoint()
        try:
            for amendment in self:
                for change in amendment._additions():
                    change._add_agreed()
                for change in amendment._removals():
                    change._remove_agreed()
                amendment.contract_id._write_agreed(amendment._agreed())
            self.env.flush_all()
            return self.contract_id._loose_ends()
        finally:
            point.close(rollback=True)

    def _unrehearsed(self):
        """Rows that come with their amendment are tried together, once."""
        return self.with_context(crm_contract_is_rehearsed_later=True)


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _loose_ends(self):
        """Hook: what its dates leave loose, in words; each is possible, and worth a look."""
        return []

    def _wait_for_other_amendments(self):
        """A write, so that of two amendments at once the second sees what the first recorded."""
        queue_up(self, ())

    def _said_when_agreed(self, record, name, moment):
        """What the field said on the day of the agreement, as it was known then."""
        day = fields.Datetime.context_timestamp(self.with_context(tz=self.tz), moment).date()
        return self._value_as_of(name, day, record, moment)

    def _follow_history(self, agreed):
        """Bring what the amendments touched to what the history says of today."""
        said = self._as_of(self._local_today())
        wanted = {}
        for record, vals in agreed.items():
            row = said.get(f"{record._name},{record.id}", {})
            live = record._history_values([*vals])
            differs = {name: row[name] for name in vals if name in row and row[name] != live[name]}
            if differs:
                wanted[record] = differs
        self._write_agreed(wanted)

    def _write_agreed(self, agreed):
        """The contract first, with what it derives, then its rows; all or nothing."""
        self.ensure_one()
        own = agreed.get(self, {})
        changed = self._settling_fields() & own.keys()
        if changed:
            said = self._history_values(
                [*self._settling_fields() - {"party_ids"}, "effective_date"]
            )
            own = {**own, **self._derived_dates({**said, **own}, changed)}
        if own:
            self._apply_agreed(own)
        for record, vals in agreed.items():
            if record != self:
                record._apply_agreed(vals)
        self._settle_terms()
