from odoo import models

from ...tools.document import Document
from . import blocks

_BLANK = "____________"


class CrmContractTermination(models.Model):
    """The agreement on the end: day, ground, settlement, hand-over, what goes on.

    T0-App8-9, T0-12.3, T1-11.3, T2-11, L-16. An end that one side declared by notice is recorded
    in the same words, and signed by nobody.
    """

    _name = "crm.contract.termination"
    _inherit = ["crm.contract.termination", "crm.contract.document.mixin"]

    def _document(self):
        contract = self.contract_id
        parties = blocks.party_blocks(contract)
        return Document(
            title=self._termination_title(),
            number=contract.code or "",
            intro=(self._termination_intro(),),
            parties=parties,
            sections=blocks.whole(
                self._end_section(),
                self._ground_section(),
                self._money_section(),
                self._handover_section("due"),
                self._matter_section(),
                self._rights_section(),
                self._survival_section(),
                blocks.section(self.env._("Law and Disputes"), blocks.law_words(contract)),
                self.is_mutual
                and blocks.section(
                    self.env._("Effect"),
                    blocks.effect_words(self.env, contract.amendment_execution_mode),
                ),
            ),
            signatures=blocks.signature_blocks(contract, self.execution_id)
            if self.is_mutual
            else (),
            is_draft=self.state in ("draft", "notified", "withdrawn")
            and self.execution_id.state != "executed",
        )

    def _termination_title(self):
        is_rescission = self.kind == "rescission"
        if self.is_mutual:
            agreed = (self.env._("Termination Agreement"), self.env._("Rescission Agreement"))
            return agreed[is_rescission]
        declared = (self.env._("Record of a Termination"), self.env._("Record of a Rescission"))
        return declared[is_rescission]

    def _termination_intro(self):
        contract = blocks.contract_words(self.contract_id)
        if self.is_mutual:
            return self.env._(
                "The parties agree to end the contract %s (the main contract) as follows.", contract
            )
        return self.env._(
            "%(side)s declared the end of the contract %(contract)s (the main contract) by notice.",
            side=blocks.side_and_name(self.contract_id, self.initiator_side),
            contract=contract,
        )

    def _end_section(self):
        last = blocks.day(self, self.ended_on or self.requested_end_date or self.earliest_end_date)
        notice = self.notice_id
        return blocks.section(
            self.env._("End of the Contract"),
            self.env._(
                "The main contract ends on %s. Until then it is performed as agreed; what is not"
                " performed after that day is no longer owed, other than as said below.",
                last or _BLANK,
            ),
            facts=[
                (self.env._("Notice of the End"), notice and notice.display_name),
                *(blocks.rows_of(notice, "delivered_on", "proof_reference") if notice else ()),
                *(() if self.is_mutual else blocks.rows_of(self, "notice_days", "grace_until")),
            ],
        )

    def _ground_section(self):
        return blocks.section(
            self.env._("Ground and Reason"),
            self.ground_id.name,
            self.reason,
            facts=blocks.rows_of(self, "clause"),
        )

    def _money_section(self):
        """T2-11.2; what was broken stays claimable (L-16, X-13)."""
        return blocks.section(
            self.env._("Fees and Claims"),
            self._debt_in_words(),
            self.env._(
                "Fees run until the last day. Penalties and damages for what was broken before stay"
                " owed, as do the clauses that settle them."
            ),
        )

    def _debt_in_words(self):
        if not self.settlement_computed_on:
            return self.env._(
                "What was earned and paid until the last day is settled in a separate settlement"
                " agreement."
            )
        balance = self.settlement_balance_amount
        contract = self.contract_id
        if self.currency_id.is_zero(balance):
            return self.env._("Fees earned and paid are even: neither side owes the other any.")
        side = contract.payer_side if balance > 0 else contract.supplier_side
        return self.env._(
            "Fees earned were %(earned)s, paid %(paid)s: %(side)s owes %(balance)s.",
            earned=blocks.money(self, self.settlement_earned_amount),
            paid=blocks.money(self, self.settlement_paid_amount),
            side=contract._side_label(side),
            balance=blocks.money(self, abs(balance)),
        )

    def _handover_section(self, *names):
        """T2-11.1: what each side still has of the other's; ``names``: more columns of it."""
        columns = ("item", "way", "quantity", *names)
        return blocks.section(
            self.env._("Hand-Over"),
            table=blocks.handover_table(self.handover_ids, *columns),
        )

    def _matter_section(self):
        """T1-11.3"""
        rows = [
            (row.name, blocks.choice(row, "treatment") or self.env._("open"), row.note)
            for row in self.matter_ids
        ]
        head = (self.env._("Matter"), self.env._("Treatment"), self.env._("Note"))
        return blocks.section(self.env._("Matters"), table=blocks.table(head, rows))

    def _rights_section(self):
        """T2-11.3"""
        kept = blocks.rows_of(self, "ip_kept_a", "ip_kept_b")
        return kept and blocks.section(
            self.env._("Rights Kept"),
            self.env._("Each side keeps the intellectual property that is its own."),
            facts=kept,
        )

    def _survival_section(self):
        """T2-12.2.1"""
        duties = (self.contract_id.surviving_note or "").splitlines()
        return blocks.section(
            self.env._("Duties That Go On"),
            self.env._(
                "Confidentiality, the protection of personal data, safe keeping until the"
                " hand-over, settlement and the way of settling disputes outlast the main contract."
            ),
            *duties,
        )
