from odoo import models

from ...tools.file_name import plain_name

LANGUAGES = {"zh_CN": ("zh_CN",), "en_US": ("en_US",), "both": ("zh_CN", "en_US")}


class CrmContractDocumentMixin(models.AbstractModel):
    """What can be printed as an instrument, through the one template and its stamps.

    A model says its ``_document()``, and has an ``ir.actions.report`` whose template calls
    ``crm_contract_compliance.document`` and whose paper format is ``paperformat_document``. A
    model with several kinds of document tells them apart in ``_document_of``: the report names
    the kind in ``crm_contract_document``.
    """

    _name = "crm.contract.document.mixin"
    _description = "Printed Document"

    def _document(self):
        """Hook: what the record says, as a ``Document`` in the reader's language."""
        raise NotImplementedError

    def _document_of(self, kind):
        """Hook: the document of a kind; without a kind, the record's own."""
        return self._document()

    def _document_contract(self):
        """Hook: the contract whose languages rule the document."""
        return self if self._name == "crm.contract" else self.contract_id

    def _document_languages(self):
        """Hook: the codes of the languages that the document speaks."""
        return LANGUAGES[self._document_contract().sudo().document_language or "zh_CN"]

    def _document_name(self, kind=False):
        """The file's name, without its ending."""
        return plain_name(self._document_title(kind))

    def _document_title(self, kind=False):
        """Hook: number and title, such as “CT/2026/0001 Exit Agreement of a Third Party”."""
        document = self._document_of(kind)
        return " ".join(filter(None, (document.number, document.title)))

    def _document_report(self):
        """Hook: the report that prints the record's own document."""
        return self.env["ir.actions.report"].sudo().search([("model", "=", self._name)], limit=1)

    def _document_pdf(self, languages=None):
        """The PDF, stamped with its number, pages and hash; in other languages where asked."""
        self.ensure_one()
        report = self.env["ir.actions.report"].with_context(
            force_report_rendering=True, crm_contract_languages=languages
        )
        return report._render_qweb_pdf(self._document_report(), self.ids)[0]
