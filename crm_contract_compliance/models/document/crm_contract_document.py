from odoo import fields, models

from ...tools.clause import placeholders
from ...tools.document import Document
from .blocks import party_blocks, signature_blocks

_TEXTS = [("zh_CN", "Chinese"), ("en_US", "English")]
_UNSIGNED = ("draft", "signing", "cancelled")


class CrmContract(models.Model):
    """The contract's own paper, in the languages that the parties agreed on (T0-0, T2-13toc).

    It says the same whoever may print it, but for clauses that are confidential by themselves.
    """

    _name = "crm.contract"
    _inherit = ["crm.contract", "crm.contract.document.mixin"]

    document_language = fields.Selection(
        [*_TEXTS, ("both", "Both, side by side")],
        "Language of the Text",
        default="zh_CN",
        required=True,
    )
    prevailing_language = fields.Selection(
        _TEXTS,
        default="zh_CN",
        required=True,
        help="Which text counts where the two languages differ.",
    )

    def action_preview_document(self):
        """Its paper as it stands, in a tab of its own."""
        self.ensure_one()
        self.check_access("read")
        report = self._document_report()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/pdf/{report.report_name}/{self.id}",
            "target": "new",
        }

    def _document(self):
        self.ensure_one()
        contract = self.sudo()
        return Document(
            title=contract.name,
            number=contract.code or "",
            intro=contract._document_intro(),
            parties=party_blocks(contract),
            sections=(*contract._clause_sections(), *contract._schedules()),
            annexes=contract._document_annexes(),
            signatures=signature_blocks(contract, contract._main_execution()),
            is_draft=contract.state in _UNSIGNED,
            closing=contract._document_closing(),
        )

    def _document_report(self):
        return self.env.ref("crm_contract_compliance.contract_report")

    def _document_title(self, kind=False):
        """With its own title, unless whoever asks may not know it (A05)."""
        if kind:
            return super()._document_title(kind)
        name = not self.is_classified and self.name
        return " ".join(filter(None, (self.code, name)))

    def _document_intro(self):
        """What stands before the clauses: where it comes from, and what for."""
        if not self._clauses():
            return (
                self.env._(
                    "This contract was signed on paper, and its text stands there. What follows"
                    " are its particulars as they are kept."
                ),
            )
        bodies = [clause.body or "" for clause in self._standing_clauses()]
        told = {name for body in bodies for name in placeholders(body)}
        goals = self.goals and self.env._("Goals: %s", self.goals)
        return tuple(
            text
            for name, text in (("background", self.recital), ("goals", goals))
            if text and name not in told
        )

    def _document_annexes(self):
        """Hook: the attachments that are part of it (T0-App, T0-13.2)."""
        rows = self.requirement_ids.filtered(
            lambda row: row.kind == "document" and not row.third_party_id and not row.waived_on
        )
        in_order = rows.sorted(lambda row: (row.sequence, row.id))  # that of its checklist
        return tuple(row._told_words() for row in in_order)

    def _renewal_vals(self, **changes):
        languages = {name: self[name] for name in ("document_language", "prevailing_language")}
        return super()._renewal_vals(**{**languages, **changes})
