from odoo import models
from odoo.tools import format_datetime

from ...tools.document import Document
from . import blocks


class CrmContractCase(models.Model):
    """The record of a complaint or a request: content, result, improvement (T0-App6)."""

    _name = "crm.contract.case"
    _inherit = ["crm.contract.case", "crm.contract.internal.document.mixin"]

    def _document(self):
        titles = {
            "complaint": self.env._("Record of a Complaint"),
            "request": self.env._("Record of a Request"),
        }
        return Document(
            title=titles[self.kind],
            number=self.code or "",
            intro=(f"{self.code} {self.name}",),
            sections=blocks.unnumbered(
                self._receipt_section(),
                blocks.section(self.env._("Content"), self.description),
                self._result_section(),
                self._improvement_section(),
            ),
        )

    def _receipt_section(self):
        customer = ", ".join(filter(None, (self.partner_id.name, self.complainant)))
        return blocks.section(
            self.env._("Receipt"),
            facts=[
                (self._label_of("contract_id"), self.contract_id.code),
                (self.env._("Customer"), customer),
                (self._label_of("channel_id"), self.channel_id.name),
                (
                    self._label_of("received_at"),
                    format_datetime(self.env, self.received_at, tz=self.tz),
                ),
                *blocks.rows_of(self, "postmark_date", "category", "cause"),
                (self._label_of("answer_due_date"), self._due_in_record()),
                (self._label_of("user_id"), self.user_id.name),
                *blocks.rows_of(self, "state"),
            ],
        )

    def _due_in_record(self):
        due = blocks.day(self, self.answer_due_date)
        return f"{due} ({self.due_note})" if due and self.due_note else due

    def _result_section(self):
        names = ("outcome_sent_on", "outcome_sent_to", "outcome_reference")
        feedback = f"{self.feedback_score} / 5" if self.feedback_score else ""
        return blocks.section(
            self.env._("Result"),
            facts=[
                *blocks.rows_of(self, "finding", "facts", "answer", *names, "timing"),
                (self._label_of("late_days"), str(self.late_days) if self.late_days else ""),
                (
                    self._label_of("feedback"),
                    " ".join(filter(None, (feedback, self.feedback_note))),
                ),
            ],
        )

    def _improvement_section(self):
        measures = {
            "corrective": self.env._("Corrective"),
            "preventive": self.env._("Preventive"),
        }
        head = (
            "",
            self.env._("Measure"),
            self._label_of("user_id"),
            self.env._("Due"),
            self.env._("Done On"),
        )
        rows = [(label, *self._measure_cells(name)) for name, label in measures.items()]
        return blocks.section(self.env._("Improvement"), table=blocks.table(head, rows))

    def _measure_cells(self, name):
        return (
            self[f"{name}_action"] or "–",
            self[f"{name}_user_id"].name,
            blocks.day(self, self[f"{name}_due_date"]),
            blocks.day(self, self[f"{name}_done_on"]),
        )
