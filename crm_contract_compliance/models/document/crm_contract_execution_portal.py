from odoo import models

from ..base.words import day_in_words


class CrmContractExecution(models.Model):
    """The instruments that somebody outside signs, as they read them."""

    _inherit = "crm.contract.execution"

    def _is_signed_by(self, partner):
        """Whether ``partner``'s company signs it: then it is its document, too."""
        signers = self.signature_ids.partner_id.commercial_partner_id
        return partner.commercial_partner_id in signers

    def _portal_document(self):
        """The one document that those outside get: what went out to be signed, or was executed.

        What they sign is theirs, confidential or not; else nothing confidential leaves the house.
        """
        document = self.document_id.sudo().filtered(lambda file: file.type == "binary")
        is_out = self.state != "void" and self._is_fixed()
        is_there = self.state == "executed" and not document.crm_contract_is_classified
        return document if is_out or is_there else document.browse()

    def _portal_file_rows(self):
        """What was executed, and what is fixed to be signed."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return [
            self.contract_id._file_row(
                document,
                kind=kinds[execution.kind],
                day=execution.executed_on and day_in_words(self.env, execution.executed_on),
                sha256=execution.document_sha256 or "",
            )
            for execution in self.sorted("id")
            for document in execution._portal_document()
        ]
