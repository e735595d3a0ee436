from odoo import models

from ...tools.document import Document, PartyBlock, SignatureBlock
from . import blocks

_BLANK = "____________"


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
            signatures=(
                SignatureBlock(
                    contract._side_label(self.side),
                    blocks.name_of(contract, self.side, self.third_party_id),
                    signed_on=blocks.day(self, self.sent_on),
                ),
            ),
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
        """What is said: the text, and what its kind adds to it."""
        return (
            self.note,
            self.intention and blocks.choice(self, "intention"),
            self.new_address
            and self.env._("Our new address for service is: %s", self.new_address.strip()),
            self.answer_due_on
            and self.env._("We ask for your answer by %s.", blocks.day(self, self.answer_due_on)),
        )

    def _delivery_section(self):
        return blocks.section(
            self.env._("Service of the Notice"),
            facts=blocks.rows_of(
                self, "method", "sent_on", "sent_to", "proof_reference", "delivered_on"
            ),
            is_numbered=False,
        )

    def _receipt_section(self):
        """To be cut off and sent back; filled in by hand where nothing is known yet."""
        return blocks.section(
            self.env._("Confirmation of Receipt"),
            self.env._("We have received this notice."),
            facts=[
                (self.env._("Notice Received"), self.subject or blocks.choice(self, "kind")),
                (self.env._("Received by"), self._name_of(self.to_side) or _BLANK),
                (self.env._("Received on"), blocks.day(self, self.delivered_on) or _BLANK),
                (self.env._("Name, signature and seal"), _BLANK),
            ],
            is_numbered=False,
        )
