from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmContractClassification(models.Model):
    """Why something is confidential (T0-8.1, T1-8.1); one catalogue for all companies."""

    _name = "crm.contract.classification"
    _description = "Classification"
    _inherit = ["crm.contract.input.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        required=True,
        translate=True,
        help="One catalogue for all companies, kept by the contract managers.",
    )
    code = fields.Char(size=64, required=True, help="Stays once something carries it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_used = fields.Boolean(compute="_compute_is_used")

    _code_uniq = models.UniqueIndex("(code)", "This code is in use.")

    def _compute_is_used(self):
        for classification in self:
            classification.is_used = bool(classification.id) and classification._is_carried()

    def write(self, vals):
        if "code" in vals:
            for classification in self.filtered(lambda row: row.code != vals["code"]):
                classification._refuse_used(
                    self.env._("“%s” is in use: its code stays.", classification.name)
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for classification in self:
            classification._refuse_used(
                self.env._("“%s” is in use: archive it instead.", classification.name)
            )

    def _refuse_used(self, message):
        if self._is_carried():
            raise UserError(message)

    def _is_carried(self):
        """Whether any record or file carries it, those included that the reader may not see."""
        self.ensure_one()
        return any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count([(name, "in", self.ids)], limit=1)
            for model, name in self._places()
        )

    @api.model
    def _places(self):
        """[(model, its field of classifications)]."""
        return [
            (model._name, field.name)
            for model in self.env.registry.values()
            if not model._abstract and not model._transient
            for field in model._fields.values()
            if field.type == "many2many" and field.comodel_name == self._name and field.store
        ]
