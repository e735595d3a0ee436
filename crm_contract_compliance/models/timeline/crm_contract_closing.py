from odoo import models

from .kinds import OPEN, TICKED


class CrmContract(models.Model):
    """Duties that were due while the contract ran, and are not done, are open matters."""

    _inherit = "crm.contract"

    def _open_matters(self):
        rows = self.env["crm.contract.deadline"].search(
            [
                ("contract_id", "in", self.ids),
                ("kind", "in", TICKED),
                ("state", "in", OPEN),
                ("res_model", "=", "crm.contract.obligation"),
            ]
        )
        return super()._open_matters() + [
            (row.contract_id, row, row._as_matter(), row.side)
            for row in rows
            if row.due_date <= row.contract_id.ended_on
        ]
