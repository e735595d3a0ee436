from odoo import models


class MailMail(models.Model):
    """A confidential file stays in the house: no mail carries it, to whomever."""

    _inherit = "mail.mail"

    def _prepare_outgoing_list(self, *args, **kwargs):
        files = self.attachment_ids
        kept = files.filtered(lambda file: not file.sudo().crm_contract_is_classified)
        if kept == files:
            return super()._prepare_outgoing_list(*args, **kwargs)
        self._fields["attachment_ids"]._update_cache(self, kept._ids)
        try:
            return super()._prepare_outgoing_list(*args, **kwargs)
        finally:
            self.invalidate_recordset(["attachment_ids"], flush=False)
