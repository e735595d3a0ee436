from odoo import models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _executed_record(self):
        return super()._executed_record() or self._locked_paper()

    def _locked_paper(self):
        """The line of a checklist on which the file was locked, or for which it was replaced."""
        rows = self.env["crm.contract.requirement"].sudo()
        if self.res_model != rows._name or not self.res_id:
            return None
        row = rows.browse(self.res_id).exists()
        is_locked = row and (self.id in row._locked_ids() or self in row.replaced_ids)
        return row if is_locked else None
