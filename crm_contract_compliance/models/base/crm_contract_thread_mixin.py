from odoo import models
from odoo.exceptions import UserError

from .words import listed

CLEARANCE = "crm_contract_compliance.group_contract_confidential"


class CrmContractThreadMixin(models.AbstractModel):
    """A conversation that, on a confidential contract, stays among people with the clearance.

    Followers are refused with a message; whoever follows from before, is mentioned or is
    written to gets nothing (I9).
    """

    _name = "crm.contract.thread.mixin"
    _description = "Discreet Conversation"
    _inherit = ["mail.thread"]

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        if self.env.context.get("mail_activity_quick_update"):
            return True  # A reminder is told to whoever answers, but makes nobody a follower.
        uncleared = self._uncleared(partner_ids or ())
        if uncleared and self.has_access("write"):
            raise UserError(
                self.env._(
                    "This contract is confidential; %s may not follow it without the clearance.",
                    listed(self.env, uncleared.mapped("name")),
                )
            )
        return super().message_subscribe(partner_ids=partner_ids, subtype_ids=subtype_ids)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        uncleared = self._uncleared([recipient["id"] for recipient in recipients])
        return [recipient for recipient in recipients if recipient["id"] not in uncleared.ids]

    def _message_create(self, values_list):
        """Whom a message names reads it by that alone: nobody uncleared is named."""
        return super()._message_create(
            [
                {**values, "partner_ids": self._cleared(values["partner_ids"])}
                if values.get("partner_ids")
                else values
                for values in values_list
            ]
        )

    def _message_update_content(self, message, /, *, body, partner_ids=None, **kwargs):
        named = self._cleared(partner_ids) if partner_ids else partner_ids
        return super()._message_update_content(message, body=body, partner_ids=named, **kwargs)

    def _cleared(self, partner_ids):
        uncleared = self._uncleared(partner_ids).ids
        return [partner_id for partner_id in partner_ids if partner_id not in uncleared]

    def _uncleared(self, partner_ids):
        """Those of the partners who may not hear of these records."""
        partners = self.env["res.partner"].sudo().browse(partner_ids)
        if not any(record._conversation_contract().is_classified for record in self.sudo()):
            return partners.browse()
        return partners - self.env.ref(CLEARANCE).sudo().all_user_ids.partner_id

    def _conversation_contract(self):
        """Hook: the contract that says whether the conversation is confidential."""
        return self.contract_id
