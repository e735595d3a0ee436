from odoo import models


class CrmContract(models.Model):
    """Money, complaints, notices and papers, as the other side reads them."""

    _inherit = "crm.contract"

    def _portal_payments(self):
        """What the other side pays or receives; not what we have with third parties."""
        theirs = self._other_side()
        rows = self.payment_ids.filtered(lambda row: theirs in (row.payer_side, row.payee_side))
        return rows._portal_rows(theirs)

    def _portal_cases(self, partner):
        """Those of ``partner``'s company; what a person asked of their own data is theirs."""
        company = partner.commercial_partner_id
        rows = self.case_ids.filtered(
            lambda row: (
                row.partner_id.commercial_partner_id == company
                and not row.is_data_request
                and row.state != "cancelled"
            )
        )
        return rows.sorted("id", reverse=True)

    def _portal_notices(self):
        """Between the two sides."""
        theirs = self._other_side()
        return self.notice_ids.filtered(
            lambda row: theirs in (row.side, row.to_side) and not row.third_party_id
        )

    def _portal_third_parties(self):
        """Whom either side proposed in writing, and whom both have consented to."""
        return self.third_party_ids.filtered(
            lambda row: row.state not in ("proposed", "rejected") or row._is_asked_in_portal()
        )

    def _portal_files(self, partner):
        """Executed documents, the one to sign, and the contract's annexes.

        Of the annexes only the papers of the attachment checklist that are there; whatever else
        is kept on the contract is ours. Nothing confidential among them leaves the house.
        """
        executions = self.execution_ids.filtered(lambda row: row._is_signed_by(partner))
        annexes = self.requirement_ids.filtered(
            lambda row: (
                row.kind == "document"
                and row.done_on
                and not row.third_party_id
                and not row.is_classified
            )
        )
        return [*executions._portal_file_rows(), *annexes._portal_file_rows()]

    def _portal_document(self):
        """The signed document, or the one that is fixed to be signed."""
        return self._main_execution()._portal_document()
