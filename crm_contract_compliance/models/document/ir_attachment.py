from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """What is out for signature is held as what was signed, before anybody has signed it."""

    _inherit = "ir.attachment"

    def _refuse_contract_evidence(self, vals=None):
        result = super()._refuse_contract_evidence(vals)
        for file in self:
            execution = file._fixed_for()
            if execution and not file._is_unchanged(vals):
                raise UserError(
                    self.env._(
                        "“%(file)s” is the text of %(record)s that is out for signature; it can"
                        " neither be changed nor deleted.",
                        file=file.name,
                        record=execution.display_name,
                    )
                )
        return result

    def _fixed_for(self):
        """The instrument of which this is the fixed text, or an image of a signature."""
        self.ensure_one()
        if self.res_model == "crm.contract.signature":
            row = self.env[self.res_model].sudo().browse(self.res_id).exists()
            is_image = self.res_field == "signature_image"
            return row.execution_id if is_image and row.signed_at else None
        if self.res_model != "crm.contract.execution" or not self.res_id:
            return None
        execution = self.env[self.res_model].sudo().browse(self.res_id).exists()
        is_text = execution.document_id == self
        return execution if is_text and execution._is_fixed() else None

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
