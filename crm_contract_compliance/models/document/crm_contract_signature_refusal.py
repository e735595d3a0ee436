from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.words import day_in_words

REFUSED = "crm_contract_compliance.mail_activity_type_refused"
_SETTLED = frozenset({"refused_on", "refusal_reason"})
MAX_REASON = 10_000


class CrmContractSignature(models.Model):
    """A side that does not sign says why; the instrument stays open, a person decides what next."""

    _inherit = "crm.contract.signature"

    refused_on = fields.Date(readonly=True, copy=False)
    refusal_reason = fields.Text(readonly=True, copy=False)

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    def _refuse_online(self, reason):
        self.ensure_one()
        self._refuse_signed()
        self.execution_id._refuse_closed()
        self._refuse_other_signer(self.env.user.partner_id)
        reason = (reason or "").strip()
        if not reason or len(reason) > MAX_REASON:
            raise UserError(self.env._("Say in a few sentences why you do not sign."))
        contract = self.contract_id
        self._write_settled({"refused_on": contract._local_today(), "refusal_reason": reason})
        told = self.with_context(lang=contract.user_id.lang)
        side = told.contract_id._side_label(told.side)
        body = told.env._(
            "%(side)s does not sign %(instrument)s: %(reason)s",
            side=side,
            instrument=told.execution_id.display_name,
            reason=reason,
        )
        contract._message_log(body=body, author_id=(self.signer_id or self.partner_id).id)
        contract.activity_unlink([REFUSED])
        contract.with_context(mail_activity_quick_update=True).activity_schedule(
            REFUSED,
            contract._local_today(),
            told.env._("%(side)s refuses to sign", side=side),
            user_id=contract.user_id.id,
        )

    def _already_refused(self):
        return self.env._(
            "You refused to sign on %(day)s: %(reason)s",
            day=day_in_words(self.env, self.refused_on),
            reason=self.refusal_reason,
        )
