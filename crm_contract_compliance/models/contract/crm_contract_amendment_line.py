from odoo import api, fields, models


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

    _of_a_field = models.Constraint(
        "CHECK ((op = 'set') = (field_name IS NOT NULL))", "A change names its field."
    )
    _target_idx = models.Index("(res_model, res_id)")

    @api.depends("contract_id.code")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.contract_id.code or ""

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
