from odoo import fields, models

from ...tools.document import Document
from .blocks import party_blocks, signature_blocks

_TEXTS = [("zh_CN", "Chinese"), ("en_US", "English")]
_UNSIGNED = ("draft", "signing", "cancelled")


class CrmContract(models.Model):
    """The contract's own paper, in the languages that the parties agreed on."""

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.document.mixin"]

    document_language = fields.Selection(
        [*_TEXTS, ("both", "Both, side by side")], "Language", default="zh_CN", required=True
    )
    prevailing_language = fields.Selection(
        _TEXTS,
        default="zh_CN",
        required=True,
        help="Which text counts where the two languages differ.",
    )

    def _document(self):
        self.ensure_one()
        contract = self.sudo()
        return Document(
            title=contract.name,
            number=contract.code or "",
            parties=party_blocks(contract),
            signatures=signature_blocks(contract, contract._main_execution()),
            is_draft=contract.state in _UNSIGNED,
        )

    def _document_report(self):
        return self.env.ref("crm_contract_compliance.contract_report")
