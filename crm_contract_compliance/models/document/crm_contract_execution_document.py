from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..base.evidence import sha256_of
from ..base.row_lock import queue_up

_KEY = "crm_contract_out_for_signature"
_OUT = object()  # compared with ``is``: no client can bring it
_SETTLED = frozenset({"document_fixed_at", "is_document_printed"})
# kind: the model that the instrument is, and its link to the execution; else the contract itself.
_SOURCES = {
    "amendment": ("crm.contract.amendment", "execution_id"),
    "third_party": ("crm.contract.third.party", "execution_id"),
    "exit": ("crm.contract.third.party", "exit_execution_id"),
    "termination": ("crm.contract.termination", "execution_id"),
    "settlement": ("crm.contract.termination", "settlement_execution_id"),
    "nda": ("crm.contract.nda", "execution_id"),
}


def is_out_for_signature(records):
    """Whether what is printed of them is the text that is signed."""
    return records.env.context.get(_KEY) is _OUT


class CrmContractExecution(models.Model):
    """The text that is signed is one file, fixed once for all who sign it (L-34)."""

    _inherit = "crm.contract.execution"

    document_fixed_at = fields.Datetime("Text Fixed At", readonly=True, copy=False)
    is_document_printed = fields.Boolean(
        "Printed From the Terms", readonly=True, copy=False, help="Else the text was uploaded."
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    def write(self, vals):
        if "document_id" in vals and not self._is_door_open():
            self._release_document(vals["document_id"])
        return super().write(vals)

    def action_print_to_sign(self):
        """The text for signature and seal on paper: from now on it stands."""
        self.ensure_one()
        self.check_access("write")
        self._refuse_uncleared()
        file = self._fix_document()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{file.id}?download=true",
            "target": "download",
        }

    def _document_source(self):
        """The record that the instrument is."""
        self.ensure_one()
        if self.kind not in _SOURCES:
            return self.contract_id
        model, link = _SOURCES[self.kind]
        source = self.env[model].search([(link, "=", self.id)], limit=1)
        # An end has two instruments; which of them it prints is said along with it.
        return source.with_context(crm_contract_document=self.kind)

    def _fix_document(self):
        """The file that is signed: an uploaded one as it is, else the instrument, printed now.

        From then on its terms are held; back in draft, the instrument is void and the file with it.
        Who comes second while it is being printed starts anew, and finds it.
        """
        self.ensure_one()
        execution = self.sudo()
        if execution._is_fixed():
            return execution.document_id
        execution._refuse_closed()
        queue_up(execution)
        if not execution.document_id:
            file = execution._printed_file()
            execution._write_settled({"document_id": file.id, "is_document_printed": True})
        execution._keep_secret()
        execution._write_settled(
            {
                "document_sha256": sha256_of(execution.document_id),
                "document_fixed_at": fields.Datetime.now(),
            }
        )
        return execution.document_id

    def _is_fixed(self):
        return bool(self.document_id and self.document_fixed_at)

    def _has_marks(self):
        """What is fixed for signature is held like what was signed."""
        return super()._has_marks() or self._is_fixed()

    def _printed_file(self):
        """Whole, whoever has it printed: what is confidential in it is signed, too."""
        source = self._document_source().with_user(SUPERUSER_ID)
        if not self._can_print():
            raise UserError(
                self.env._("%s is not printed from here; upload its text first.", self.display_name)
            )
        return self.env["ir.attachment"].create(
            {
                "name": f"{source._document_name()}.pdf",
                "raw": source.with_context(**{_KEY: _OUT})._document_pdf(),
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )

    def _can_print(self):
        return hasattr(self._document_source(), "_document_pdf")

    def _refuse_closed(self):
        """Only what is out for signature is signed or refused."""
        contract = self.contract_id
        if self.state != "open" or (self.kind == "main" and contract.state != "signing"):
            raise UserError(self.env._("%s is not open for signatures.", self.display_name))

    def _refuse_altered_document(self):
        """Nobody signs, and nothing is executed, over another text than the one that was fixed."""
        self.document_id.invalidate_recordset()
        if self._is_fixed() and sha256_of(self.document_id) != self.document_sha256:
            raise UserError(
                self.env._(
                    "The file of %s is no longer the one that was fixed for signature. Take it"
                    " back and have it signed anew.",
                    self.display_name,
                )
            )

    def _release_document(self, file_id):
        """Another file is another text: it takes the place of one that nobody signed online."""
        for execution in self.filtered(lambda row: row._is_fixed() and row.state == "open"):
            if execution.document_id.id == file_id:
                continue
            if any(row.signed_at for row in execution.signature_ids):
                raise UserError(
                    self.env._(
                        "“%s” was signed online; another text is signed anew, after it went back"
                        " to draft.",
                        execution.document_id.sudo().name,
                    )
                )
            execution._write_settled(
                dict.fromkeys((*_SETTLED, "document_sha256"), False),
            )
