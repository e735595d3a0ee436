from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractType(models.Model):
    _name = "crm.contract.type"
    _description = "Contract Type"
    _inherit = ["crm.contract.terms.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, size=64, help="norms, supply and rollout are shipped.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    description = fields.Text(translate=True)
    requirement_ids = fields.One2many(
        "crm.contract.requirement", "type_id", "Requirements", copy=True
    )
    contract_count = fields.Integer(compute="_compute_contract_count")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "This code is in use.")

    def _compute_contract_count(self):
        counts = dict(
            self.env["crm.contract"]._read_group(
                [("type_id", "in", self.ids)], ["type_id"], ["__count"]
            )
        )
        for contract_type in self:
            contract_type.contract_count = counts.get(contract_type, 0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if (
            self.env["crm.contract"]
            .sudo()
            .with_context(active_test=False)
            .search_count([("type_id", "in", self.ids)], limit=1)
        ):
            raise UserError(self.env._("Contracts use this type; archive it instead."))

    def _contract_terms(self):
        """What a new contract of this type takes over: a copy, not a link."""
        self.ensure_one()
        return {name: self[name] for name in self._term_names()}

    def _contract_columns(self):
        """Those of them that stand in the contract's own row; the others follow by statement."""
        self.ensure_one()
        return {name: self[name] for name in self._term_names() if self._fields[name].column_type}

    def copy_data(self, default=None):
        return [
            dict(vals, code=self.env._("%s copy", record.code))
            for record, vals in zip(self, super().copy_data(default), strict=True)
        ]
