from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.history import Change
from ..base import doors


class CrmContractAmendmentChange(models.Model):
    """What is agreed in addition, such as another fee: it is there from its application on."""

    _inherit = "crm.contract.amendment.change"

    op = fields.Selection(
        [("set", "Change a Term"), ("add", "Add")], "Do", required=True, default="set"
    )
    new_name = fields.Char("Name")

    subjects = fields.Json(compute="_compute_subjects")

    @api.depends("op")
    def _compute_subjects(self):
        """What can be chosen: few things are added or removed."""
        for change in self:
            change.subjects = change._subjects_of_op()

    def _subjects_of_op(self):
        return self._addable() if self.op == "add" else list(self._subjects())

    @api.depends("op", "new_name")
    def _compute_words(self):
        result = super()._compute_words()
        for change in self.filtered(lambda row: row.op == "add"):
            change.what = self.env._("Added: %s", change._added_name() or "")
            change.before = "–"
            change.after = change._addition_in_words()
        return result

    @api.onchange("op")
    def _onchange_op(self):
        if self.op == "add":
            self.term = False
            self.subject = self._addable()[0]

    @api.model
    def _addable(self):
        """Hook: the subjects of which something can be agreed in addition."""
        return []

    def _added_name(self):
        """Hook: what it is called."""
        return self.new_name

    def _addition_vals(self):
        """Hook: the values of the new record, beside its contract."""
        return {}

    def _addition_in_words(self):
        """Hook: what is agreed of the new record, in one line."""
        return ""

    def _refuse_wrong(self):
        additions = self.filtered(lambda row: row.op == "add")
        for change in additions:
            if change.subject not in change._addable():
                raise ValidationError(self.env._("Choose what is added: a fee or a duty."))
            change._refuse_term()
            if not (change._added_name() or "").strip():
                raise ValidationError(self.env._("Name what is added."))
        return super(CrmContractAmendmentChange, self - additions)._refuse_wrong()

    def _refuse_term(self):
        """What is added or removed is one record; no field of another slips in with it."""
        if self.term:
            raise ValidationError(
                self.env._("A row changes a term, or adds or removes something: never both.")
            )

    def _effective_on(self):
        """Its day; while none is agreed, what today would be."""
        return self.amendment_id.effective_date or self.contract_id._local_today()

    def _add_agreed(self):
        """Create what was agreed in addition, below a contract that is frozen for everybody."""
        self.ensure_one()
        records = self.env[self._subjects()[self.subject].model].sudo()
        vals = {"contract_id": self.contract_id.id, **self._addition_vals()}
        record = doors.through(records, "crm_contract_settle").create(vals)
        return doors.closed(record, "crm_contract_settle")

    def _as_addition(self):
        """What a later day will find, told before its record is there."""
        one = self._subjects()[self.subject]
        vals = {"contract_id": self.contract_id.id, **self._addition_vals()}
        return Change(
            self.amendment_id.execution_id.executed_at,
            -self.id,
            self._effective_on(),
            f"{one.model},{-self.id}",
            "add",
            new=self.env[one.model].new(vals)._history_values(one.names),
        )

    def _added_vals(self, record):
        names = self._subjects()[self.subject].names
        return {
            "op": "add",
            "res_model": record._name,
            "res_id": record.id,
            "new_value": record._history_values(names),
        }


class CrmContractAmendment(models.Model):
    _inherit = "crm.contract.amendment"

    def _additions(self):
        return self.change_ids.filtered(lambda row: row.op == "add")

    def _is_on_record(self):
        """Signed and proven: what a later day will say is known."""
        return self.state == "executed" and not self._gaps_of_notice()

    def _apply(self):
        """What is new gets its place in the history when it gets its record."""
        lines = [change._added_vals(change._add_agreed()) for change in self._additions()]
        self._record(lines)
        return super()._apply()


class CrmContract(models.Model):
    _inherit = "crm.contract"

    def _history_changes(self):
        """What will be added has no record yet; whoever looks at a later day finds it."""
        waiting = self.sudo().amendment_ids.filtered(lambda row: row._is_on_record())
        additions = [change._as_addition() for change in waiting._additions()]
        return [*super()._history_changes(), *additions]
