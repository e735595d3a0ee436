from odoo import models

from ...tools.document import Document
from ..base.words import listed
from . import blocks


class CrmContractNda(models.Model):
    """The confidentiality agreement: what is secret, for what it is used, for how long.

    T0-App4, T0-8, T1-8, T1-App7, L-37.
    """

    _name = "crm.contract.nda"
    _inherit = ["crm.contract.nda", "crm.contract.document.mixin"]

    def _document(self):
        contract, third_party = self.contract_id, self.third_party_id
        signers = self._signers()
        sides = {row["side"] for row in signers} if signers else ("a", "b")
        return Document(
            title=self.env._("Confidentiality Agreement"),
            number=contract.code or "",
            intro=(
                self.env._(
                    "In preparing and performing the contract %s (the main contract) the sides"
                    " named below learn confidential information from each other. They agree:",
                    blocks.contract_words(contract),
                ),
            ),
            parties=blocks.party_blocks(contract, sides, third_party),
            sections=blocks.whole(
                self._information_section(),
                self._duty_section(),
                self._disclosure_section(),
                self._return_section(),
                self._period_section(),
                self._leak_section(),
                blocks.section(self.env._("Law and Disputes"), blocks.law_words(contract)),
                blocks.section(
                    self.env._("Effect"), blocks.effect_words(self.env, self.execution_mode)
                ),
            ),
            signatures=blocks.signature_blocks(contract, self.execution_id, signers),
            is_draft=self.execution_id.state != "executed",
        )

    def _information_section(self):
        classes = listed(self.env, self.classification_ids.mapped("name"))
        return blocks.section(
            self.env._("Confidential Information"),
            self.scope,
            classes and self.env._("It covers: %s.", classes),
            self.env._(
                "Not confidential is what is public without the receiver's doing, what the receiver"
                " lawfully had before, and what it found out by itself."
            ),
        )

    def _duty_section(self):
        return blocks.section(
            self.env._("Confidentiality and Use"),
            self.env._(
                "The receiver keeps the information secret with no less care than its own, lets"
                " only those people see it who need it for the main contract, and answers for them."
            ),
            self.env._(
                "It uses the information to perform the main contract, and for nothing else."
            ),
        )

    def _disclosure_section(self):
        """T0-8.2, T1-8.4."""
        return blocks.section(
            self.env._("Permitted Disclosure"),
            self.env._(
                "Others are told with the written consent of whom the information comes from. What"
                " a law, a court or an authority demands may be disclosed as far as demanded; the"
                " other side is told beforehand, where that is lawful."
            ),
        )

    def _return_section(self):
        return blocks.section(
            self.env._("Return and Deletion"),
            self.env._(
                "When the main contract ends, or on request, the receiver returns or deletes what"
                " it holds, and confirms this in writing. What the law has it keep stays"
                " confidential."
            ),
        )

    def _period_section(self):
        """X-17: no clause of the main contract says for how long."""
        start = blocks.day(self, self.date_start)
        begins = (
            self.env._("Confidentiality begins on %s.", start)
            if start
            else self.env._(
                "Confidentiality begins on the day on which this agreement takes effect."
            )
        )
        return blocks.section(
            self.env._("Period of Confidentiality"),
            begins,
            self._end_in_words(),
            is_highlighted=True,
        )

    def _end_in_words(self):
        end = blocks.day(self, self.date_end)
        if self.basis == "indefinite":
            return self.env._("It has no end, as long as the information is confidential.")
        if self.basis == "dates":
            return self.env._("It ends on %s.", end or "____________")
        if not end:
            return self.env._(
                "It ends %s years after the actual end of the main contract.", self.years
            )
        return self.env._(
            "It ends %(years)s years after the actual end of the main contract: as that stands, on"
            " %(day)s.",
            years=self.years,
            day=end,
        )

    def _leak_section(self):
        """T0-8.3"""
        return blocks.section(
            self.env._("Liability for Disclosure"),
            self.env._(
                "Whoever discloses or uses confidential information against this agreement stops at"
                " once, limits the harm, and makes good the loss, the reasonable costs of pursuing"
                " it included. Liability under the law stays as it is."
            ),
        )
