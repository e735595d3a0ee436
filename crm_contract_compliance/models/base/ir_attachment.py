from odoo import api, models
from odoo.exceptions import AccessError, UserError

_CONTENT = {
    "datas",
    "raw",
    "db_datas",
    "store_fname",
    "name",
    "mimetype",
    "checksum",
    "res_model",
    "res_id",
    "res_field",
    "type",
    "url",
    "public",
}


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._refuse_posing()
        return files

    def write(self, vals):
        if _CONTENT & vals.keys():
            self._refuse_contract_evidence(vals)
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self._refuse_posing()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_contract_evidence(self):
        self._refuse_contract_evidence()

    def _keep_for(self, record):
        """These files as ``record``'s own: one's uploads, loose or in a dialog, go to it,
        others are copied.

        :raises AccessError: for a file that the user may not read
        """
        self.check_access("read")
        kept = self.browse()
        owner = {"res_model": record._name, "res_id": record.id}
        for file in self.sudo():
            if (file.res_model, file.res_id) == (record._name, record.id):
                kept |= file
            elif file._is_upload() and (self.env.su or file.create_uid == self.env.user):
                file.write(owner)
                kept |= file
            else:
                kept |= file.copy(owner)
        return kept.sudo(self.env.su)

    def _is_upload(self):
        """On no record yet: a dialog that was refused once has been saved, and holds its files."""
        model = self.env.get(self.res_model or "")
        return not self.res_id or (model is not None and model.is_transient())

    def _refuse_posing(self):
        """What stands in a field of ours is put there by the field, as superuser: another file of
        that name would be read in its place, such as the picture of a signature.
        """
        if self.env.su:
            return
        for file in self:
            if file.res_field and (file.res_model or "").startswith("crm.contract"):
                raise AccessError(
                    self.env._("This file cannot take the place of what is kept in a field.")
                )

    def _refuse_contract_evidence(self, vals=None):
        """Files that stood on an instrument when it was executed are its evidence (I10)."""
        for attachment in self:
            record = attachment._executed_record()
            if record and not attachment._is_unchanged(vals):
                raise UserError(
                    self.env._(
                        "“%(file)s” belongs to %(record)s, which is signed; it can neither be"
                        " changed nor deleted.",
                        file=attachment.name,
                        record=record.display_name,
                    )
                )

    def _executed_record(self):
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return None
        model = self.env[self.res_model]
        if not hasattr(model, "_freeze_level"):
            return None
        record = model.sudo().browse(self.res_id).exists()
        if not record or record._freeze_level() < 2:
            return None
        executed_at = record._executed_at()
        return record if not executed_at or self.create_date <= executed_at else None

    def _is_unchanged(self, vals):
        return bool(vals) and all(
            self[name] == value for name, value in vals.items() if name in _CONTENT
        )
