from odoo import models


class CrmContractInternalDocumentMixin(models.AbstractModel):
    """What is printed for whoever prints it, in their own language: no side signs it."""

    _name = "crm.contract.internal.document.mixin"
    _description = "Printed Record"
    _inherit = ["crm.contract.document.mixin"]

    def _document_languages(self):
        """The user's own language, not that of the address by which a browser asks."""
        return (self.env.user.lang or "en_US",)
