from odoo import models

from ...tools.sheet import Sheet, workbook


class CrmContractReport(models.Model):
    """The report as a spreadsheet, with the figures of its print (T0-7.2)."""

    _inherit = "crm.contract.report"

    def action_export_sheet(self):
        """Kept with the report, so that whoever may read it may have it."""
        self.ensure_one()
        self.check_access("write")
        name = f"{self._file_title()}.xlsx"
        files = self.env["ir.attachment"]
        own = [("res_model", "=", self._name), ("res_id", "=", self.id), ("name", "=", name)]
        file = files.search(own, limit=1) or files.create(
            {"name": name, "res_model": self._name, "res_id": self.id}
        )
        file.raw = workbook(self._sheet())
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{file.id}?download=true",
            "target": "download",
        }

    def _sheet(self):
        env = self.env
        words = ((env._("Findings"), self.findings), (env._("Improvement"), self.improvement))
        return Sheet(
            (
                (env._("Report"), self.name or ""),
                (env._("Contract"), self.contract_id.code or ""),
                (env._("Period"), f"{self.period_start} – {self.period_end}"),
                (env._("Due"), str(self.due_date or "")),
                (env._("Goes To"), self.recipient_id.name or ""),
                (env._("Prepared By"), self.user_id.name or ""),
            ),
            (
                env._("Indicator"),
                env._("Figure"),
                env._("As a Number"),
                env._("Target"),
                env._("Result"),
            ),
            [line._sheet_row() for line in self.line_ids],
            [(label, text) for label, text in words if text],
        )
