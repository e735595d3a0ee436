from dataclasses import replace

from odoo import fields, models

from ...tools.document_layout import article_label


class CrmContractExecution(models.Model):
    """The text as it is read on the page, and what of it is confirmed one by one."""

    _inherit = "crm.contract.execution"

    question_ids = fields.One2many("crm.contract.question", "execution_id", "Questions")

    def _reading_language(self):
        """The reader's own where the document speaks it, else the document's first."""
        languages = self._document_source()._document_languages()
        return self.env.lang if self.env.lang in languages else languages[0]

    def _text_to_read(self):
        """What the template of the layout takes; nothing where the text was uploaded."""
        source = self._printed_source()
        if not source:
            return None
        report = source._document_report().with_context(
            crm_contract_languages=(self._reading_language(),)
        )
        page = report._crm_contract_pages(source.ids)[0]
        return {**page, "layout": replace(page["layout"], signatures=())}

    def _printed_source(self):
        """What is, or will be, the text; an uploaded file is its own."""
        is_uploaded = self.document_id and not self.is_document_printed
        return None if is_uploaded or not self._can_print() else self._document_source()

    def _clauses_to_confirm(self):
        """The highlighted parts of the text, in the words and the language that are read (L-10).

        In a text that was uploaded nothing can be told apart.
        """
        source = self._printed_source()
        if not source:
            return []
        lang = self._reading_language()
        secret = {clause._key() for clause in self._secrets()[1]}
        number, clauses = 0, {}
        for place, part in enumerate(source.with_context(lang=lang)._document_of(None).sections):
            number += part.is_numbered
            if part.is_highlighted:
                label = article_label(number, lang) if part.is_numbered else ""
                code = part.code if part.code and part.code not in clauses else f"part-{place}"
                clauses[code] = {
                    "code": code,
                    "title": f"{label} {part.title}".strip(),
                    "text": _in_lines(part),
                    "lang": lang,
                    "is_classified": part.code in secret,
                }
        return list(clauses.values())


def _in_lines(part):
    rows = part.table.rows if part.table else ()
    return "\n".join([*part.paragraphs, *(" | ".join(row) for row in rows)])
