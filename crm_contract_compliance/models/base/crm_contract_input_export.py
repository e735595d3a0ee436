from odoo import models

from ...tools.sheet import plain_cell


class CrmContractInputMixin(models.AbstractModel):
    """A name such as “=HYPERLINK(...)” is no formula in what is exported.

    Core's CSV puts an apostrophe before = + and -, its XLSX writes = as a formula.
    """

    _inherit = "crm.contract.input.mixin"

    def export_data(self, fields_to_export):
        data = super().export_data(fields_to_export)
        return {**data, "datas": [[plain_cell(cell) for cell in row] for row in data["datas"]]}
