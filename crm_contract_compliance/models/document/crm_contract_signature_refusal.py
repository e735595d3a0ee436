from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from ..base.words import day_in_words

REFUSED = "crm_contract_compliance.mail_activity_type_refused"
_SETTLED = frozenset({"refused_on", "refusal_reason", "refusal_activity_id"})
MAX_REASON = 10_000


class CrmContractSignature(models.Model):
    """A side that does not sign says why; the instrument stays open, a person decides what next."""

    _inherit = "crm.contract.signature"

    refused_on = fields.Date(readonly=True, copy=False)
    refusal_reason = fields.Text(readonly=True, copy=False)
    refusal_activity_id = fields.Many2one(
        "mail.activity",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=NO_ACCESS,
    )

    @api.model
    def _settled_names(self):
        return super()._settled_names() | _SETTLED

    def write(self, vals):
        """Who signs after all has taken the refusal back."""
        result = super().write(vals)
        if vals.get("signed_on") or vals.get("sealed_on"):
            self._close_refusal()
        return result

    def _close_refusal(self):
        """Nobody waits for an answer to it any more."""
        self.sudo().refusal_activity_id.unlink()

    def _refuse_online(self, reason):
        self.ensure_one()
        self._refuse_signed()
        self.execution_id._refuse_closed()
        self._refuse_other_signer(self.env.user.partner_id)
        reason = (reason or "").strip()
        if not reason or len(reason) > MAX_REASON:
            raise UserError(self.env._("Say in a few sentences why you do not sign."))
        if reason == self.refusal_reason:
            return
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
        if not self.sudo().refusal_activity_id:
            activity = contract.with_context(mail_activity_quick_update=True).activity_schedule(
                REFUSED,
                contract._local_today(),
                told.env._("%(side)s refuses to sign", side=side),
                user_id=contract.user_id.id,
            )
            self._write_settled({"refusal_activity_id": activity.id})

    def _already_refused(self):
        return self.env._(
            "You refused to sign on %(day)s: %(reason)s",
            day=day_in_words(self.env, self.refused_on),
            reason=self.refusal_reason,
        )


class CrmContractExecution(models.Model):
    _inherit = "crm.contract.execution"

    def _after_move(self, old_states):
        """What is void, or executed, waits for nobody any more."""
        result = super()._after_move(old_states)
        self.signature_ids._close_refusal()
        return result
