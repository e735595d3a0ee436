from odoo import models
from odoo.exceptions import UserError

from ...tools.document import Document
from . import blocks


class CrmContractThirdParty(models.Model):
    """The agreement by which a third party leaves: reason, liability, follow-up (T1-App5)."""

    _inherit = "crm.contract.third.party"

    def _document(self):
        """The exit agreement where the context asks for it, as its execution does."""
        return self._exit_document() if self._is_exit_asked() else super()._document()

    def _document_report(self):
        if self._is_exit_asked():
            return self.env.ref("crm_contract_compliance.crm_contract_exit_report")
        return super()._document_report()

    def _is_exit_asked(self):
        return self.env.context.get("crm_contract_document") == "exit"

    def _document_of(self, kind):
        return self._exit_document() if kind == "exit" else super()._document_of(kind)

    def _exit_document(self):
        """:raises UserError: of whoever neither leaves nor has ended"""
        self._refuse_exit_agreement()
        contract = self.contract_id
        sides = ("a", "b")
        return Document(
            title=self.env._("Exit Agreement of a Third Party"),
            number=contract.code or "",
            intro=(
                self.env._(
                    "The third party takes part in the contract %s (the main contract). The sides"
                    " agree on its exit as follows.",
                    blocks.contract_words(contract),
                ),
            ),
            parties=blocks.party_blocks(contract, sides, self),
            sections=blocks.whole(
                self._reason_section(),
                self._returned_section(),
                self._final_cap_section(),
                self._follow_up_section(),
                blocks.section(self.env._("Law and Disputes"), blocks.law_words(contract)),
                blocks.section(
                    self.env._("Effect"),
                    blocks.effect_words(self.env, contract.third_party_execution_mode),
                ),
            ),
            signatures=blocks.signature_blocks(
                contract, self.exit_execution_id, self._exit_signers()
            ),
            is_draft=self.exit_execution_id.state == "open",
        )

    def _refuse_exit_agreement(self):
        for row in self:
            if not row._is_leaving() and row.state != "ended":
                raise UserError(
                    self.env._(
                        "%s has not asked to leave; press Exit first, then print the agreement.",
                        row.display_name,
                    )
                )

    def _reason_section(self):
        confirmed = [
            (
                self.env._("%s confirmed on", self.contract_id._side_label(side)),
                blocks.day(self, self._exit_consent_of(side).done_on),
            )
            for side in ("a", "b")
        ]
        names = ("exit_asked_on", "exit_reason", "end_reason", "rescission_ground", "end_clause")
        return blocks.section(
            self.env._("Exit and Its Reason"),
            self.env._(
                "The third party leaves the main contract. From its last day on it has neither"
                " authority nor duties under it, other than those below."
            ),
            facts=[
                *blocks.rows_of(self, *names, "end_note"),
                *confirmed,
                (self.env._("Last day"), blocks.day(self, self.ended_on) or "____________"),
            ],
        )

    def _returned_section(self):
        """T1-16.1: its duties are done; what it was given comes back."""
        rows = self._exit_rows().filtered(lambda row: row.kind == "handover")
        items = [
            (
                row.name,
                blocks.day(row, row.done_on or row.waived_on) or "____________",
            )
            for row in rows
        ]
        return blocks.section(
            self.env._("Duties and Hand-Over"),
            self.env._(
                "Duties that fell due before the last day are performed; what the third party was"
                " given, it returns or deletes."
            ),
            table=blocks.table((self.env._("Item"), self.env._("Handed Over On")), items),
        )

    def _final_cap_section(self):
        """What its liability comes to: as it was when it ended, until then as it stands."""
        positions = self.cap_position or [
            position for cap in self.cap_ids for position in cap._final_positions()
        ]
        head = (
            self.env._("Liability Cap"),
            self.env._("Limit"),
            self.env._("Used"),
            self.env._("Free"),
        )
        rows = [
            (
                position["key"] or self.env._("In total"),
                *(
                    blocks.money(self, position[name])
                    for name in ("limit", "consumed", "remaining")
                ),
            )
            for position in positions
        ]
        return blocks.section(
            self.env._("Liability After the Exit"),
            self.exit_liability,
            self.env._(
                "The third party goes on answering for what it did until its last day, up to the"
                " part of its cap that is still free. No limit applies to personal injury, nor to"
                " loss of property by intent or gross negligence."
            ),
            table=blocks.table(head, rows),
            is_highlighted=True,
        )

    def _follow_up_section(self):
        return blocks.section(
            self.env._("Follow-Up"),
            self.exit_follow_up,
            self.env._(
                "Confidentiality and the protection of personal data go on as agreed. The clauses"
                " on settlement and on disputes stay in force."
            ),
        )


class CrmContractRequirement(models.Model):
    _inherit = "crm.contract.requirement"

    def _is_exit_paper(self):
        """What a type keeps ready for an exit is the agreement on it."""
        return self.required_when == "exit" or super()._is_exit_paper()
