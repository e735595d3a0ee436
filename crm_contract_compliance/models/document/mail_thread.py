from odoo import api, models


class MailThread(models.AbstractModel):
    """A link opens our own page and nothing else: core's chatter would show whoever has its token
    what we say among ourselves, and take messages from them in the customer's name.

    It compares with a token that is not there, too, and signs what has none alike for every record.
    """

    _inherit = "mail.thread"

    @api.model
    def _get_thread_with_access(self, thread_id, *, hash=None, pid=None, token=None, **kwargs):
        if self._is_crm_contract_portal():
            hash = pid = token = None
        return super()._get_thread_with_access(thread_id, hash=hash, pid=pid, token=token, **kwargs)

    def _sign_token(self, pid):
        if self._is_crm_contract_portal() and not self.sudo().access_token:
            return ""
        return super()._sign_token(pid)

    @api.model
    def _is_crm_contract_portal(self):
        return isinstance(self, self.env.registry["crm.contract.portal.mixin"])
