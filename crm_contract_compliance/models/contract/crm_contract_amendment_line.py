from odoo import api, fields, models

from ..base.value_words import value_in_words


class CrmContractAmendmentLine(models.Model):
    """One change of what was agreed: from which day on, what it said before and says now.

    Append-only, and the only place where versions are kept (design.md, engine 4).
    """

    _name = "crm.contract.amendment.line"
    _description = "Contract Change"
    _inherit = ["crm.contract.executed.mixin"]
    _order = "known_at, id"
    _rec_names_search = ["reason", "contract_id.code"]

    contract_id = fields.Many2one("crm.contract", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(related="contract_id.company_id", store=True, index=True)
    contract_user_id = fields.Many2one(related="contract_id.user_id", store=True)
    amendment_id = fields.Many2one(
        "crm.contract.amendment", ondelete="restrict", index="btree_not_null"
    )
    known_at = fields.Datetime("Agreed At", required=True, default=fields.Datetime.now)
    effective_date = fields.Date("Effective From", required=True)
    op = fields.Selection(
        [("set", "Changed"), ("add", "Added"), ("remove", "Removed")], required=True, default="set"
    )
    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    field_name = fields.Char()
    old_value = fields.Json()
    new_value = fields.Json()
    reason = fields.Char()
    recorded_by_id = fields.Many2one("res.users", ondelete="restrict")

    what = fields.Char(compute="_compute_words")
    old_said = fields.Char("Before", compute="_compute_words")
    new_said = fields.Char("Since Then", compute="_compute_words")

    _of_a_field = models.Constraint(
        "CHECK ((op = 'set') = (field_name IS NOT NULL))", "A change names its field."
    )
    _target_idx = models.Index("(res_model, res_id)")

    @api.depends("res_model", "res_id", "field_name", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_words(self):
        for model, lines in self.grouped("res_model").items():
            there = self.env[model].browse(lines.mapped("res_id")).exists()
            for line in lines:
                target = (there & there.browse(line.res_id)).with_prefetch(there.ids)
                line.what = line._what_of(target)
                line.old_said, line.new_said = line._words_of(target)

    @api.depends("contract_id.code")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.contract_id.code or ""

    def _what_of(self, target):
        """The field, and whose it is where that is not the contract itself."""
        label = target._label_of(self.field_name) if self.op == "set" else ""
        if target == self.contract_id or not target:
            return label
        whose = target.display_name
        return f"{label} · {whose}" if label else whose

    def _words_of(self, target):
        """What it said and says, in the reader's words."""
        if self.op != "set":
            return (False, self.env._("Added") if self.op == "add" else self.env._("Removed"))
        values = (self._said(self.old_value), self._said(self.new_value))
        return [value_in_words(target, self.field_name, value) for value in values]

    def _said(self, value):
        """The old or the new value as it was: a column of JSON keeps no bare 0."""
        self.ensure_one()
        if value is False and self.op == "set":
            field = self.env[self.res_model]._fields[self.field_name]
            return 0 if field.type in ("integer", "float", "monetary") else False
        return value

    def _freeze_level(self):
        return 2

    def _executed_at(self):
        return None

    def _frozen_message(self, what):
        return self.env._("What was agreed stays on record; agree on another change instead.")
