from odoo import models

from ...tools.document import Document
from . import blocks


class CrmContractReport(models.Model):
    """The analysis report: each figure that its duty asks for, with its target (T0-7.2,"
    " T0-App5)."""

    _name = "crm.contract.report"
    _inherit = ["crm.contract.report", "crm.contract.internal.document.mixin"]

    def _document(self):
        period = " – ".join(blocks.day(self, self[name]) for name in ("period_start", "period_end"))
        about = [
            (self._label_of("contract_id"), self.contract_id.code),
            (self.env._("Period"), period),
            *blocks.rows_of(self, "due_date"),
            (self._label_of("recipient_id"), self.recipient_id.name),
            (self._label_of("user_id"), self.user_id.name),
        ]
        return Document(
            title=self.env._("Analysis Report"),
            number=self.contract_id.code or "",
            intro=(self.name,),
            sections=blocks.unnumbered(
                blocks.section(self.env._("About This Report"), facts=about),
                self._figure_section(),
                blocks.section(self._label_of("findings"), self.findings),
                blocks.section(self.env._("Improvement"), self.improvement),
            ),
        )

    def _figure_section(self):
        head = (
            self.env._("Indicator"),
            self.env._("Figure"),
            self.env._("Target"),
            self.env._("Result"),
        )
        rows = [
            (
                line.indicator_id.name,
                line.value_text,
                line.has_target and line.target_text,
                line.verdict and blocks.choice(line, "verdict"),
            )
            for line in self.line_ids
        ]
        return blocks.section(
            self.env._("Figures"),
            self.env._("–: nothing to count in this period."),
            table=blocks.table(head, rows),
        )
