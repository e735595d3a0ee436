from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..contract.crm_contract_amendment_terms import Subject
from ..contract.selections import ALL_SIDES
from .duty_kinds import UNITS

_OF_DUTY = (
    "name",
    "kind",
    "side",
    "unit",
    "interval",
    "key_interval",
    "long_term_interval",
    "basis",
    "offset_days",
    "count",
    "date_start",
    "date_end",
    "holiday_names",
    "needs_proof",
    "clause",
)


class CrmContractAmendmentChange(models.Model):
    _inherit = "crm.contract.amendment.change"

    subject = fields.Selection(selection_add=[("duty", "A duty")], ondelete={"duty": "cascade"})
    obligation_id = fields.Many2one(
        "crm.contract.obligation",
        "Duty",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('contract_id', '=', contract_id), ('third_party_id', '=', False)]",
    )

    new_side = fields.Selection(ALL_SIDES, "Whose Duty", default="a")
    new_unit = fields.Selection(UNITS, "Unit of Time", default="month")

    @api.depends("obligation_id", "new_side", "new_unit")
    def _compute_words(self):
        return super()._compute_words()

    @api.onchange("obligation_id")
    def _onchange_obligation(self):
        self._onchange_term()

    @api.model
    def _subjects(self):
        duty = Subject("crm.contract.obligation", "obligation_id", _OF_DUTY)
        return {**super()._subjects(), "duty": duty}

    @api.model
    def _addable(self):
        return [*super()._addable(), "duty"]

    @api.model
    def _removable(self):
        return [*super()._removable(), "duty"]

    def _removal_in_words(self, target):
        if self.subject != "duty":
            return super()._removal_in_words(target)
        return f"{self.contract_id._side_label(target.side)} · {target.rhythm}"

    def _addition_vals(self):
        if self.subject != "duty":
            return super()._addition_vals()
        return {
            "name": self.new_name,
            "side": self.new_side,
            "unit": self.new_unit,
            "interval": self.value_integer or 1,
            "date_start": self.value_date or self.amendment_id.effective_date,
        }

    def _addition_in_words(self):
        if self.subject != "duty":
            return super()._addition_in_words()
        new = self.env["crm.contract.obligation"].new(self._addition_vals())
        return f"{self.contract_id._side_label(self.new_side)} · {new._rhythm_in_words()}"

    def _what_of(self, target, label):
        if self.subject == "duty":
            return self.env._("%(what)s of %(whose)s", what=label, whose=target.name)
        return super()._what_of(target, label)

    def _refuse_value(self, target, field):
        if self.subject == "duty" and target.third_party_id:
            raise ValidationError(
                self.env._("“%s” stands in the third party's own agreement.", target.name)
            )
        return super()._refuse_value(target, field)
