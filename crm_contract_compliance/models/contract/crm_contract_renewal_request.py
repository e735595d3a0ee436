from odoo import models
from odoo.exceptions import UserError

from .crm_contract_renewal import RUNNING

REQUEST = "crm_contract_compliance.mail_activity_type_renewal"


class CrmContract(models.Model):
    """Who may not renew asks whoever decides (design.md, who may do what)."""

    _inherit = "crm.contract"

    def action_ask_renewal(self):
        """The draft that is there, else one open activity, however often it is pressed."""
        self.ensure_one()
        self.check_access("write")
        draft = self._renewal_draft()
        if draft:
            return draft._action_open()
        asked = self.activity_search([REQUEST]).user_id or self._ask_renewal()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s has been asked to renew.", asked[:1].name),
            },
        }

    def _ask_renewal(self):
        if self.state not in RUNNING or not self.end_date or self.is_renewed:
            raise UserError(self.env._("%s has no renewal to decide on.", self.display_name))
        decider = self._renewal_decider()
        told = self.with_context(lang=decider.lang)
        self.activity_schedule(
            REQUEST,
            max(self.renewal_notice_date or self.end_date, self._local_today()),
            told.env._("%s asks to renew this contract", self.env.user.name),
            user_id=decider.id,
        )
        return decider

    def _renewal_decider(self):
        """An officer who may see the contract: the company's fallback responsible if it is one."""
        officers = self._deciders()
        if not officers:
            raise UserError(self.env._("Nobody here may decide on the renewal; ask a manager."))
        return officers[0]

    def _deciders(self):
        """The officers who may see the contract, the company's fallback responsible first."""
        officers = self._people("officer").filtered(
            lambda user: (
                self.with_user(user)
                .with_context(allowed_company_ids=self.company_id.ids)
                .has_access("write")
            )
        )
        first = officers & self.company_id.sudo().crm_contract_fallback_user_id
        return first | officers

    def _close_renewal_request(self):
        """A decision or a draft is the answer."""
        self.activity_feedback([REQUEST])
