from odoo import api, models
from odoo.exceptions import UserError

from ..base.crm_contract_thread_mixin import CLEARANCE
from ..base.words import listed
from .ir_attachment import FLAG


class MailMail(models.Model):
    """A confidential file stays in the house: no mail carries it, to whomever.

    Whoever sends one to people without the clearance is told so, and sends nothing. A job has
    nobody to tell, as has a file that is classified afterwards: there the mail goes without it.
    """

    _inherit = "mail.mail"

    @api.model_create_multi
    def create(self, vals_list):
        mails = super().create(vals_list)
        if "cron_id" not in self.env.context:
            mails._refuse_files_that_stay()
        return mails

    def _prepare_outgoing_list(self, *args, **kwargs):
        files = self.attachment_ids
        kept = files.filtered(lambda file: not file.sudo()[FLAG])
        if kept == files:
            return super()._prepare_outgoing_list(*args, **kwargs)
        self._fields["attachment_ids"]._update_cache(self, kept._ids)
        try:
            return super()._prepare_outgoing_list(*args, **kwargs)
        finally:
            self.invalidate_recordset(["attachment_ids"], flush=False)

    def _refuse_files_that_stay(self):
        for mail in self.sudo():
            files = mail.attachment_ids.filtered(FLAG)
            names = files and mail._names_without_clearance()
            if names:
                raise UserError(
                    self.env._(
                        "No e-mail carries what is confidential: %(names)s would get this message"
                        " without “%(files)s”. Take the file off, or hand it over in another way.",
                        names=listed(self.env, names),
                        files=listed(self.env, files.mapped("display_name")),
                    )
                )

    def _names_without_clearance(self):
        """Of those to whom it goes."""
        cleared = self.env.ref(CLEARANCE).sudo().all_user_ids.partner_id
        partners = self.recipient_ids - cleared
        return [*partners.mapped("display_name"), *filter(None, (self.email_to, self.email_cc))]
