from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.mail import generate_tracking_message_id

from ..base.words import day_in_words
from .statement import statement

# What a side may say of its own accord; the others answer to something on our side.
_KINDS = (
    "renewal_intention",
    "amendment",
    "cooperation",
    "force_majeure",
    "suspension",
    "resumption",
    "address_change",
    "termination",
    "rescission",
    "other",
)


class CrmContractNotice(models.Model):
    """A notice that the other side gives in the portal: it arrives as it is sent (L-15)."""

    _inherit = "crm.contract.notice"

    @api.model
    def _portal_kinds(self, contract):
        """[(value, label)] of the notices that can be given in the contract's state."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        news = {kind: self.new({"kind": kind}) for kind in _KINDS}
        return [
            (kind, labels[kind])
            for kind, notice in news.items()
            if contract.state in notice._possible_states()
        ]

    @api.model
    def _give_from_portal(self, contract, said, person, address, files):
        """The notice with the message that brought it as proof of its delivery.

        ``said``: kind, subject, text, and for the kinds that ask for it ``intention`` or
        ``new_address``; nothing else of the request gets here (A28).
        """
        kinds = dict(self._portal_kinds(contract))
        kind = said["kind"]
        if kind not in kinds:
            raise UserError(self.env._("Choose what the notice is about."))
        message_id = generate_tracking_message_id(f"crm-contract-{contract.id}")
        words = (kinds[kind], said["subject"], said["text"], said.get("new_address"))
        proof = statement(self.env, kinds[kind], contract, person, address, words)
        notice = (
            self.sudo()
            .with_context(mail_create_nosubscribe=True)
            .create(
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "side": contract._other_side(),
                    "to_side": contract.our_side,
                    "method": "portal",
                    "subject": said["subject"],
                    "note": said["text"],
                    "intention": said.get("intention") if kind == "renewal_intention" else False,
                    "new_address": said.get("new_address") if kind == "address_change" else False,
                    "delivered_at": fields.Datetime.now(),
                    "proof_reference": message_id,
                    "proof_ids": [
                        Command.create(proof),
                        *(Command.link(file.id) for file in files),
                    ],
                }
            )
        )
        notice._tell_owner(person, f"{said['subject']}\n\n{said['text']}", message_id=message_id)
        return notice

    def _portal_rows(self):
        """What either side reads of the notices between them."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return [
            {
                "kind": kinds[notice.kind],
                "subject": notice.subject or "",
                "sent": day_in_words(self.env, notice.sent_on),
                "way": notice._portal_way(),
            }
            for notice in self
        ]

    def _portal_way(self):
        """From whom, and when it arrived."""
        is_ours = self.side == self.contract_id.our_side
        way = self.env._("to you") if is_ours else self.env._("from you")
        if not self.delivered_on:
            return way
        day = day_in_words(self.env, self.delivered_on)
        return self.env._("%(way)s, arrived on %(day)s", way=way, day=day)
