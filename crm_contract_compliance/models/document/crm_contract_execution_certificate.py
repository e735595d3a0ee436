from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from odoo import models
from odoo.tools import format_datetime

from ...tools.document import Document, PartyBlock, Section, Table
from ...tools.signing import kept_pieces


class CrmContractExecution(models.Model):
    """The certificate: who signed what, when and how, and the hashes that prove it (L-34, L-35)."""

    _name = "crm.contract.execution"
    _inherit = ["crm.contract.execution", "crm.contract.document.mixin"]

    def action_download_certificate(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm-contracts/certificate/{self.id}",
            "target": "download",
        }

    def _document(self):
        """One page beside the signed text, as a ``Document`` in the reader's language."""
        self.ensure_one()
        execution = self.sudo()
        return Document(
            title=self.env._("Certificate of Signing"),
            number=execution.contract_id.code or "",
            intro=(
                self.env._(
                    "%(instrument)s, executed on %(day)s.",
                    instrument=execution.display_name,
                    day=self._said_moment(execution.executed_at),
                ),
            ),
            parties=tuple(self._certified_party(row) for row in execution.signature_ids),
            sections=(
                *(self._confirmed_section(row) for row in execution.signature_ids),
                self._pieces_section(),
            ),
            closing=(
                self.env._("SHA-256 of the whole: %s", execution.manifest_sha256 or "–"),
                self.env._(
                    "The hash of a file is reckoned anew by anybody with sha256sum; if one byte"
                    " was changed it is another."
                ),
            ),
        )

    def _certified_party(self, row):
        """(label, value) lines of one signature; what was on paper has less of them."""
        texts = dict(row._fields["capacity"]._description_selection(self.env))
        methods = dict(row._fields["method"]._description_selection(self.env))
        ways = dict(row._fields["way"]._description_selection(self.env))
        method = methods[row.method] if row.signed_on else "–"
        lines = [
            (self.env._("Signed by"), row.signer_name or "–"),
            (self.env._("Capacity"), texts.get(row.capacity, "")),
            (self.env._("Method"), f"{method} · {ways[row.way]}" if row.way else method),
            (self.env._("Signed on"), self._said_marks(row)),
        ]
        if row.signed_at:
            came = self.env._("logged in") if row.is_logged_in else self.env._("by the link")
            lines += [
                (self.env._("Identified"), came),
                (self.env._("IP address"), row.ip_address or "–"),
                (self.env._("SHA-256 of the text"), row.document_sha256 or "–"),
            ]
        side = row.contract_id._side_label(row.side)
        return PartyBlock(f"{side}: {row.partner_id.name}", tuple(lines))

    def _said_marks(self, row):
        signed = self._said_moment(row.signed_at) if row.signed_at else str(row.signed_on or "–")
        if not row.sealed_on:
            return signed
        return self.env._("%(signed)s; sealed on %(sealed)s", signed=signed, sealed=row.sealed_on)

    def _said_moment(self, moment):
        """With its zone: a moment without one is no moment."""
        zone = self.contract_id.tz or "UTC"
        if not moment:
            return "–"
        said = format_datetime(self.env, moment, tz=zone, dt_format="yyyy-MM-dd HH:mm:ss")
        return f"{said} ({zone})"

    def _confirmed_section(self, row):
        """The clauses that this side confirmed, with the words it was shown."""
        side = row.contract_id._side_label(row.side)
        confirmed = row.sudo().confirmations or []
        paragraphs, is_withheld = [], self._is_withheld()
        for clause in confirmed:
            if is_withheld and clause.get("is_classified"):
                paragraphs.append(self.env._("A confidential clause; it needs the clearance."))
                continue
            paragraphs.append(f"{clause['title']} — {clause['text']}")
            for asked in clause.get("questions") or ():
                paragraphs.append(
                    self.env._(
                        "Question: %(question)s Answer: %(answer)s",
                        question=asked["question"],
                        answer=asked["answer"],
                    )
                )
        return Section(
            title=self.env._("Highlighted clauses confirmed by %s", side),
            paragraphs=tuple(paragraphs) or (self.env._("None was asked for."),),
            is_numbered=False,
        )

    def _pieces_section(self):
        rows = tuple(
            (self._piece_in_words(piece), piece.sha256)
            for piece in kept_pieces(self.sudo().manifest or {})
        )
        head = (self.env._("File or Signature"), "SHA-256")
        return Section(
            title=self.env._("What proves it"),
            table=Table(head=head, rows=rows) if rows else None,
            paragraphs=() if rows else (self.env._("Registered from paper: no hashes."),),
            is_numbered=False,
        )

    def _piece_in_words(self, piece):
        """A file by its name; what has none of its own, in the reader's words."""
        if piece.role == "image":
            return self.env._("Picture of the signature")
        if piece.role == "signature":
            row = self.sudo().signature_ids.filtered(lambda row: row.id == piece.id)
            return row.display_name or piece.name
        return piece.name

    def _certified_pdf(self):
        """The signed text with the certificate behind it; what is no PDF stays beside it."""
        certificate = self._document_pdf()
        if self._is_withheld():
            return certificate
        try:
            signed = PdfReader(BytesIO(self.sudo().document_id.raw or b""))
            writer = PdfWriter()
            for pdf in (signed, PdfReader(BytesIO(certificate))):
                writer.append(pdf)
        except (PyPdfError, ValueError, OSError):
            return certificate
        out = BytesIO()
        writer.write(out)
        return out.getvalue()
