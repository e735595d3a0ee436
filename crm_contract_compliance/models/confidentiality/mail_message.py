from odoo import api, models

from .ir_attachment import READER


class MailMessage(models.Model):
    """A message carries no confidential file further than its author may see it."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if any(vals.get("attachment_ids") for vals in vals_list):
            messages._refuse_hidden_files()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if vals.get("attachment_ids") and not self.env.su:
            self._refuse_hidden_files()
        return result

    def _message_fetch(self, domain, **kwargs):
        """Core looks the names of files up as superuser: whoever searches learns of none."""
        return super(MailMessage, self._for_reader())._message_fetch(domain, **kwargs)

    def _portal_message_format(self, *args, **kwargs):
        """The portal reads them as superuser, too."""
        self.invalidate_recordset(["attachment_ids"])
        told = super(MailMessage, self._for_reader())._portal_message_format(*args, **kwargs)
        self.invalidate_recordset(["attachment_ids"])
        return told

    def _refuse_hidden_files(self):
        """Core asks for no right to the files of the record that the message is about."""
        self.sudo().attachment_ids._refuse_hidden()

    def _for_reader(self):
        return self.with_context(**{READER: True})
