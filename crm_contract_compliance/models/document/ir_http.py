from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """No page falls over, whatever stands in its address (A27)."""

    _inherit = "ir.http"

    @classmethod
    def _serve_fallback(cls):
        """No file has a NUL in its address, and the database would fall over it."""
        return None if "\0" in request.httprequest.path else super()._serve_fallback()
