from odoo import api, models

from .ir_attachment import READER


class MailMessage(models.Model):
    """A message carries no confidential file further than its author may see it."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if any(vals.get("attachment_ids") for vals in vals_list):
            messages.sudo().attachment_ids._refuse_hidden()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if vals.get("attachment_ids") and not self.env.su:
            self.sudo().attachment_ids._refuse_hidden()
        return result

    def _message_fetch(self, domain, **kwargs):
        """Core looks the names of files up as superuser: whoever searches learns of none."""
        return super(MailMessage, self.with_context(**{READER: True}))._message_fetch(
            domain, **kwargs
        )
