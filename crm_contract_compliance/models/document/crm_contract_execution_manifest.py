import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.signing import Piece, fingerprint, first_difference, kept_pieces, sealed
from ..base.evidence import every_file

_SETTLED = frozenset({"manifest", "manifest_sha256"})


class CrmContractExecution(models.Model):
    """What proves the instrument: every file with its hash, and one hash of the whole (L-34)."""

    _inherit = "crm.contract.execution"

    manifest = fields.Json(readonly=True, copy=False)
    manifest_sha256 = fields.Char("SHA-256 of the Whole", readonly=True, copy=False)

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    def action_verify(self):
        """Reckon every hash anew: all is whole, or this is the first that was altered."""
        self.contract_id._require("officer")
        self.check_access("read")
        verdicts = [execution._verdict() for execution in self]
        found = {level for level, _text in verdicts}
        worst = next((level for level in ("danger", "warning") if level in found), "success")
        titles = {
            "danger": self.env._("Altered"),
            "warning": self.env._("Nothing to Compare"),
            "success": self.env._("Verified"),
        }
        told = [text for level, text in verdicts if level == worst or worst != "danger"]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": titles[worst],
                "type": worst,
                "sticky": True,
                "message": "\n".join(told),
            },
        }

    def _execute(self):
        for execution in self:
            execution._refuse_altered_document()
        result = super()._execute()
        for execution in self:
            execution._seal()
        return result

    def _seal(self):
        manifest = sealed(self._pieces())
        self._write_settled({"manifest": manifest, "manifest_sha256": manifest["sha256"]})
        self._message_log(
            body=self.env._(
                "Executed with %(count)s pieces of evidence; SHA-256 of the whole: %(hash)s",
                count=len(manifest["pieces"]),
                hash=manifest["sha256"],
            )
        )

    def _verdict(self):
        """(how good it is, and what is to say of it); the log keeps who asked."""
        level, text = self._reckoned()
        self.sudo()._message_log(body=text, author_id=self.env.user.partner_id.id)
        return level, text

    def _reckoned(self):
        self.ensure_one()
        execution = self.sudo()
        name = self.display_name
        if execution.state != "executed":
            raise UserError(self.env._("%s is not executed; there is nothing to verify.", name))
        if not execution.manifest:
            return "warning", self.env._(
                "%s was registered from paper: no hashes were taken, there is nothing to compare.",
                name,
            )
        difference = execution._first_difference()
        if difference:
            return "danger", self._difference_in_words(difference)
        kept = list(kept_pieces(execution.manifest))
        files = [piece for piece in kept if piece.model == "ir.attachment"]
        return "success", self.env._(
            "%(name)s is whole: %(files)s files and %(signatures)s signatures are as they were"
            " executed. SHA-256 of the whole: %(hash)s",
            name=name,
            files=len(files),
            signatures=len(kept) - len(files),
            hash=execution.manifest_sha256,
        )

    def _first_difference(self):
        """Against what stands in database and file store now, not in this server's memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        manifest = dict(self.manifest or {})
        if manifest.get("sha256") != self.manifest_sha256:
            manifest["sha256"] = ""
        return first_difference(manifest, self._pieces(kept_pieces(manifest)))

    def _difference_in_words(self, difference):
        said = {
            "manifest": self.env._("%(name)s: its list of hashes was altered."),
            "gone": self.env._("%(name)s: “%(file)s” is no longer there."),
            "empty": self.env._("%(name)s: the content of “%(file)s” is missing."),
            "changed": self.env._("%(name)s: “%(file)s” was altered."),
        }[difference.kind]
        return said % {"name": self.display_name, "file": difference.name}

    def _pieces(self, kept=()):
        """Everything that proves the instrument, as it is now; ``kept``: what is asked for.

        A file that moved to another record is found by its own row, and missed where it stood.
        """
        pieces = [self._signature_piece(row) for row in self.signature_ids]
        for role, files in self._files_by_role().items():
            pieces += [self._file_piece(role, file) for file in files]
        return pieces

    def _files_by_role(self):
        """{role: files}; each file once, as what it was first."""
        source, rows = self._document_source(), self.signature_ids
        parties = self.contract_id.party_ids.filtered(
            lambda party: self.kind == "main" and party.side in rows.mapped("side")
        )
        found = {
            "document": self.document_id,
            "image": self._images(rows),
            "evidence": every_file(rows),
            "authority": every_file(parties, "power_of_attorney_ids"),
            "checklist": self._checklist_files(source),
        }
        seen, files_by_role = self.env["ir.attachment"], {}
        for role, files in found.items():
            files_by_role[role] = files - seen
            seen |= files
        return files_by_role

    def _checklist_files(self, source):
        """What belongs to the instrument itself: its own files, and those of its checklist."""
        files = every_file(self._checklist(source))
        for name, field in source._fields.items():
            if field.comodel_name == "ir.attachment" and field.type == "many2many" and field.store:
                files |= every_file(source, name)
        return files

    def _checklist(self, source):
        """The requirements that were met when it was signed."""
        rows = self.env["crm.contract.requirement"]
        if source._name == "crm.contract":
            return source._every_requirement().filtered(lambda row: row.gate == "sign")
        if source._name == "crm.contract.third.party":
            gate = "third_exit" if self.kind == "exit" else "third_active"
            return source.requirement_ids.filtered(lambda row: row.gate == gate)
        return rows

    def _images(self, rows):
        drawn = rows.filtered("signed_at")
        if not drawn:
            return self.env["ir.attachment"].sudo()
        return (
            self.env["ir.attachment"]
            .sudo()
            .search(
                Domain("res_model", "=", rows._name)
                & Domain("res_field", "=", "signature_image")
                & Domain("res_id", "in", drawn.ids)
            )
        )

    @api.model
    def _file_piece(self, role, file):
        content = file.raw or b""
        digest = hashlib.sha256(content).hexdigest()
        return Piece(role, file._name, file.id, file.name or "", digest, len(content))

    @api.model
    def _signature_piece(self, row):
        said = row._said_values()
        return Piece("signature", row._name, row.id, row.display_name, fingerprint(said), 0)
