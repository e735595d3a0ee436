from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class CrmContractNotice(models.Model):
    """Our notices by e-mail, sent from here: the id of the message is their proof of sending.

    Delivery stays to be recorded: a message that left is not one that arrived.
    """

    _inherit = "crm.contract.notice"

    is_sendable = fields.Boolean(compute="_compute_is_sendable")
    addressee_lang = fields.Char("Language", compute="_compute_addressee_lang")

    @api.depends(
        "method", "side", "sent_on", "status", "is_proven", "sent_to", "is_delivery_doubtful"
    )
    def _compute_is_sendable(self):
        for notice in self:
            contract = notice.contract_id
            notice.is_sendable = bool(
                contract
                and notice.method == "email"
                and notice.side == contract.our_side
                and notice.status == "sent"
                and not notice.is_proven
                and not notice.is_delivery_doubtful
                and notice.sent_on == contract._local_today()
                and email_normalize(notice.sent_to)
            )

    @api.depends("to_side")
    def _compute_addressee_lang(self):
        for notice in self:
            partner = notice._addressed_partner()
            notice.addressee_lang = partner.lang or notice.company_id.partner_id.lang

    def action_send_email(self):
        self.ensure_one()
        self.check_access("write")
        if not self.is_sendable:
            raise UserError(
                self.env._(
                    "Only our own notice by e-mail, dated today and not sent yet, can be sent from"
                    " here, to the agreed address."
                )
            )
        self._write_settled({"proof_reference": self._send_email()})
        return {"type": "ir.actions.act_window_close"}

    def _send_email(self):
        """Put it into the outbox; the id of the message."""
        template = self.env.ref("crm_contract_compliance.mail_template_notice")
        return self.env["mail.mail"].sudo().browse(template.send_mail(self.id)).message_id

    def _addressed_partner(self):
        """Hook: in whose language a message is written."""
        return self._parties_of(self.to_side).partner_id[:1]
