from odoo import api, models


class MailThread(models.AbstractModel):
    """Core's own routes open what we show to people outside, and only as long as we show it.

    Core compares a token with whatever the record has, none included, and signs what has none
    alike for every record.
    """

    _inherit = "mail.thread"

    @api.model
    def _get_thread_with_access(self, thread_id, *, hash=None, pid=None, token=None, **kwargs):
        thread = self.sudo().browse(thread_id).exists()
        if self._is_crm_contract_portal() and not thread._is_open_by_link():
            hash = pid = token = None
        return super()._get_thread_with_access(thread_id, hash=hash, pid=pid, token=token, **kwargs)

    def _sign_token(self, pid):
        if self._is_crm_contract_portal() and not self.sudo().access_token:
            return ""
        return super()._sign_token(pid)

    @api.model
    def _is_crm_contract_portal(self):
        return isinstance(self, self.env.registry["crm.contract.portal.mixin"])
