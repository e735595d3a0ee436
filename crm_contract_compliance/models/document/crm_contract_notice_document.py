from odoo import models

from ...tools.document import Document, PartyBlock, SignatureBlock
from . import blocks


class CrmContractNotice(models.Model):
    """A notice as a letter, with the slip on which its receipt is confirmed (T1-13.1, T2-14.2)."""

    _name = "crm.contract.notice"
    _inherit = ["crm.contract.notice", "crm.contract.document.mixin"]

    def _document(self):
        contract = self.contract_id
        return Document(
            title=self.env._("Notice: %s", blocks.choice(self, "kind")),
            number=contract.code or "",
            intro=(self.env._("Contract: %s", blocks.contract_words(contract)),),
            parties=(self._sender_block(), self._addressee_block()),
            sections=blocks.whole(
                blocks.section(self.subject or "", *self._letter(), is_numbered=False),
                self._delivery_section(),
                self._receipt_section(),
            ),
            signatures=(self._receiver_block(),),
        )

    def _sender_block(self):
        party = self._parties_of(self.side)[:1]
        return PartyBlock(
            self.env._("Sender"),
            blocks.facts(
                [
                    (self.contract_id._side_label(self.side), self._name_of(self.side)),
                    (self.env._("Address"), party.address),
                    (self.env._("Phone"), party.phone),
                ]
            ),
        )

    def _addressee_block(self):
        return PartyBlock(
            self.env._("Addressee"),
            blocks.facts(
                [
                    (self.contract_id._side_label(self.to_side), self._name_of(self.to_side)),
                    (self._label_of("sent_to"), self.sent_to),
                ]
            ),
        )

    def _name_of(self, side):
        return blocks.name_of(self.contract_id, side, self.third_party_id)

    def _letter(self):
        """What is said: the text, what its kind adds to it, and by whom."""
        wishes = {
            "renew": self.env._("We wish to renew the contract."),
            "end": self.env._("We do not wish to renew the contract."),
        }
        return (
            self.note or self._gist(),
            wishes.get(self.intention),
            self.new_address
            and self.env._("Our new address for service is: %s", self.new_address.strip()),
            self.answer_due_on
            and self.env._("We ask for your answer by %s.", blocks.day(self, self.answer_due_on)),
            self.env._(
                "%(sender)s (signature or seal) ____________ %(day)s",
                sender=blocks.side_and_name(self.contract_id, self.side, self.third_party_id),
                day=blocks.day(self, self.sent_on),
            ),
        )

    def _gist(self):
        """What a notice of its kind says at the least, where nobody wrote its text."""
        gists = {
            "amendment": self.env._("We propose to amend the contract."),
            "termination": self.env._("We give notice that we terminate the contract."),
            "rescission": self.env._("We give notice that we rescind the contract."),
            "force_majeure": self.env._(
                "We give notice that force majeure prevents performance of the contract."
            ),
            "suspension": self.env._("We give notice that we suspend our performance."),
            "resumption": self.env._("We give notice that we resume our performance."),
            "cooperation": self.env._("We ask for your cooperation."),
        }
        return gists.get(self.kind)

    def _delivery_section(self):
        names = ("method", "sent_on", "proof_reference", "delivered_on")
        return blocks.section(
            self.env._("Service of the Notice"),
            facts=blocks.rows_of(self, *names),
            is_numbered=False,
        )

    def _receipt_section(self):
        """Signed below by who receives, and sent back."""
        return blocks.section(
            self.env._("Confirmation of Receipt"),
            self.env._(
                "We have received the notice “%(notice)s” of %(day)s.",
                notice=self.subject or blocks.choice(self, "kind"),
                day=blocks.day(self, self.sent_on),
            ),
            is_numbered=False,
        )

    def _receiver_block(self):
        return SignatureBlock(
            self.contract_id._side_label(self.to_side),
            self._name_of(self.to_side),
            signed_on=blocks.day(self, self.delivered_on),
        )
