from odoo import models

from ..base.words import day_in_words


class CrmContractRequirement(models.Model):
    """A paper of the attachment checklist, as the other side gets it."""

    _inherit = "crm.contract.requirement"

    def _portal_file_rows(self):
        return [
            row
            for requirement in self
            for row in self.contract_id._file_rows(
                requirement.evidence_ids,
                kind=requirement.name,
                day=day_in_words(self.env, requirement.done_on),
                sha256="",
            )
        ]
