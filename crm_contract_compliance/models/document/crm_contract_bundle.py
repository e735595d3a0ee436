import hashlib
import tempfile
import zipfile
from contextlib import ExitStack

from odoo import models

from ...tools.bundle import FIXED_TIME, as_json, safe_name, sums

_CHUNK = 1024**2
_FILE_MODE = 0o100644 << 16
_UNIX = 3


class CrmContract(models.Model):
    """Everything that proves what happened, as one ZIP: index, timeline, documents, traces, sums.

    It is written to a file on disk piece by piece; what the reader may not read is not in it.
    The same records on the same day give the same bytes.
    """

    _inherit = "crm.contract"

    def action_export_bundle(self):
        """Look whether a bundle can be made, and hand it over as a download."""
        self.ensure_one()
        return self._action_bundle(self.env["crm.contract.dispute"])

    def _action_bundle(self, dispute):
        self._require_bundle()
        self._bundle_files()
        query = f"?dispute_id={dispute.id}" if dispute else ""
        return {
            "type": "ir.actions.act_url",
            "url": f"/crm-contracts/{self.id}/bundle{query}",
            "target": "download",
        }

    def _require_bundle(self):
        """Officers and managers, of what they may read."""
        self.check_access("read")
        self._require("officer")

    def _bundle(self, dispute=None):
        """(open file, its name): written, logged and ready to be sent.

        :raises AccessError: for whoever may not read the contract, or has not the role
        """
        self.ensure_one()
        self._require_bundle()
        dispute = dispute or self.env["crm.contract.dispute"]
        files, left_out = self._bundle_files()
        papers = self._bundle_papers(files)
        left_out += len(files) - sum(len(paper.places) for paper, _file in papers)
        with ExitStack() as stack:
            target = stack.enter_context(tempfile.TemporaryFile())
            self._write_bundle(target, dispute, papers, left_out)
            self._log_bundle(target, dispute, files, papers)
            target.seek(0)
            stack.pop_all()  # who sends it closes it
        return target, self._bundle_name()

    def _bundle_name(self):
        name = safe_name(self.env._("Evidence %s", self.code or ""))
        return f"{name} {self._local_today()}.zip"

    def _write_bundle(self, target, dispute, papers, left_out):
        events, traces = self._bundle_events(), self._bundle_traces()
        certificates = self._bundle_certificates()
        index = self._bundle_index(dispute, events, papers, left_out, traces, certificates)
        texts = {
            "index.html": self._bundle_page(index),
            "timeline.json": as_json(events),
            "manifest.json": as_json(self._bundle_manifest(papers, dispute, certificates)),
            **dict(certificates.values()),
            **traces,
        }
        contents = {path: text.encode() for path, text in texts.items()}
        listed = [(path, hashlib.sha256(content).hexdigest()) for path, content in contents.items()]
        listed += [(paper.path, paper.sha256) for paper, _file in papers]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(contents):
                archive.writestr(self._entry(path), contents[path])
            for paper, file in papers:
                self._add_paper(archive, paper, file)
            archive.writestr(self._entry("SHA256SUMS"), sums(listed))

    def _entry(self, path):
        entry = zipfile.ZipInfo(path, FIXED_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = _UNIX  # the same bytes wherever it was written
        entry.external_attr = _FILE_MODE
        return entry

    def _add_paper(self, archive, paper, file):
        entry = self._entry(paper.path)
        entry.file_size = paper.size
        with self._opened(file) as content, archive.open(entry, "w") as target:
            while piece := content.read(_CHUNK):
                target.write(piece)

    def _bundle_page(self, index):
        language = (self.env.lang or "en_US").replace("_", "-")
        page = self.env["ir.qweb"]._render(
            "crm_contract_compliance.bundle_index", {"document": index, "language": language}
        )
        return f"<!DOCTYPE html>\n{page}\n"

    def _log_bundle(self, target, dispute, files, papers):
        """Who took it, and the hash by which it is known again."""
        target.seek(0)
        digest = hashlib.sha256()
        while piece := target.read(_CHUNK):
            digest.update(piece)
        body = self.env._(
            "Evidence bundle exported: %(count)s files, SHA-256 %(hash)s.",
            count=len(papers),
            hash=digest.hexdigest(),
        )
        self._message_log(body=body)
        if dispute:
            dispute._message_log(body=body)
        seen = files if files else self
        self.env["crm.contract.access"]._note("export", {self: seen})
