import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.evidence import every_file, sha256_of

SHORT = 8
_NOTHING = hashlib.sha256(b"").hexdigest()


class CrmContractRequirement(models.Model):
    """A paper that stood on a contract when it was signed stays, with its SHA-256 (T0-13.2).

    It is replaced by an amendment alone, and is then kept beside the one in its place.
    """

    _inherit = "crm.contract.requirement"

    file_hashes = fields.Json(
        "Locked Files", readonly=True, copy=False, help="The files in force, with their SHA-256."
    )
    replaced_ids = fields.Many2many(
        "ir.attachment",
        "crm_contract_requirement_replaced_rel",
        string="Replaced Files",
        ondelete="restrict",
        readonly=True,
        copy=False,
        bypass_search_access=True,  # see evidence.py
    )
    hash_note = fields.Char("SHA-256", compute="_compute_hash_note")

    @api.model
    def _settled_names(self):
        return super()._settled_names() | {"file_hashes", "replaced_ids"}

    def write(self, vals):
        is_checked = "evidence_ids" in vals and not self._is_door_open()
        result = super().write(vals)
        if is_checked:
            self._refuse_lost_files()
        return result

    @api.depends("file_hashes")
    def _compute_hash_note(self):
        for row in self:
            row.hash_note = row._hashes_in_words(row.file_hashes)

    def _refuse_lost_evidence(self, before):
        """What is replaced as agreed is not lost."""
        return None if self._is_door_open() else super()._refuse_lost_evidence(before)

    def _refuse_lost_files(self):
        for row in self.filtered("file_hashes"):
            kept = set(every_file(row).ids)
            gone = [one for one in row.file_hashes if one["id"] not in kept]
            if gone:
                raise UserError(
                    self.env._(
                        "“%(file)s” is part of %(contract)s, which is signed: it is only replaced"
                        " by an amendment.",
                        file=row._files_in_words(gone[:1]),
                        contract=row.contract_id.display_name,
                    )
                )

    def _locked_ids(self):
        return {one["id"] for one in self.file_hashes or []}

    def _lock_files(self):
        """From now on its files stand; those locked before keep the hash of their day."""
        for row in self:
            locked = row._locked_ids()
            new = every_file(row).filtered(lambda file, locked=locked: file.id not in locked)
            if new:
                row._write_settled({"file_hashes": [*(row.file_hashes or []), *hashes_of(new)]})

    def _replace_files(self, files):
        """Agreed: these stand in place of the ones so far, which are kept (T0-13.2)."""
        self.ensure_one()
        old = every_file(self)
        self._write_settled(
            {
                "evidence_ids": [fields.Command.set(files.ids)],
                "replaced_ids": [fields.Command.link(file.id) for file in old],
                "done_on": self.done_on or self.contract_id._local_today(),
            }
        )
        self._write_settled({"file_hashes": hashes_of(every_file(self))})

    @api.model
    def _files_in_words(self, hashes):
        """Their names, to whoever may read them, with the beginning of each hash."""
        ids = [one["id"] for one in hashes or []]
        files = self.env["ir.attachment"].browse(ids).exists()._filtered_access("read")
        names = {file.id: file.name for file in files}
        return ", ".join(
            f"{names[one['id']]} ({one['sha256'][:SHORT]})"
            if one["id"] in names
            else one["sha256"][:SHORT]
            for one in hashes or []
        )

    @api.model
    def _hashes_in_words(self, hashes):
        return ", ".join(one["sha256"][:SHORT] for one in hashes or []) or False


def hashes_of(files):
    """What is kept of files: which one, and its SHA-256; its name is told by the file alone."""
    return [
        {"id": file.id, "sha256": sha256_of(file) or _NOTHING} for file in files.sudo().sorted("id")
    ]
