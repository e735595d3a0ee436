from odoo import api, fields, models


class CrmContractRemovableMixin(models.AbstractModel):
    """What an amendment may take out of a contract: it stays on record with the day."""

    _name = "crm.contract.removable.mixin"
    _inherit = ["crm.contract.input.mixin"]
    _description = "Removed by Amendment"

    removed_on = fields.Date(
        "Removed From",
        readonly=True,
        copy=False,
        help="By an amendment: from this day on it is no longer agreed.",
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"removed_on"}

    def _remove_from(self, day):
        """Of two agreements that remove it, the earlier day is the one since which it is gone."""
        self.ensure_one()
        self._write_settled({"removed_on": min(self.removed_on or day, day)})
