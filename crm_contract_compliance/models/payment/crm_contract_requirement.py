from odoo import api, fields, models


class CrmContractRequirement(models.Model):
    """Whether it was money that said what becomes of a matter: then its return says it, too."""

    _inherit = "crm.contract.requirement"

    is_by_money = fields.Boolean(readonly=True, copy=False)

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"is_by_money"}

    def write(self, vals):
        """What somebody says by hand stands, whatever becomes of the money."""
        result = super().write(vals)
        if "treatment" in vals and not self._is_door_open():
            self.filtered("is_by_money")._write_settled({"is_by_money": False})
        return result

    def _treat_by_money(self, treatment):
        self._write_settled({"treatment": treatment, "is_by_money": treatment == "settled"})
