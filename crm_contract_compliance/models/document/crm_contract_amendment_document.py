from odoo import models

from ...tools.document import Document
from . import blocks


class CrmContractAmendment(models.Model):
    """The agreement that changes a contract: what it said and shall say, why, since when.

    T1-5.2 to T1-5.4, T1-App3, T2-10.1.
    """

    _name = "crm.contract.amendment"
    _inherit = ["crm.contract.amendment", "crm.contract.document.mixin"]

    def _document(self):
        contract = self.contract_id
        titles = {
            "change": self.env._("Amendment Agreement"),
            "supplement": self.env._("Supplementary Agreement"),
        }
        return Document(
            title=titles[self.kind],
            number=contract.code or "",
            intro=(
                self.env._(
                    "The parties of the contract %(contract)s (the main contract) agree on its"
                    " amendment: %(name)s.",
                    contract=blocks.contract_words(contract),
                    name=self.name,
                ),
            ),
            parties=blocks.party_blocks(contract),
            sections=blocks.whole(
                self._request_section(),
                self._change_section(),
                self._effect_section(),
                self._notice_section(),
                self._rest_section(),
            ),
            annexes=tuple(self.document_ids.mapped("name")),
            signatures=blocks.signature_blocks(contract, self.execution_id),
            is_draft=self.execution_id.state != "executed",
        )

    def _request_section(self):
        return blocks.section(
            self.env._("Reason for the Amendment"),
            self.env._("The amendment was asked for by %s.", blocks.choice(self, "side")),
            self.reason,
        )

    def _change_section(self):
        head = (self.env._("Provision"), self.env._("Before"), self.env._("From Now On"))
        rows = [(row.what, row.before, row.after) for row in self.change_ids]
        return blocks.section(
            self.env._("What Changes"),
            self.kind == "supplement"
            and self.env._(
                "What the parties agree on in addition stands in the attached documents, which are"
                " part of this agreement."
            ),
            rows and self.env._("The main contract changes as follows."),
            table=blocks.table(head, rows),
        )

    def _effect_section(self):
        return blocks.section(
            self.env._("Effect"),
            blocks.effect_words(self.env, self.contract_id.amendment_execution_mode),
            self.env._("The changes apply from %s on.", self._effective_in_words()),
        )

    def _notice_section(self):
        """T1-5.4: asked for in writing, and the proof of its dispatch."""
        notice = self.notice_id
        names = ("side", "sent_on", "method", "delivered_on", "proof_reference")
        return notice and blocks.section(
            self.env._("Written Notice"),
            self.env._("The amendment was proposed in writing:"),
            facts=blocks.rows_of(notice, *names),
        )

    def _rest_section(self):
        return blocks.section(
            self.env._("Other Terms"),
            self.env._(
                "All other terms of the main contract stay as they are. What arose before the"
                " changes apply, overdue payments and breaches included, is judged by the terms of"
                " its own day."
            ),
            self.env._("This agreement is part of the main contract, and as binding."),
            blocks.law_words(self.contract_id),
        )
