import io

from odoo import api, fields, models

from ..models.document.crm_contract_document_mixin import LANGUAGES
from .document_words import document_page
from .stamp import stamp

_MIXIN = "crm.contract.document.mixin"


class IrActionsReport(models.Model):
    """Documents through Odoo's own report engine: wherever one is printed, it is stamped."""

    _inherit = "ir.actions.report"

    crm_contract_document = fields.Char(
        "Kind of Contract Document", help="Empty: the record's own document."
    )
    crm_contract_language = fields.Selection(
        [
            ("zh_CN", "Chinese"),
            ("en_US", "English"),
            ("both", "Both, side by side"),
            ("reader", "The reader's own"),
        ],
        "Language of the Contract Document",
        help="Empty: as the contract says.",
    )

    def _is_contract_document(self):
        model = self.env.get(self.model)
        return model is not None and isinstance(model, self.env.registry[_MIXIN])

    def _crm_contract_pages(self, docids):
        """What the template prints, one page description for each record."""
        languages = self.env.context.get("crm_contract_languages")
        languages = languages or LANGUAGES.get(self.crm_contract_language)
        if self.crm_contract_language == "reader":
            languages = languages or (self.env.user.lang or "en_US",)
        return [
            document_page(
                record, self.crm_contract_document, languages or record._document_languages()
            )
            for record in self.env[self.model].browse(docids)
        ]

    def _get_rendering_context(self, report, docids, data):
        values = super()._get_rendering_context(report, docids, data)
        if report._is_contract_document():
            values["pages"] = report.with_env(self.env)._crm_contract_pages(docids)
        return values

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """One file a record, each with its stamps: wkhtmltopdf as distributions build it
        takes no two at once.
        """
        report = self._get_report(report_ref)
        if not res_ids or not report._is_contract_document():
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        streams = {}
        for record_id in dict.fromkeys(res_ids):
            streams |= super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=[record_id]
            )
            if not streams[record_id]["attachment"]:  # which has its stamps already
                page = report.with_env(self.env)._crm_contract_pages([record_id])[0]
                stamps = page["words"].stamps(page["layout"])
                pdf = stamp(streams[record_id]["stream"].getvalue(), **stamps)
                streams[record_id]["stream"] = io.BytesIO(pdf)
        return streams

    def _get_layout(self):
        """A document brings its own frame, which asks the server for nothing."""
        if self._is_contract_document():
            return self.env.ref("crm_contract_compliance.document_frame")
        return super()._get_layout()

    @api.model
    def _build_wkhtmltopdf_args(self, paperformat_id, *args, **kwargs):
        """A document has no script: none may run, and there is none to wait for."""
        command = super()._build_wkhtmltopdf_args(paperformat_id, *args, **kwargs)
        own = self.env.ref("crm_contract_compliance.paperformat_document", False)
        if own and paperformat_id == own and "--javascript-delay" in command:
            place = command.index("--javascript-delay")
            command[place : place + 2] = ["--disable-javascript"]
        return command
