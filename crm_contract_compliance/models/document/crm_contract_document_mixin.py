from odoo import models

LANGUAGES = {"zh_CN": ("zh_CN",), "en_US": ("en_US",), "both": ("zh_CN", "en_US")}


class CrmContractDocumentMixin(models.AbstractModel):
    """What can be printed as an instrument, through the one template and its stamps."""

    _name = "crm.contract.document.mixin"
    _description = "Printed Document"

    def _document(self):
        """Hook: what the record says, as a ``Document`` in the reader's language."""
        raise NotImplementedError

    def _document_contract(self):
        """Hook: the contract whose languages and number rule the document."""
        return self if self._name == "crm.contract" else self.contract_id

    def _document_languages(self):
        """The codes of the languages that the document speaks."""
        return LANGUAGES["zh_CN"]

    def _document_name(self):
        """The file's name, without its ending."""
        return self._document_title().replace("/", "-")

    def _document_title(self):
        """Hook: number and kind, such as “CT/2026/0001 Contract”."""
        return self._document_contract().code or ""

    def _document_pdf(self, languages=None):
        """The PDF, stamped with its number, pages and hash; in other languages where asked."""
        raise NotImplementedError
