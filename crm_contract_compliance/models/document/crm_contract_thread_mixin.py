from odoo import api, models
from odoo.fields import Domain
from odoo.tools import plaintext2html

from ...tools.file_name import safe_file_name

SHOWN = 50


class CrmContractThreadMixin(models.AbstractModel):
    """What is said between the two sides in the portal.

    Shown is what somebody outside wrote, or was sent: a message among ourselves, a note, and
    whatever carries no address outside stays here, however it was posted.
    """

    _inherit = "crm.contract.thread.mixin"

    def _post_from_portal(self, person, text, attachments=(), **values):
        """As ``person``, with whoever looks after the contract as its addressee."""
        self.ensure_one()
        owner = self._conversation_contract().user_id.partner_id
        return self.sudo().message_post(
            body=plaintext2html(text),
            author_id=person.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=owner.ids,
            attachments=list(attachments),
            **values,
        )

    def _tell_owner(self, person, text, **values):
        """Hook: whoever looks after the contract hears of what came in."""
        self._post_from_portal(person, text, **values)

    def _portal_messages(self, partner):
        """The conversation with ``partner``'s company, newest first."""
        self.ensure_one()
        people = partner.commercial_partner_id
        ours = Domain("author_id.commercial_partner_id", "=", people.id)
        sent = Domain("notified_partner_ids.commercial_partner_id", "=", people.id) | Domain(
            "partner_ids.commercial_partner_id", "=", people.id
        )
        messages = self.env["mail.message"].sudo()
        return messages.search(
            self._portal_message_domain() & (ours | sent), limit=SHOWN, order="id desc"
        )

    def _portal_message_domain(self):
        """What is no note, of this record alone."""
        share = Domain(self.env["mail.message"]._get_search_domain_share())
        return (
            Domain("model", "=", self._name)
            & Domain("res_id", "=", self.id)
            & Domain("message_type", "in", ("comment", "email", "email_outgoing"))
            & Domain("subtype_id", "=", self.env.ref("mail.mt_comment").id)
            & share
        )

    @api.model
    def _message_rows(self, messages, partner):
        """Plain values of the ``messages`` for a page."""
        people = partner.commercial_partner_id
        return [
            {
                "author": message.author_id.name or message.email_from or "",
                "is_own": message.author_id.commercial_partner_id == people,
                "at": message.date,
                "body": message.body,
                "files": self._file_rows(message.attachment_ids),
            }
            for message in messages
        ]

    @api.model
    def _file_rows(self, files, **values):
        """Of files that may leave the house: none that is confidential, no link to elsewhere."""
        return [
            self._file_row(file, **values)
            for file in files.sudo()
            if file.type == "binary" and not file.crm_contract_is_classified
        ]

    @api.model
    def _file_row(self, file, **values):
        return {
            "id": file.id,
            "name": safe_file_name(file.name),
            "size": file.file_size,
            **values,
        }
