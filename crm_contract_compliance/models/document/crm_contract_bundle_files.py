import hashlib
import io
import os
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.bundle import Paper, numbered

MAX_BYTES = 512 * 1024**2
MAX_FILES = 5000
_CHUNK = 1024**2


class CrmContract(models.Model):
    """The files of an evidence bundle: those that the reader may have, each of them once."""

    _inherit = "crm.contract"

    def _bundle_files(self):
        """(files, how many are left out) for this reader.

        :raises UserError: when they are more than one bundle takes
        """
        self.ensure_one()
        only_files = Domain("type", "=", "binary")
        everyone = self.sudo()
        every = everyone.env["ir.attachment"].search(everyone._files_domain() & only_files)
        mine = self._files_domain() & only_files
        files = self.env["ir.attachment"].search(mine, order="create_date, id")
        size = sum(files.mapped("file_size"))
        if len(files) > MAX_FILES or size > MAX_BYTES:
            raise UserError(
                self.env._(
                    "The %(count)s files of %(contract)s amount to %(size)s MB, more than the"
                    " %(most)s MB or %(files)s files of one bundle. Download them from the list"
                    " of files instead.",
                    count=len(files),
                    contract=self.code,
                    size=size // 1024**2,
                    most=MAX_BYTES // 1024**2,
                    files=MAX_FILES,
                )
            )
        return files, len(every - files)

    def _bundle_papers(self, files):
        """[(paper, file)]: files of one content are one paper that stands on several records."""
        by_sum = {}
        for file in files:
            digest, size = self._measured(file)
            if digest:
                by_sum.setdefault((digest, size), []).append(file)
        paths = numbered("documents", [group[0].name or "" for group in by_sum.values()])
        return [
            (Paper(path, size, digest, tuple(map(self._file_place, group))), group[0])
            for path, ((digest, size), group) in zip(paths, by_sum.items(), strict=True)
        ]

    def _file_place(self, file):
        """On what a file stands, in the reader's words."""
        record = self.env[file.res_model].browse(file.res_id)
        kind = self.env["ir.model"]._get(file.res_model).name
        return f"{kind}: {record.display_name or self.code}"

    def _measured(self, file):
        """(SHA-256, size) of the content, read piece by piece; nothing where it is lost."""
        digest, size = hashlib.sha256(), 0
        with self._opened(file) as content:
            if content is None:
                return "", 0
            while piece := content.read(_CHUNK):
                digest.update(piece)
                size += len(piece)
        return digest.hexdigest(), size

    @contextmanager
    def _opened(self, file):
        """The content of a file that the reader may have; None where the store has lost it."""
        file.check_access("read")
        stored = file.sudo()
        if not stored.store_fname:
            yield io.BytesIO(stored.db_datas or b"")
            return
        path = stored._full_path(stored.store_fname)
        if not os.path.isfile(path):
            yield None
            return
        with open(path, "rb") as content:
            yield content
