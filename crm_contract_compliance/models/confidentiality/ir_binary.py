from odoo import models


class IrBinary(models.AbstractModel):
    """Neither a token nor ``public`` opens a confidential file (A06)."""

    _inherit = "ir.binary"

    def _find_record(self, *args, **kwargs):
        record = super()._find_record(*args, **kwargs)
        if record._name == "ir.attachment":
            record._refuse_hidden()
        return record
