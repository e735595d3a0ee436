from odoo import api, fields, models
from odoo.exceptions import ValidationError

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
        """What can be chosen: of few things something is added."""
        for change in self:
            addable = change.op == "add" and self._addable()
            change.subjects = addable or list(self._subjects())

    @api.depends("op", "new_name")
    def _compute_words(self):
        result = super()._compute_words()
        for change in self.filtered(lambda row: row.op == "add"):
            change.what = self.env._("Added: %s", change.new_name or "")
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
            if not (change.new_name or "").strip():
                raise ValidationError(self.env._("Name what is added."))
        return super(CrmContractAmendmentChange, self - additions)._refuse_wrong()

    def _add_agreed(self):
        """Create what was agreed in addition, below a contract that is frozen for everybody."""
        self.ensure_one()
        records = self.env[self._subjects()[self.subject].model].sudo()
        vals = {"contract_id": self.contract_id.id, **self._addition_vals()}
        record = doors.through(records, "crm_contract_settle").create(vals)
        return doors.closed(record, "crm_contract_settle")

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

    def _apply(self):
        """What is new gets its place in the history when it gets its record."""
        lines = [change._added_vals(change._add_agreed()) for change in self._additions()]
        self._record(lines)
        return super()._apply()
