from odoo import models

from ...tools.bundle import safe_name


class CrmContract(models.Model):
    """The certificate of each instrument that was signed here, in a bundle of evidence.

    As a page like the index: a PDF would have other bytes each time that it is made.
    """

    _inherit = "crm.contract"

    def _bundle_certificates(self):
        """{execution: (path, page)} of those of which hashes were taken."""
        executions = self.env["crm.contract.execution"].search(
            [("contract_id", "=", self.id), ("state", "=", "executed")], order="id"
        )
        return {
            row: (self._certificate_path(row), self._bundle_page(row._document()))
            for row in executions.filtered("manifest")
        }

    def _certificate_path(self, execution):
        return f"certificates/{safe_name(execution.display_name)} {execution.id}.html"
